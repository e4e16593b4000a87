"""The units whose names hold the words of a search: their pages, for whoever may open them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import Count
from django.urls import reverse

from pilotage.base import Language, fold_width
from pilotage.ledger import Step
from pilotage_server.ledgers.models import MatterUnitRow
from pilotage_server.ledgers.rights import READERS, visible
from pilotage_server.units import names
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.tree import covers

MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A unit: its name, its page, its tasks in the list, how many of them the reader sees."""

    name: str
    url: str
    tasks_url: str
    tasks: int


def units_found(member: MembershipRow, words: str, language: Language) -> list[Found]:
    """The units with every one of ``words`` in one of their names, in either language or short,
    that ``member`` may look up: those with the most tasks first, at most ``MOST``.
    """
    asked = fold_width(words).casefold().replace('"', " ").split()
    if not asked or member.role not in READERS:
        return []
    held = [
        unit
        for unit, said in _said().items()
        if all(word in said for word in asked) and (not member.is_liaison or covers(member, unit))
    ]
    counts = _counts(member, held)
    best = sorted(held, key=lambda unit: (-counts[unit], names.full_name(unit, language)))
    return [
        Found(
            name=names.full_name(unit, language),
            url=reverse("ledgers:unit", args=[unit]),
            tasks_url=f"{reverse('ledgers:tasks')}?unit={unit}",
            tasks=counts[unit],
        )
        for unit in best[:MOST]
    ]


def _counts(member: MembershipRow, units: Sequence[str]) -> dict[str, int]:
    """How many tasks of each of ``units`` the list shows the reader; one query, none for no unit.

    What a new edition ended is in a tab of its own.
    """
    if not units:
        return {}
    seen = visible(member).order_by().values("pk")
    rows = MatterUnitRow.objects.order_by().filter(matter__in=seen, unit__in=units)
    rows = rows.exclude(matter__step__in=[one.value for one in Step if one.is_ended])
    counted = dict(rows.values_list("unit").annotate(n=Count("matter", distinct=True)))
    return dict.fromkeys(units, 0) | counted


@cache
def _said() -> dict[str, str]:
    """All the names of each unit of the register, folded."""
    return {
        one.id: fold_width(
            "\n".join((one.zh, one.en, one.short_zh, one.short_en, *one.names))
        ).casefold()
        for one in names.register().units.values()
    }
