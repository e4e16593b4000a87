import re
from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of
from pilotage.lint.problems import SKIPPED_LEVEL
from pilotage.lint.rule import Rule
from pilotage.plan import Plan, Task

_LEVELS = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2}[.．、]"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)


class SkippedLevel(Rule):
    """The numbers leave out a level.

    What it finds
        In a Chinese document whose headings are numbered 一、: items right below them numbered
        （1）, or below （一） items numbered ①, with the level between left out. 1. below 一、 is
        common and passes. Told once for each document.

    Why it matters
        Whoever adds an item later adds it at the missing level, and the numbers no longer tell what
        belongs to what.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （1）建设智慧口岸。2021年12月底前完成。（牵头单位：市商务局）
        （2）优化航线布局。2021年12月底前完成。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前完成。（牵头单位：市交通运输局）
        ```

    Source
        GB/T 9704-2012: the levels are numbered 一、 （一） 1. （1） in this order.
    """

    code = "L603"
    name = "skipped-level"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks if plan.language == "zh" else ():
            below, above = _level(task.number or ""), _above(task)
            if below is not None and above is not None and below - above > 2:
                yield SKIPPED_LEVEL.at(
                    head_of(plan, task),
                    task=task.id,
                    section=task.path[-1],
                    number=(task.number or "").strip(),
                )
                return


def _above(task: Task) -> int | None:
    """The level of the heading right above."""
    return _level(task.path[-1]) if task.path else None


def _level(printed: str) -> int | None:
    words = printed.strip()
    return next((n for n, form in enumerate(_LEVELS) if form.match(words)), None)
