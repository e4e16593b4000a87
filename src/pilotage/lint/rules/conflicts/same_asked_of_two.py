from collections import Counter
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


class SameAskedOfTwo(Rule):
    """Two tasks ask the same of different units.

    What it finds
        A sentence of a task that says nearly the same as one of an earlier task with another
        lead: at least four fifths of their short runs of letters are shared. Tasks with the same
        lead, or without units, are let pass, and so is a sentence that three or more tasks share:
        the same was asked of each in turn. Told once for each pair of tasks.

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
        said = [
            (task, measure)
            for task in plan.of_kind(TaskKind.TASK)
            for measure in task.measures
            if task.units and len(wording(measure.text)) >= _SHORTEST[plan.language]
        ]
        pairs = [*Likeness([measure.text for _, measure in said]).pairs(0.8)]
        times = Counter(place for pair in pairs for place in pair)
        told: set[tuple[str, str]] = set()
        for before, after in pairs:
            first, second = said[before], said[after]
            if max(times[before], times[after]) > 1:
                continue
            pair = (first[0].id, second[0].id)
            if pair not in told and _leads(first[0]).isdisjoint(_leads(second[0])):
                told.add(pair)
                yield _told(first[0], second)


def _leads(task: Task) -> set[str]:
    """Who answers: the leads, or all units where none is told apart."""
    leads = {key_of(duty) for duty in task.units if duty.role == "lead"}
    return leads or {key_of(duty) for duty in task.units}


def _told(first: Task, second: tuple[Task, Measure]) -> Diagnostic:
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
