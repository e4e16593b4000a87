"""The matters and lights that this process knows (``shelves``), and what it still has to read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from pilotage.ledger import MatterState
from pilotage.supervision import Lights
from pilotage_server.plans.models import PlanRow
from pilotage_server.rulepacks.store import RuleBook

from . import lights, shelves, store
from .models import MatterRow, MatterUnitRow
from .shelves import Recent, Shelf

CHUNK = 500


Stamp = tuple[int, int, int]
"""Which matter, at which of its versions, in which plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A matter as its columns have it, with its units and its present state.

    Every page of the process shares it: it is read and never written.
    """

    matter: MatterRow
    units: tuple[MatterUnitRow, ...]
    state: MatterState


_MATTERS: Shelf[Known] = Shelf()


def forget() -> None:
    """Know nothing any more."""
    _MATTERS.clear()
    shelves.forget()


def stamps(matters: QuerySet[MatterRow]) -> tuple[Stamp, ...]:
    """The stamps of ``matters`` by their keys; one query that reads little."""
    rows = matters.order_by("pk").values_list("pk", "version", "plan_id")
    return tuple(rows)


def known(found: Sequence[Stamp]) -> list[Known]:
    """The matters of ``found`` in its order; those that this process has not read are read now."""
    there = {key: _MATTERS.find(key, version) for key, version, _plan in found}
    read = {one.matter.pk: one for one in _read([k for k, one in there.items() if one is None])}
    if read:
        _MATTERS.keep((key, one.matter.version, one) for key, one in read.items())
    return [one for key, kept in there.items() if (one := kept or read.get(key))]


def _read(keys: Sequence[int]) -> Iterable[Known]:
    plans: dict[int, PlanRow] = {}
    for start in range(0, len(keys), CHUNK):
        some = MatterRow.objects.filter(pk__in=keys[start : start + CHUNK])
        rows = list(some.prefetch_related("units"))
        plans |= plans_of({row.plan_id for row in rows} - plans.keys())
        for row in rows:
            row.plan = plans[row.plan_id]
            yield Known(matter=row, units=tuple(row.units.all()), state=store.present(row))


def plans_of(keys: Iterable[int]) -> dict[int, PlanRow]:
    """Those plans with their programmes, without their texts."""
    rows = PlanRow.objects.select_related("programme").defer("compiled", "adopted")
    wanted = list(keys)
    return rows.in_bulk(wanted) if wanted else {}


class Named(NamedTuple):
    """What tells a plan in force from others."""

    programme: int
    title: str
    edition: int


_NAMED: Recent[Named] = Recent(2_000)


def named(plans: Iterable[int]) -> dict[int, Named]:
    """What the plans with those keys are called. They were adopted and change no more, so each is
    asked for once: to pass over its text a database reads through it.
    """
    wanted = sorted(plans)
    found = {key: one for key in wanted if (one := _NAMED.find(key))}
    missing = [key for key in wanted if key not in found]
    if missing:
        rows = PlanRow.objects.filter(pk__in=missing)
        for key, home, title, edition in rows.values_list("pk", "programme", "title", "edition"):
            found[key] = Named(programme=home, title=title, edition=edition)
            _NAMED.keep(key, found[key])
    return found


def lit(found: Sequence[Known], today: date, book: RuleBook) -> list[Lights]:
    """The lights of ``found`` on ``today``, in its order; each is judged once in a process."""
    shelf = shelves.judged("lights", book.lights(today).values(), today)
    new, judged = [], []
    for one in found:
        key, version = one.matter.pk, one.matter.version
        value = shelf.find(key, version)
        if not isinstance(value, Lights):
            value = lights.lights(one.state, today, book)
            new.append((key, version, value))
        judged.append(value)
    if new:
        shelf.keep(new)
    return judged
