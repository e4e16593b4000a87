from collections.abc import Iterator

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import LEAD_ALSO_SUPPORTS
from pilotage.lint.rule import Rule
from pilotage.lint.words import in_one_note, key_of
from pilotage.plan import Basis, Plan, Role


class LeadAlsoSupports(Rule):
    """One unit both answers for a task and supports it.

    What it finds
        A unit among the supporting units that the same note names as lead or responsible unit too,
        by the same name or by another that the register knows. A task whose parts have notes of
        their own may give a unit both roles.

    Why it matters
        Nobody supports himself. As a rule a list was copied from another task, and the unit that
        should support was forgotten: it will not be told.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（牵头单位：市商务局；配合单位：市商务局、大连海关）
        （二）优化航线布局。2021年12月底前完成。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（牵头单位：市商务局；配合单位：大连海关）
        （二）优化航线布局。2021年12月底前完成。（牵头单位：市交通运输局）
        ```

    Source
        The meaning of the two words.
    """

    code = "L202"
    name = "lead-also-supports"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks:
            answers = [duty for duty in task.units if duty.role is not Role.SUPPORT]
            told = set()
            for duty in task.units:
                key = key_of(duty)
                if duty.role is not Role.SUPPORT or duty.basis is Basis.RULED:
                    continue
                both = (d for d in answers if key_of(d) == key and in_one_note(plan, d, duty))
                if key not in told and any(both):
                    told.add(key)
                    yield LEAD_ALSO_SUPPORTS.at(
                        duty.span or head_of(plan, task),
                        task=task.id,
                        heading=name_of(task),
                        unit=duty.name,
                    )
