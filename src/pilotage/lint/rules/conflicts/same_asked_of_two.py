import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span, wording
from pilotage.lint.likeness import Likeness
from pilotage.lint.place import name_of
from pilotage.lint.problems import SAME_ASKED_OF_TWO
from pilotage.lint.rule import Rule
from pilotage.lint.words import key_of
from pilotage.plan import Measure, Plan, Task, TaskKind

_SHORTEST = {"zh": 14, "en": 40}
"""Letters below which two sentences may be alike by chance."""

_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,4}?[省市区县]")
Said = tuple[Task, Measure]


class SameAskedOfTwo(Rule):
    """Two tasks ask the same of different units.

    What it finds
        A sentence of a task that says nearly the same as one of an earlier task with another
        lead: at least four fifths of their short runs of letters are shared. Tasks with the same
        lead, or without units, are let pass, and so is a sentence that three or more tasks share:
        the same was asked of each in turn. So is the same office of two places. Told once for
        each pair of tasks.

    Why it matters
        Both units do it, in two ways, or each waits for the other. Merge the two, or say what part
        is whose.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年底前建成全市统一的港口作业单证电子平台。（牵头单位：市商务局）
        （二）推进数字转型。2021年底前建成全市统一的港口作业单证电子平台。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年底前建成全市统一的港口作业单证电子平台。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开近洋集装箱班轮航线3条。（牵头单位：市交通运输局）
        ```

    Source
        One matter, one lead: municipal supervision rules have the lead answer for the whole.
    """

    code = "L901"
    name = "same-asked-of-two"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        told: set[tuple[str, str]] = set()
        for (first, _), (task, measure) in _alike(plan):
            pair = (first.id, task.id)
            if (
                pair not in told
                and _leads(first).isdisjoint(_leads(task))
                and not _peers(first, task)
            ):
                told.add(pair)
                yield _told(first, (task, measure))


def _alike(plan: Plan) -> Iterator[tuple[Said, Said]]:
    """Sentences of two tasks that say nearly the same and that no third task says."""
    groups: dict[str, list[Said]] = defaultdict(list)
    for task in plan.of_kind(TaskKind.TASK):
        for measure in task.measures if task.units else ():
            if len(words := wording(measure.text)) >= _SHORTEST[plan.language]:
                groups[words].append((task, measure))
    yield from ((found[0], found[1]) for found in groups.values() if len(found) == 2)
    single = [found[0] for found in groups.values() if len(found) == 1]
    pairs = [*Likeness([measure.text for _, measure in single]).pairs(0.8)]
    times = Counter(place for pair in pairs for place in pair)
    for before, after in pairs:
        if times[before] == times[after] == 1:
            yield single[before], single[after]


def _leads(task: Task) -> set[str]:
    """Who answers: the leads, or all units where none is told apart."""
    leads = {key_of(duty) for duty in task.units if duty.role == "lead"}
    return leads or {key_of(duty) for duty in task.units}


def _peers(one: Task, other: Task) -> bool:
    """Whether the two are the same office of two places: each is asked for its own."""
    names = [task.presumed_lead.name for task in (one, other) if task.presumed_lead]
    return len({_PLACE.sub("", name) for name in names}) == 1


def _told(first: Task, second: Said) -> Diagnostic:
    task, measure = second
    one, other = first.presumed_lead, task.presumed_lead
    return SAME_ASKED_OF_TWO.at(
        Span(*measure.span),
        task=task.id,
        heading=name_of(task),
        other=name_of(first),
        unit=other.name if other else "",
        others=one.name if one else "",
    )
