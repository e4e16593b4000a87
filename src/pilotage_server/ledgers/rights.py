"""Which matters an account sees, and in what rights it acts on one."""

from django.db.models import QuerySet
from django.http import Http404

from pilotage.ledger import Act, Capacity, MatterState, capacities_of
from pilotage_server.units.models import MembershipRow, Standing

from .models import EntryRow, MatterRow

READERS = (Standing.OFFICE, Standing.LIAISON, Standing.LEADER, Standing.ADMINISTRATOR)
"""Who reads the ledgers at all; to a drafter they are not there."""


def capacities(
    member: MembershipRow, state: MatterState, *, in_name_of: str = ""
) -> frozenset[Capacity]:
    """The rights of ``member`` on a matter in ``state``; empty when it may only read.

    The office may enter what another unit said ``in_name_of`` that unit, with that unit's rights
    and without its own.
    """
    if in_name_of and in_name_of != member.unit:
        return capacities_of(state, in_name_of) if member.is_office else frozenset()
    return capacities_of(
        state,
        member.unit or None,
        office=member.is_office,
        leader=member.is_leader,
        offices=offices(member) if member.is_leader else (),
    )


def offices(member: MembershipRow) -> frozenset[str]:
    """The units that supervise, as they stand on this request of ``member``; read once."""
    if not hasattr(member, "_offices"):
        rows = MembershipRow.objects.filter(role=Standing.OFFICE).exclude(unit="")
        member._offices = frozenset(rows.values_list("unit", flat=True))  # type: ignore[attr-defined]
    found: frozenset[str] = member._offices  # type: ignore[attr-defined]
    return found


def visible(member: MembershipRow) -> QuerySet[MatterRow]:
    """The matters that ``member`` may see: a liaison's own unit's, everybody else's all."""
    matters = MatterRow.objects.select_related("plan__programme").defer(
        "plan__compiled", "plan__adopted"
    )
    if member.role == Standing.LIAISON:
        return matters.filter(units__unit=member.unit).distinct() if member.unit else matters.none()
    return matters if member.role in READERS else matters.none()


def matter_for(member: MembershipRow, key: int) -> MatterRow:
    """That matter, when ``member`` may see it; Http404 else, as if there were none."""
    found = visible(member).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def sees_entry(member: MembershipRow, entry: EntryRow, lead: str | None) -> bool:
    """Whether ``member`` reads ``entry``: a liaison reads other units' acts, not their reports.

    The lead answers for the whole and reads the reports of the units that support it. A leader
    reads what was verified, and the reports of the office itself, which nobody else can check.
    """
    if entry.act != Act.REPORT:
        return True
    if member.is_leader:
        return entry.unit in offices(member)
    if member.role != Standing.LIAISON:
        return True
    return entry.unit == member.unit or bool(lead and lead == member.unit)


def sees_claims(member: MembershipRow) -> bool:
    """A leader reads verified facts; the reports behind them are the office's business."""
    return member.role != Standing.LEADER
