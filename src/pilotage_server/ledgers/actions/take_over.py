"""Tasks that ran elsewhere are registered, dispatched and reported on, many at once.

What one act after the other would enter (``dispatch``, ``sign``, ``report``), judged by the same
workflow and rights and recorded entry by entry, but written together: a ledger of thousands of
tasks is entered in one transaction that does not keep others waiting. What needs no transaction
is done before it (``Ran.judged``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db import transaction

from pilotage.ledger import Act, Entry, MatterState
from pilotage.plan import Task
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import Event, record_all
from pilotage_server.ledgers import store
from pilotage_server.ledgers.approval import asks_approval
from pilotage_server.ledgers.models import MatterRow, MatterUnitRow
from pilotage_server.ledgers.registering import copied
from pilotage_server.plans.models import PlanRow
from pilotage_server.units.models import MembershipRow

from .enter_many import AT_ONCE, append_all
from .entering import Asked, following


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A task with the entries that it begins with, and its state after them."""

    task: Task
    entries: Sequence[Entry]
    state: MatterState

    @classmethod
    def judged(
        cls, task: Task, acts: Iterable[Asked], by: MembershipRow, *, at: datetime | None = None
    ) -> Self:
        """``task`` after ``acts``. ActRefusedError when the workflow or the rights of ``by`` stand
        in the way of one."""
        entries, state = following((), acts, by, at=at or clock.now())
        return cls(task=task, entries=entries, state=state)


@transaction.atomic
def take_over(
    plan: PlanRow, ran: Sequence[Ran], by: MembershipRow, *, at: datetime | None = None
) -> list[MatterRow]:
    """The new matters of ``plan``, in the order given; all of them or none.

    Where the programme asks for approval they are put up for it instead, as by ``issue``.
    """
    moment = at or clock.now()
    if asks_approval(plan.programme):
        put_up: Asked = (Act.PROPOSE, {}, None)
        ran = [Ran.judged(one.task, [put_up], by, at=moment) for one in ran]
    matters = [_matter(plan, one, moment) for one in ran]
    MatterRow.objects.bulk_create(matters, AT_ONCE)
    made = list(zip(matters, ran, strict=True))
    parts = [part for matter, one in made for part in store.unit_rows(matter, one.state)]
    MatterUnitRow.objects.bulk_create(parts, AT_ONCE)
    name = by.user.get_username()
    record_all([Event(what=What.REGISTERED, thing=matter, by=name) for matter in matters])
    append_all([(matter, one.entries) for matter, one in made], by, opened=matters)
    return matters


def _matter(plan: PlanRow, ran: Ran, at: datetime) -> MatterRow:
    return MatterRow(
        **copied(plan, ran.task, ""),
        **store.columns(ran.state),
        plan=plan,
        registered_at=at,
        version=len(ran.entries),
    )
