from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import NO_MEASURABLE_TARGET
from pilotage.lint.rule import Rule
from pilotage.plan import Plan, TaskKind


class NoMeasurableTarget(Rule):
    """A task sets no figure to be reached.

    What it finds
        A task without a single figure that states something to be reached. Sums of subsidy,
        conditions of eligibility and past statistics are no targets. Safeguards need none.

    Why it matters
        "Strengthen", "promote" and "actively explore" cannot be verified: the unit claims, the
        office doubts, and neither can show it. It is a note only, since some work has no figure.

    Fails
        ```
        Port Improvement Plan
        I. Key Tasks
        1. Open new routes. Strengthen links with the east. (Responsible unit: Port Office)
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前单证电子化率达到95%以上。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新增航班10班以上。（牵头单位：市交通运输局）
        ```

    Source
        Of the twelve tasks of the founding plan (Dalian, 2020), none sets a figure; those who
        publish progress ask for named stages with a source instead of impressions.
    """

    code = "L110"
    name = "no-measurable-target"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.of_kind(TaskKind.TASK):
            if not task.targets:
                place = head_of(plan, task)
                yield NO_MEASURABLE_TARGET.at(place, task=task.id, heading=name_of(task))
