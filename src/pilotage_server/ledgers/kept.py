"""The matters and lights that this process knows (``shelves``), and what it still has to read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from pilotage.ledger import MatterState
from pilotage.supervision import Lights
from pilotage_server.plans.models import PlanRow
from pilotage_server.prepared import Prepared
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


class Stamps(tuple[Stamp, ...]):
    """The stamps of a list in the order of their keys; thousands, so that their digest is kept."""

    @cached_property
    def plans(self) -> frozenset[int]:
        """The plans they are of."""
        return frozenset(plan for _key, _version, plan in self)

    @cached_property
    def _digest(self) -> int:
        return super().__hash__()

    def __hash__(self) -> int:
        return self._digest


_STAMPS: Recent[Stamps] = Recent(64)


def stamps(matters: QuerySet[MatterRow]) -> Stamps:
    """The stamps of ``matters``; one query that reads little.

    All that a circle of readers may see (``rights.visible``) follows from the matters there are,
    their versions and their plans: while their number and sums stand, one row is read instead.
    Inside a transaction, which may see what nobody else will, they are always read.
    """
    circle = getattr(matters, "circle", None)
    if circle is None or connection.in_atomic_block:
        return _stamps(matters)
    key = (circle, _sums())
    return _STAMPS.find(key) or _STAMPS.put(key, _stamps(matters))


def _stamps(matters: QuerySet[MatterRow]) -> Stamps:
    return Stamps(matters.order_by("pk").values_list("pk", "version", "plan_id"))


def _sums() -> tuple[int, ...]:
    """What changes with every act and every new matter: no matter is removed, and a version only
    rises."""
    with connection.cursor() as cursor:
        cursor.execute(_SUMS)
        return tuple(cursor.fetchone())


_SUMS = "SELECT count(*), max(id), sum(version), sum(plan_id) FROM ledgers_matterrow"


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
    wanted = sorted(keys)
    found = _plans_asked(len(wanted)).all(*wanted) if wanted else []
    return {row.pk: row for row in found}


@lru_cache(maxsize=64)
def _plans_asked(_count: int) -> Prepared[PlanRow]:
    """So many plans by their keys."""
    rows = PlanRow.objects.select_related("programme").defer("compiled", "adopted")
    return Prepared(lambda *keys: rows.filter(pk__in=keys))


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
