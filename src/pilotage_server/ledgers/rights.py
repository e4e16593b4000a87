"""Which matters an account sees, and in what rights it acts on one."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import Http404

from pilotage.ledger import Act, Capacity, MatterState, capacities_of
from pilotage.plan import Role
from pilotage_server.prepared import Prepared
from pilotage_server.units.models import FurtherPostRow, MembershipRow, Standing
from pilotage_server.units.tree import beneath, covers

from .models import EntryRow, MatterRow, MatterUnitRow, SubtaskRow

_PART = frozenset({Capacity.LEAD, Capacity.SUPPORT, Capacity.ABOVE})

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
    member: MembershipRow, state: MatterState, *, above: str | None = None, in_name_of: str = ""
) -> frozenset[Capacity]:
    """The rights of ``member`` on a matter in ``state``; empty when it may only read.

    ``above`` is the unit that leads the task above, where the matter is a sub-task.

    The office may enter what another unit said ``in_name_of`` that unit, with that unit's rights
    and without its own.
    """
    if in_name_of and in_name_of != acting_unit(member, state, above):
        return capacities_of(state, in_name_of) if member.is_office else frozenset()
    found = capacities_of(
        state,
        acting_unit(member, state, above),
        office=member.is_office,
        leader=member.is_leader,
        offices=offices(member) if member.is_leader else (),
        above=above,
    )
    checks = {Capacity.REVIEWER} if member.role == Standing.CHECKER else set()
    return (found | checks) & GRANTS.get(member.role, frozenset())


def acting_unit(member: MembershipRow, state: MatterState, above: str | None = None) -> str | None:
    """The unit for which ``member`` acts on a matter in ``state``.

    Its own; where that has no part and the post is of a unit, the unit beneath it that leads, else
    the first that has a part, else the one that leads the task above.
    """
    own = member.unit or None
    if not member.is_liaison or state.unit(own) or own == above:
        return own
    covered = beneath(member.unit)
    parts = sorted(state.units, key=lambda one: one is not state.lead)
    return next((unit for unit in (*(one.unit for one in parts), above) if unit in covered), own)


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
    circle = circle_of(member)
    if circle is None:
        return MatterRow.objects.none()
    rows = within(circle)
    rows.circle = circle  # type: ignore[attr-defined]  # for ``kept.stamps``; no filter keeps it
    return rows


def _plain() -> QuerySet[MatterRow]:
    """Matters with their plans and programmes, without the texts of the plans."""
    rows = MatterRow.objects.select_related("plan__programme")
    return rows.defer("plan__compiled", "plan__adopted")


Circle = tuple[int | None, frozenset[str] | None]
"""The programme to which an account is held, and the units it covers; None for any."""


def circle_of(member: MembershipRow) -> Circle | None:
    """None for an account that sees no matter."""
    if member.role not in READERS or (member.is_liaison and not member.unit):
        return None
    return member.programme or None, frozenset(beneath(member.root)) if member.root else None


def within(circle: Circle) -> QuerySet[MatterRow]:
    """The matters within ``circle``."""
    programme, covered = circle
    matters = _plain()
    if programme:
        matters = matters.filter(plan__programme_id=programme)
    if covered is not None:
        parts = MatterUnitRow.objects.filter(unit__in=covered).values("matter_id")
        matters = matters.filter(Q(pk__in=parts) | Q(pk__in=led_parts(covered)))
    return matters


@lru_cache(maxsize=256)
def _of_key(circle: Circle) -> Prepared[MatterRow]:
    """The matter of a key, asked for within ``circle``."""
    return Prepared(lambda key: within(circle).filter(pk=key))


def led_parts(units: Collection[str]) -> QuerySet[SubtaskRow, Any]:
    """The sub-tasks, at any depth, of the tasks that one of ``units`` leads: their keys."""
    rows = SubtaskRow.objects.annotate(lead_unit=lead_unit("above_id"))
    return rows.filter(lead_unit__in=units).values("matter_id")


def lead_unit(matter: str) -> Subquery:
    """The unit stated to lead a matter, else the one listed first (``listing.lead_of``)."""
    return Subquery(led_by(MatterUnitRow.objects.filter(matter=OuterRef(matter))))


def led_by(units: QuerySet[MatterUnitRow]) -> QuerySet[MatterUnitRow, Any]:
    """Of the units of one matter the one that leads."""
    stated = Case(
        When(role=Role.LEAD.value, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return units.order_by(stated, "position").values("unit")[:1]


def above_of(matter: MatterRow) -> str | None:
    """The unit that leads the task above ``matter``; None for a task of a plan. Read once."""
    if not matter.is_part:
        return None
    if not hasattr(matter, "_above"):
        rows = SubtaskRow.objects.filter(matter=matter, depth=1).annotate(
            lead_unit=lead_unit("above_id")
        )
        matter._above = rows.values_list("lead_unit", flat=True).first()  # type: ignore[attr-defined]
    found: str | None = matter._above  # type: ignore[attr-defined]
    return found


def matter_for(member: MembershipRow, key: int) -> MatterRow:
    """That matter, when ``member`` may see it; Http404 else, as if there were none."""
    circle = circle_of(member)
    found = _of_key(circle).first(key) if circle else None
    if found is None:
        raise Http404
    return found


def sees_entry(
    member: MembershipRow, entry: EntryRow, lead: str | None, above: str | None = None
) -> bool:
    """Whether ``member`` reads ``entry``: a liaison reads other units' acts, not their reports.

    A unit reads what the units beneath it reported. The lead answers for the whole and reads the
    reports of the units that support it, and of those that its sub-tasks went to. A leader
    reads what was verified, and the reports of the office itself, which nobody else can check.
    """
    if entry.act != Act.REPORT:
        return True
    if member.is_leader:
        return entry.unit in offices(member)
    if not member.is_liaison:
        return True
    return any(covers(member, unit) for unit in (entry.unit, lead, above))


def sees_claims(member: MembershipRow) -> bool:
    """A leader reads verified facts; the reports behind them are the office's business."""
    return member.role != Standing.LEADER
