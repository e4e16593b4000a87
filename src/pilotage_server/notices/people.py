"""Who is told: the posts that read a unit's digest, and the lines that each of them reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import QuerySet

from pilotage.supervision import Circle
from pilotage_server.ledgers.rights import visible
from pilotage_server.units.models import (
    OF_A_UNIT,
    FurtherPostRow,
    MembershipRow,
    Standing,
)
from pilotage_server.units.names import register
from pilotage_server.units.posts import worn
from pilotage_server.units.tree import beneath

from .models import LineRow

READERS = (Standing.OFFICE, Standing.LIAISON, Standing.UNIT_HEAD, Standing.LEADER)
"""To whom notices are addressed; the office reads what went up to the leader."""

TOLD = (*OF_A_UNIT, Standing.LEADER)
"""To whom they are also sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A post that is told, as the account that acts in it."""

    user: User
    member: MembershipRow


def desks(user: int | None = None) -> list[Desk]:
    """Every post of every active account to which notices are sent, or of that one account."""
    firsts = MembershipRow.objects.select_related("user__wish").filter(
        role__in=TOLD, user__is_active=True
    )
    others = FurtherPostRow.objects.select_related("member__user__wish").filter(
        role__in=TOLD, member__user__is_active=True
    )
    if user is not None:
        firsts, others = firsts.filter(user=user), others.filter(member__user=user)
    return [Desk(user=row.user, member=row) for row in firsts] + [
        Desk(user=row.member.user, member=worn(row.member, row)) for row in others
    ]


def of_unit(unit: str, found: Iterable[Desk]) -> list[Desk]:
    """Those who read the digest of ``unit``: its own posts, else those of the next unit above.

    Without a unit: the leaders.
    """
    listed = list(found)
    if not unit:
        return [one for one in listed if one.member.role == Standing.LEADER]
    seen: set[str] = set()
    while unit and unit not in seen:
        seen.add(unit)
        own = [one for one in listed if one.member.is_liaison and one.member.unit == unit]
        if own:
            return own
        above = register().get(unit)
        unit = (above.parent or "") if above else ""
    return []


def lines_for(member: MembershipRow) -> QuerySet[LineRow]:
    """All lines that ``member`` reads: its unit's and those beneath, or what went to the leader."""
    lines = LineRow.objects.filter(matter__in=visible(member).values("pk"))
    if not member.is_liaison:
        return lines.filter(unit="")
    own = lines.filter(unit__in=beneath(member.unit))
    return own if member.role == Standing.UNIT_HEAD else own.filter(circle=Circle.UNIT.value)


def sent_to(desk: Desk, lines: Sequence[LineRow]) -> list[LineRow]:
    """Those of ``lines``, of one digest, that are sent to ``desk``: to a head what went to it."""
    circle = {
        Standing.UNIT_HEAD.value: Circle.HEAD,
        Standing.LEADER.value: Circle.LEADER,
    }.get(desk.member.role, Circle.UNIT)
    own = [one for one in lines if one.circle == circle.value]
    if not own:
        return []
    seen = set(
        visible(desk.member)
        .filter(pk__in=[one.matter_id for one in own])
        .values_list("pk", flat=True)
    )
    return [one for one in own if one.matter_id in seen]
