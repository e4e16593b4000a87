"""What stood green and turned red, counted from the entries up to any day.

The light of a matter with its first n entries on a day, by the rules of that day, never changes:
so it is worked out once and kept in the memory of the process, and after a new entry only that
matter's later weeks are worked out again. Nothing is stored.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Max, QuerySet

from pilotage.ledger import Act, MatterState, fold
from pilotage.rulepack import Light
from pilotage.supervision import Noted, Spell, WeekEnd, closings, green_spells
from pilotage_server.ledgers import lights, store
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.rulepacks.store import RuleBook

from .history import Week

KEPT = 1_000_000
"""Week ends kept in memory, some 100 MB; past it all are forgotten and worked out again."""
CHUNK = 200
"""Matters whose entries are read at once."""

ANSWERS = 32
"""Whole answers kept: a few readers, each with a few spans."""

Rules = tuple[str, ...]


class Head(NamedTuple):
    """An entry without what it says."""

    key: int
    matter: int
    at: datetime
    act: str
    by: str


class Known(NamedTuple):
    """What a matter was at the end of a week: its light and its lead."""

    light: Light
    lead: str


_known: dict[tuple[int, datetime, date, Rules], Known] = {}
_answers: dict[tuple[object, ...], list[Spell]] = {}
_NOTHING = Known(Light.NONE, "")


def forget() -> None:
    """Work all of it out anew, as after another database took the place of this one."""
    _known.clear()
    _answers.clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The heads of one matter's entries with how many were made by the end of each week."""

    matter: int
    heads: Sequence[Head]
    told: Sequence[int]


def spells(matters: QuerySet[MatterRow], weeks: Sequence[Week], book: RuleBook) -> list[Spell]:
    """All green spells and closings of ``matters`` in ``weeks``, with what became of each.

    While nothing is entered and no rule changes, the answer is the last one.
    """
    rules = {week.last_day: _rules(book, week.last_day) for week in weeks}
    entries = EntryRow.objects.filter(matter__in=matters.values("pk"))
    stand = entries.aggregate(count=Count("pk"), last=Max("pk"), at=Max("at"))
    key = (str(matters.query), *stand.values(), *rules.items())
    if key not in _answers:
        if len(_answers) >= ANSWERS:
            _answers.pop(next(iter(_answers)))
        _answers[key] = _count(matters, weeks, rules, book)
    return _answers[key]


def _count(
    matters: QuerySet[MatterRow], weeks: Sequence[Week], rules: Mapping[date, Rules], book: RuleBook
) -> list[Spell]:
    pasts = _pasts(matters, weeks)
    missing = [past for past in pasts if any(_keys(past, weeks, rules, unknown=True))]
    for start in range(0, len(missing), CHUNK):
        _work_out(missing[start : start + CHUNK], weeks, rules, book)
    found: list[Spell] = []
    for past in pasts:
        ends = _week_ends(past, weeks, rules)
        found += green_spells(past.matter, ends)
        found += closings(past.matter, _noted(past, ends), weeks[0].monday, weeks[-1].last_day)
    return found


def _pasts(matters: QuerySet[MatterRow], weeks: Sequence[Week]) -> list[Past]:
    last = weeks[-1].ended
    rows = EntryRow.objects.filter(matter__in=matters.values("pk"), at__lte=last)
    heads: dict[int, list[Head]] = defaultdict(list)
    told = rows.order_by("matter_id", "sequence").values_list("pk", "matter_id", "at", "act", "by")
    for row in told.iterator(5_000):
        heads[row[1]].append(Head(*row))
    return [
        Past(
            matter=matter,
            heads=ones,
            told=[bisect_right(ones, week.ended, key=lambda one: one.at) for week in weeks],
        )
        for matter, ones in heads.items()
    ]


def _rules(book: RuleBook, day: date) -> Rules:
    return tuple(f"{pack.id}/{pack.edition}" for pack in book.lights(day).values())


def _keys(
    past: Past, weeks: Sequence[Week], rules: Mapping[date, Rules], *, unknown: bool = False
) -> Iterator[tuple[int, datetime, date, Rules] | None]:
    """What each week end is kept under; None before the first entry. Or only the unknown ones."""
    for count, week in zip(past.told, weeks, strict=True):
        if not count:
            if not unknown:
                yield None
            continue
        head = past.heads[count - 1]
        key = (head.key, head.at, week.last_day, rules[week.last_day])
        if not unknown or key not in _known:
            yield key


def _work_out(
    pasts: Sequence[Past], weeks: Sequence[Week], rules: Mapping[date, Rules], book: RuleBook
) -> None:
    if len(_known) > KEPT:
        _known.clear()
    keys = [past.matter for past in pasts]
    rows: dict[int, list[EntryRow]] = defaultdict(list)
    for row in EntryRow.objects.filter(matter__in=keys).order_by("matter_id", "sequence"):
        rows[row.matter_id].append(row)
    for past in pasts:
        _work_out_one(past, rows[past.matter], weeks, rules, book)


def _work_out_one(
    past: Past,
    rows: Sequence[EntryRow],
    weeks: Sequence[Week],
    rules: Mapping[date, Rules],
    book: RuleBook,
) -> None:
    """Every entry is folded once, and what has ended is judged once."""
    state, folded, known = MatterState(), 0, _NOTHING
    before: tuple[int, Rules] | None = None
    for key, count, week in zip(_keys(past, weeks, rules), past.told, weeks, strict=True):
        if key is None:
            continue
        if count != folded:
            state = fold([store.entry_of(row, ()) for row in rows[folded:count]], start=state)
            folded = count
        here = (count, rules[week.last_day])
        if here != before or not state.step.is_final:
            lead = state.lead.unit if state.lead else None
            known = Known(lights.lights(state, week.last_day, book).light, lead or "")
        before = here
        _known[key] = known


def _week_ends(past: Past, weeks: Sequence[Week], rules: Mapping[date, Rules]) -> list[WeekEnd]:
    found = []
    checker, seen = "", 0
    for key, count, week in zip(_keys(past, weeks, rules), past.told, weeks, strict=True):
        for head in past.heads[seen:count]:
            checker = head.by if head.act == Act.VERIFY else checker
        seen = max(seen, count)
        known = _known[key] if key else _NOTHING
        found.append(WeekEnd(on=week.last_day, light=known.light, lead=known.lead, checker=checker))
    return found


_NOTED = (Act.VERIFY, Act.CLOSE, Act.REOPEN)


def _noted(past: Past, ends: Sequence[WeekEnd]) -> list[Noted]:
    """The checks, closings and reopenings, each with the lead at the end of its week."""
    days = [one.on for one in ends]
    found = []
    for head in past.heads:
        if head.act in _NOTED:
            on = store.day_of(head.at)
            place = min(bisect_right(days, on), len(ends) - 1)
            lead = ends[place].lead
            found.append(Noted(act=Act(head.act), on=on, by=head.by, lead=lead))
    return found
