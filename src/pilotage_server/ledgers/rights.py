"""Which matters an account sees, and in what rights it acts on one."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.http import Http404

from pilotage.ledger import Act, Capacity, MatterState, capacities_of
from pilotage_server.units.models import FurtherPostRow, MembershipRow, Standing
from pilotage_server.units.tree import beneath, covers

from .models import EntryRow, MatterRow

_PART = frozenset({Capacity.LEAD, Capacity.SUPPORT})

GRANTS: Mapping[str, frozenset[Capacity]] = {
    Standing.OFFICE: _PART | {Capacity.OFFICE},
    Standing.LIAISON: _PART,
    Standing.UNIT_HEAD: _PART,
    Standing.CHECKER: frozenset({Capacity.REVIEWER}),
    Standing.LEADER: _PART | {Capacity.LEADER, Capacity.REVIEWER},
    Standing.AUDITOR: frozenset(),
    Standing.ADMINISTRATOR: frozenset(),
}
"""Who reads the ledgers, each with the rights it may hold there; what a right allows stands in
``pilotage.ledger.WORKFLOW``. To everybody else (a drafter) the ledgers are not there."""

READERS = tuple(Standing(role) for role in GRANTS)


def capacities(
    member: MembershipRow, state: MatterState, *, in_name_of: str = ""
) -> frozenset[Capacity]:
    """The rights of ``member`` on a matter in ``state``; empty when it may only read.

    The office may enter what another unit said ``in_name_of`` that unit, with that unit's rights
    and without its own.
    """
    if in_name_of and in_name_of != acting_unit(member, state):
        return capacities_of(state, in_name_of) if member.is_office else frozenset()
    found = capacities_of(
        state,
        acting_unit(member, state),
        office=member.is_office,
        leader=member.is_leader,
        offices=offices(member) if member.is_leader else (),
    )
    checks = {Capacity.REVIEWER} if member.role == Standing.CHECKER else set()
    return (found | checks) & GRANTS.get(member.role, frozenset())


def acting_unit(member: MembershipRow, state: MatterState) -> str | None:
    """The unit for which ``member`` acts on a matter in ``state``.

    Its own; where that has no part and the post is of a unit, the unit beneath it that leads, else
    the first that has a part.
    """
    own = member.unit or None
    if not member.is_liaison or state.unit(own):
        return own
    covered = beneath(member.unit)
    parts = sorted(state.units, key=lambda one: one is not state.lead)
    return next((one.unit for one in parts if one.unit in covered), own)


def offices(member: MembershipRow) -> frozenset[str]:
    """The units that supervise, as they stand on this request of ``member``; read once."""
    if not hasattr(member, "_offices"):
        tables = (MembershipRow.objects, FurtherPostRow.objects)
        rows = [posts.filter(role=Standing.OFFICE).exclude(unit="") for posts in tables]
        units = rows[0].values_list("unit").union(rows[1].values_list("unit"))
        member._offices = frozenset(unit for (unit,) in units)  # type: ignore[attr-defined]
    found: frozenset[str] = member._offices  # type: ignore[attr-defined]
    return found


def visible(member: MembershipRow) -> QuerySet[MatterRow]:
    """The matters that ``member`` may see: of its programme, and of the units it covers."""
    matters = MatterRow.objects.select_related("plan__programme").defer(
        "plan__compiled", "plan__adopted"
    )
    if member.role not in READERS or (member.is_liaison and not member.unit):
        return matters.none()
    if member.programme:
        matters = matters.filter(plan__programme_id=member.programme)
    if member.root:
        matters = matters.filter(units__unit__in=beneath(member.root)).distinct()
    return matters


def matter_for(member: MembershipRow, key: int) -> MatterRow:
    """That matter, when ``member`` may see it; Http404 else, as if there were none."""
    found = visible(member).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def sees_entry(member: MembershipRow, entry: EntryRow, lead: str | None) -> bool:
    """Whether ``member`` reads ``entry``: a liaison reads other units' acts, not their reports.

    A unit reads what the units beneath it reported.
    The lead answers for the whole and reads the reports of the units that support it. A leader
    reads what was verified, and the reports of the office itself, which nobody else can check.
    """
    if entry.act != Act.REPORT:
        return True
    if member.is_leader:
        return entry.unit in offices(member)
    if not member.is_liaison:
        return True
    return covers(member, entry.unit) or covers(member, lead)


def sees_claims(member: MembershipRow) -> bool:
    """A leader reads verified facts; the reports behind them are the office's business."""
    return member.role != Standing.LEADER
