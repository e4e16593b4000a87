"""What stood green and turned red, counted from the entries up to any day.

The spells of a matter, and its lights at the ends of weeks, stand until something is entered on it:
a process works them out once (``shelves``). The week ends serve every span and day asked about.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple, cast

from django.db.models import QuerySet

from pilotage.ledger import Act, Entry, MatterState, fold
from pilotage.rulepack import Light
from pilotage.supervision import Noted, Spell, WeekEnd, closings, green_spells
from pilotage_server.ledgers import kept, lights, shelves, store
from pilotage_server.ledgers.kept import Stamp
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.ledgers.shelves import Shelf
from pilotage_server.rulepacks.store import RuleBook

from .history import Week, entries_of

CHUNK = 200
"""Matters whose entries are read at once."""

MOST = 200
"""Week ends kept of a matter; past it they are worked out again."""

Rules = tuple[str, ...]
Place = tuple[date, Rules]
"""The end of a week, and the rules of that day."""


class Known(NamedTuple):
    """What a matter was at the end of a week: its light and its lead."""

    light: Light
    lead: str


Ends = dict[Place, Known]
_NOTHING = Known(Light.NONE, "")


class Head(NamedTuple):
    """An entry that checks, closes or takes up again, without what it says."""

    at: datetime
    act: str
    by: str


def spells(matters: QuerySet[MatterRow], weeks: Sequence[Week], book: RuleBook) -> list[Spell]:
    """All green spells and closings of ``matters`` in ``weeks``, with what became of each."""
    packs = [pack for week in weeks for pack in book.lights(week.last_day).values()]
    days = [week.last_day for week in weeks]
    shelf = cast("Shelf[list[Spell]]", shelves.judged(Spell, packs, *days))
    stamps = kept.stamps(matters)
    there = {key: shelf.find(key, version) for key, version, _plan in stamps}
    new = [one for one in stamps if there[one[0]] is None]
    for start in range(0, len(new), CHUNK):
        some = new[start : start + CHUNK]
        made = _spells_of(some, weeks, book)
        shelf.keep((key, version, made[key]) for key, version, _plan in some)
        there |= made
    return [spell for ones in there.values() for spell in ones or ()]


def _spells_of(
    stamps: Sequence[Stamp], weeks: Sequence[Week], book: RuleBook
) -> dict[int, list[Spell]]:
    heads = _heads_of([key for key, _version, _plan in stamps], weeks[-1].ended)
    return {
        key: _spells(key, heads[key], known, weeks)
        for key, known in ends_of(stamps, weeks, book).items()
    }


def _spells(
    key: int, heads: Sequence[Head], known: Sequence[Known], weeks: Sequence[Week]
) -> list[Spell]:
    ends = _week_ends(heads, known, weeks)
    closed = closings(key, _noted(heads, ends), weeks[0].monday, weeks[-1].last_day)
    return [*green_spells(key, ends), *closed]


_NOTED = (Act.VERIFY, Act.CLOSE, Act.REOPEN)


def _heads_of(keys: Iterable[int], until: datetime) -> dict[int, list[Head]]:
    """The checks, closings and reopenings of each matter, the oldest first; one query."""
    found: dict[int, list[Head]] = defaultdict(list)
    rows = EntryRow.objects.filter(matter__in=list(keys), act__in=_NOTED, at__lte=until)
    told = rows.order_by("matter_id", "sequence").values_list("matter_id", "at", "act", "by")
    for matter, *head in told:
        found[matter].append(Head(*head))
    return found


def ends_of(
    stamps: Sequence[Stamp], weeks: Sequence[Week], book: RuleBook
) -> dict[int, list[Known]]:
    """What each matter was at the end of each week, by the rules of that day. What this process
    does not know is folded from the entries: one query.
    """
    shelf = cast("Shelf[Ends]", shelves.judged("week ends", ()))
    places = [(week.last_day, _rules(book, week.last_day)) for week in weeks]
    there = {key: shelf.find(key, version) or {} for key, version, _plan in stamps}
    new = [one for one in stamps if any(place not in there[one[0]] for place in places)]
    if new:
        entries = entries_of([key for key, _version, _plan in new])
        for key, _version, _plan in new:
            known = there[key] if len(there[key]) < MOST else {}
            there[key] = _worked_out(entries[key], weeks, places, known, book)
        shelf.keep((key, version, there[key]) for key, version, _plan in new)
    return {key: [ends[place] for place in places] for key, ends in there.items()}


def _rules(book: RuleBook, day: date) -> Rules:
    return tuple(f"{pack.id}/{pack.edition}" for pack in book.lights(day).values())


def _worked_out(
    entries: Sequence[Entry],
    weeks: Sequence[Week],
    places: Sequence[Place],
    known: Ends,
    book: RuleBook,
) -> Ends:
    """``known`` with the ends of ``weeks`` besides. Every entry is folded once, and what has ended
    is judged once.
    """
    moments, found = [entry.at for entry in entries], dict(known)
    state, folded, last = MatterState(), 0, _NOTHING
    before: tuple[int, Rules] | None = None
    for week, place in zip(weeks, places, strict=True):
        told = bisect_right(moments, week.ended)
        if place in found:
            continue
        if told != folded:
            state, folded = fold(entries[folded:told], start=state), told
        here = (told, place[1])
        if told and (here != before or not state.step.is_final):
            lead = state.lead.unit if state.lead else None
            last = Known(lights.lights(state, week.last_day, book).light, lead or "")
        before, found[place] = here, last
    return found


def _week_ends(
    heads: Sequence[Head], known: Sequence[Known], weeks: Sequence[Week]
) -> list[WeekEnd]:
    """The ends of the weeks, each with who had checked last by then."""
    found = []
    checker, seen = "", 0
    for week, end in zip(weeks, known, strict=True):
        told = bisect_right(heads, week.ended, key=lambda one: one.at)
        for head in heads[seen:told]:
            checker = head.by if head.act == Act.VERIFY else checker
        seen = told
        found.append(WeekEnd(on=week.last_day, light=end.light, lead=end.lead, checker=checker))
    return found


def _noted(heads: Sequence[Head], ends: Sequence[WeekEnd]) -> list[Noted]:
    """The same entries, each with the lead at the end of its week."""
    days = [one.on for one in ends]
    found = []
    for head in heads:
        on = store.day_of(head.at)
        lead = ends[min(bisect_left(days, on), len(ends) - 1)].lead
        found.append(Noted(act=Act(head.act), on=on, by=head.by, lead=lead))
    return found
