"""Tasks that ran elsewhere are registered, dispatched and reported on, many at once.

What one act after the other would enter (``dispatch``, ``sign``, ``report``), judged by the same
workflow and rights and recorded entry by entry, but written together: a ledger of thousands of
tasks is entered in one transaction that does not keep others waiting.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from pilotage.ledger import Act, Entry, MatterState, fold
from pilotage.plan import Task
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import Event, record_all
from pilotage_server.ledgers import store
from pilotage_server.ledgers.models import EntryRow, MatterRow, MatterUnitRow
from pilotage_server.ledgers.registering import copied
from pilotage_server.ledgers.rights import acting_unit
from pilotage_server.ledgers.signals import taken_over
from pilotage_server.plans.models import PlanRow
from pilotage_server.units.models import MembershipRow

from .entering import check_entry

AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A task with the acts that it begins with: each with its fields, and the unit it is of
    (None: the unit of whoever enters it)."""

    task: Task
    acts: Sequence[tuple[Act, Mapping[str, object], str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    matter: MatterRow
    state: MatterState
    entries: Sequence[Entry]


@transaction.atomic
def take_over(
    plan: PlanRow, ran: Sequence[Ran], by: MembershipRow, *, at: datetime | None = None
) -> list[MatterRow]:
    """The new matters of ``plan``, in the order given. ActRefusedError when the workflow or the
    rights of ``by`` stand in the way of one; nothing is entered then."""
    moment = at or clock.now()
    begun = [_begin(plan, one, by, moment) for one in ran]
    matters = MatterRow.objects.bulk_create([one.matter for one in begun], AT_ONCE)
    rows = [_row(one.matter, entry, by) for one in begun for entry in one.entries]
    EntryRow.objects.bulk_create(rows, AT_ONCE)
    parts = [part for one in begun for part in store.unit_rows(one.matter, one.state)]
    MatterUnitRow.objects.bulk_create(parts, AT_ONCE)
    name = by.user.get_username()
    record_all([Event(what=What.REGISTERED, thing=matter, by=name) for matter in matters])
    record_all([Event(what=What.ENTERED, thing=row, by=name) for row in rows])
    taken_over.send(sender=MatterRow, matters=matters, entries=rows)
    return matters


def _begin(plan: PlanRow, ran: Ran, by: MembershipRow, at: datetime) -> _Begun:
    """The matter with its state after the acts; each is judged after the one before."""
    entries: list[Entry] = []
    state = fold(entries)
    for act, payload, unit in ran.acts:
        entry = Entry(
            sequence=len(entries) + 1,
            act=act,
            at=at,
            by=by.user.get_username(),
            unit=unit or acting_unit(by, state),
            payload=payload,
        )
        check_entry(state, entry, by)
        entries.append(entry)
        state = fold(entries)
    matter = MatterRow(
        **copied(plan, ran.task, ""),
        **store.columns(state),
        plan=plan,
        registered_at=at,
        version=len(entries),
    )
    return _Begun(matter=matter, state=state, entries=entries)


def _row(matter: MatterRow, entry: Entry, by: MembershipRow) -> EntryRow:
    return EntryRow(
        matter=matter,
        sequence=entry.sequence,
        act=entry.act.value,
        at=entry.at,
        by=entry.by,
        post_zh=by.post_zh,
        post_en=by.post_en,
        unit=entry.unit or "",
        payload=dict(entry.payload),
    )
