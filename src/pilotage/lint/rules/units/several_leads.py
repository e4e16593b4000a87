from collections.abc import Iterator
from itertools import pairwise

from pilotage.base import Diagnostic
from pilotage.lint.place import head_of, name_of
from pilotage.lint.problems import SEVERAL_LEADS
from pilotage.lint.rule import Rule
from pilotage.lint.words import in_one_note, key_of
from pilotage.plan import Basis, Plan, Role


class SeveralLeads(Rule):
    """Several units are said to lead one task.

    What it finds
        Two or more different lead units in one note of a task. Leads of different parts of it, each
        in a note of its own, and units that a person entered are let pass.

    Why it matters
        Two leads wait for each other, and the office does not know whom to urge. Where both must
        lead, say which part is whose, or divide the task.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（牵头单位：市商务局、市交通运输局）
        （二）优化航线布局。2021年12月底前完成。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前完成。（牵头单位：市商务局；配合单位：市交通运输局）
        （二）优化航线布局。2021年12月底前完成。（牵头单位：市交通运输局）
        ```

    Source
        After municipal supervision rules: the lead unit organises the work and reports its result
        for all units. A note, since joint leads are also ordered on purpose.
    """

    code = "L201"
    name = "several-leads"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks:
            leads = {key_of(duty): duty for duty in task.units if duty.role is Role.LEAD}
            if all(duty.basis is Basis.RULED for duty in leads.values()):
                continue
            joint = (b for a, b in pairwise(leads.values()) if in_one_note(plan, a, b))
            if (second := next(joint, None)) is None:
                continue
            yield SEVERAL_LEADS.at(
                second.span or head_of(plan, task),
                task=task.id,
                heading=name_of(task),
                count=len(leads),
                units=" / ".join(duty.name for duty in leads.values()),
            )
