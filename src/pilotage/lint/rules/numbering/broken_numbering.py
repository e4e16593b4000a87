from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise

from pilotage.base import Diagnostic, Span
from pilotage.lint.numbering import Item, numbers_in, siblings
from pilotage.lint.problems import NUMBER_OUT_OF_ORDER, REPEATED_NUMBER
from pilotage.lint.rule import Rule
from pilotage.plan import Plan

Run = list[Item]


class BrokenNumbering(Rule):
    """The printed numbers repeat, skip or run backwards.

    What it finds
        Numbers printed twice, left out or out of order among the items and headings that stand
        side by side, told once for each heading. A number left to an item that is no task is not
        missing. A list may begin at any number, and after that begin again at one.

    Why it matters
        Ledgers, reports and letters call a task by its number. Where twelve tasks are all "1.",
        or two are （三）, a letter about one is answered about another.

    Fails
        ```
        Port Improvement Plan
        I. Key Tasks
        1. Open new routes. Open three routes by 2027. (Responsible unit: Port Office)
        1. Speed up clearance. Clear ships in a day by 2027. (Responsible unit: Dalian Customs)
        1. Train pilots. Train ten pilots by 2027. (Responsible unit: Port Office)
        ```
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前完成。（牵头单位：市交通运输局）
        （四）培养引航人才。2021年12月底前完成。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前完成。（牵头单位：市交通运输局）
        二、提升服务
        （三）培养引航人才。2021年12月底前完成。（牵头单位：市交通运输局）
        （四）压缩通关时间。2021年12月底前完成。（牵头单位：大连海关）
        ```

    Source
        The founding plan (Dalian, 2020), as translated, prints "1." before every item.
    """

    code = "L108"
    name = "broken-numbering"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for section, items in siblings(plan):
            for run in _runs(plan, items):
                found = _repeated(section, run) or _out_of_order(plan, section, run)
                if found:
                    yield found
                    break


def _runs(plan: Plan, items: list[Item]) -> Iterator[Run]:
    """Items of one style, cut where the numbers begin again."""
    for _, same in groupby(items, key=lambda item: item.style):
        run: Run = []
        for item in same:
            if run and _begins_again(plan, run[-1], item):
                yield run
                run = []
            run.append(item)
        yield run


def _begins_again(plan: Plan, before: Item, after: Item) -> bool:
    """Whether a new list begins: at one, or at a later number when those before it are no tasks."""
    if after.value == 1:
        return before.value > 1
    if after.value > before.value:
        return False
    between = Span(before.span.start, after.span.start)
    return set(range(1, after.value)) <= numbers_in(plan, between, after.style)


def _repeated(section: str, run: Run) -> Diagnostic | None:
    counts = Counter(item.value for item in run)
    again = next((b for a, b in pairwise(run) if counts[b.value] > 1 and b.value <= a.value), None)
    if again is None:
        return None
    return REPEATED_NUMBER.at(
        _printed(again), section=section, number=again.number, count=counts[again.value]
    )


def _out_of_order(plan: Plan, section: str, run: Run) -> Diagnostic | None:
    for before, after in pairwise(run):
        missing = set(range(before.value + 1, after.value))
        between = Span(before.span.start, after.span.start)
        if after.value == before.value + 1 or (
            missing and missing <= numbers_in(plan, between, after.style)
        ):
            continue
        return NUMBER_OUT_OF_ORDER.at(
            _printed(after), section=section, before=before.number, after=after.number
        )
    return None


def _printed(item: Item) -> Span:
    return Span(item.span.start, item.span.start + len(item.number))
