from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import NO_UNIT
from pilotage.lint.rule import Rule
from pilotage.plan import Plan, TaskKind


class NoUnit(Rule):
    """A task names nobody to do it.

    What it finds
        A task with no unit: none in its own note, none in the heading above it, none in a note
        on the whole plan. Units that a person entered count. Safeguards have their own rule.

    Why it matters
        It cannot be dispatched. Of measures in municipal planning software about half have no
        active owner, and those are on track less than half as often as the others.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前实现单证电子化。
        （二）优化航线布局。2021年12月底前新开航线3条。
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```
        ```
        Port Improvement Plan
        I. Key Tasks
        1. Open new routes. Open three new routes to the east. (Responsible unit: Port Office)
        ```

    Source
        After the reports of a maker of planning software (ClearPoint, 2026) on owners of measures.
    """

    code = "L103"
    name = "no-unit"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.of_kind(TaskKind.TASK):
            if not task.units:
                yield NO_UNIT.at(head_of(plan, task), task=task.id, heading=name_of(task))
