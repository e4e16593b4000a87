"""What a new edition makes of the sub-tasks of the matters it moves.

They go with their task: carried over with it, to the task it goes into, cancelled with it, taken up
again with it. Each gets its own entry; what had ended before stays with the edition before.
"""

from collections.abc import Mapping
from datetime import datetime

from pilotage.ledger import Act, Step
from pilotage_server.ledgers.models import MatterRow, SubtaskRow
from pilotage_server.ledgers.tree import free_ordinal, next_code, parts_of, task_id_of
from pilotage_server.plans.models import PlanRow
from pilotage_server.units.models import MembershipRow

from .entering import Posting, enter

Named = Mapping[str, object]
"""The fields of the edition in each entry: its number and its authority."""


def carry_parts(
    was: MatterRow, now: MatterRow, named: Named, by: MembershipRow, at: datetime
) -> list[MatterRow]:
    """Carry the sub-tasks of ``was`` over to ``now``, which is ``was`` itself where it goes on."""
    found = []
    for row in parts_of(was).select_related("matter").order_by("matter__ordinal"):
        matter = row.matter
        if Step(matter.step).is_ended:
            continue
        code = _code(matter, was, now)
        told = {
            **named,
            "former": matter.task_id,
            "task": task_id_of(now.task_id, code),
            "was": matter.code("en"),
            "code": code,
        }
        enter_part(matter, Act.CARRY, told, by, at)
        _move(matter, now.plan, str(told["task"]), code)
        below = carry_parts(matter, matter, named, by, at)
        if was.pk != now.pk:
            moved = SubtaskRow.objects.filter(above=was, matter__in=[matter, *below])
            moved.update(above=now)
        found += [matter, *below]
    return found


def _code(matter: MatterRow, was: MatterRow, now: MatterRow) -> str:
    if was.pk != now.pk:
        return next_code(now)
    return f"{now.code('en')}.{matter.number.rpartition('.')[2]}"


def _move(matter: MatterRow, plan: PlanRow, task_id: str, code: str) -> None:
    ordinal = matter.ordinal if matter.plan_id == plan.pk else free_ordinal(plan.pk)
    MatterRow.objects.filter(pk=matter.pk).update(
        plan=plan, task_id=task_id, number=code, ordinal=ordinal
    )
    matter.refresh_from_db()


def end_parts(
    was: MatterRow, act: Act, named: Named, by: MembershipRow, at: datetime
) -> list[MatterRow]:
    """Cancel the open sub-tasks of ``was`` with it, the deepest first; or reopen the cancelled."""
    asked = {Step.CANCELLED} if act is Act.REOPEN else {one for one in Step if not one.is_final}
    rows = SubtaskRow.objects.filter(above=was).select_related("matter").order_by("-depth")
    found = [row.matter for row in rows if Step(row.matter.step) in asked]
    for matter in found:
        enter_part(matter, act, named, by, at)
    return found


def enter_part(
    matter: MatterRow, act: Act, payload: Named, by: MembershipRow, at: datetime
) -> None:
    """Enter an act of the edition on a sub-task."""
    moment = max(at, matter.last_entry_at or at)
    enter(matter, act, by, payload, posting=Posting(version=matter.version, at=moment))
