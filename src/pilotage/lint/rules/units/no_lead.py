from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import NO_LEAD, ONLY_SUPPORT
from pilotage.lint.rule import Rule
from pilotage.plan import Basis, Duty, Plan, Role, Task


class NoLead(Rule):
    """Several units are named and none is said to lead.

    What it finds
        A task with two or more responsible units whose roles are not told apart, or with
        supporting units only. One responsible unit alone leads. Units that a person entered are
        accepted as they are, and so is the statement that the unit listed first leads.

    Why it matters
        What all are responsible for, nobody calls the others together for. The first in the list
        is usually meant, but that is a presumption, and the sentence says whom it presumes.

    Fails
        ```
        Port Improvement Plan
        I. Key Tasks
        1. Open new routes. Open three routes. (Responsible units: Port Office, Dalian Customs)
        ```
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（责任单位：市商务局、市交通运输局）
        （二）优化航线布局。2021年12月底前完成。（责任单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（市商务局牵头，市交通运输局配合）
        （二）优化航线布局。2021年12月底前完成。（责任单位：市交通运输局）
        ```
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。（市商务局、大连海关负责，列第一位者为牵头单位，下同）
        （二）优化航线布局。（市交通运输局、市商务局负责）
        ```

    Source
        The founding plan (Dalian, 2020): twelve lists of two to eight units, none with a lead.
        After municipal supervision rules the lead organises the work and reports its result.
    """

    code = "L102"
    name = "no-lead"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks:
            if task.units and not task.lead and not _ruled(task):
                yield from self._without_lead(plan, task)

    def _without_lead(self, plan: Plan, task: Task) -> Iterator[Diagnostic]:
        responsible = [duty for duty in task.units if duty.role is Role.RESPONSIBLE]
        count = len({duty.unit or duty.name for duty in responsible})
        if count > 1:
            first = responsible[0]
            yield NO_LEAD.at(
                first.span or head_of(plan, task),
                task=task.id,
                heading=name_of(task),
                count=count,
                presumed=first.name,
            )
        elif not responsible:
            yield ONLY_SUPPORT.at(
                task.units[0].span or head_of(plan, task),
                task=task.id,
                heading=name_of(task),
                units=" / ".join(_names(task.units)),
            )


def _ruled(task: Task) -> bool:
    return all(duty.basis is Basis.RULED for duty in task.units)


def _names(duties: tuple[Duty, ...]) -> list[str]:
    return [duty.name for duty in duties]
