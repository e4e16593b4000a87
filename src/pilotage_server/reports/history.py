"""The ledger looked at from past days: what every matter was at the end of each week.

Each entry is folded once: every week goes on from the state of the week before.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, cast

from django.utils import timezone

from pilotage.ledger import Act, Entry, MatterState, fold
from pilotage.rulepack import Pack
from pilotage_server.ledgers import lights, shelves, store
from pilotage_server.ledgers.listing import Line
from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow
from pilotage_server.ledgers.shelves import Shelf
from pilotage_server.rulepacks.store import RuleBook

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week of the calendar, up to the day it is looked at. ``number`` is the ISO week.

    ``ended`` is the last moment that counts for it.
    """

    number: int
    year: int
    monday: date
    last_day: date
    ended: datetime


def weeks_to(today: date, count: int) -> list[Week]:
    """The last ``count`` weeks, the present one last; it ends today."""
    monday = today - timedelta(days=today.weekday())
    found = []
    for back in reversed(range(count)):
        start = monday - timedelta(weeks=back)
        calendar = start.isocalendar()
        last_day = min(start + timedelta(days=6), today)
        found.append(
            Week(
                number=calendar.week,
                year=calendar.year,
                monday=start,
                last_day=last_day,
                ended=timezone.make_aware(datetime.combine(last_day, time.max)),
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All that was entered on some matters: the rows, and how many proofs came with each."""

    rows: dict[int, list[EntryRow]]
    proofs: dict[int, int]


def read_ledger(lines: Iterable[Line]) -> Ledger:
    """What was entered on the matters of ``lines``, which are few, in two queries."""
    keys = sorted({line.key for line in lines})
    rows: dict[int, list[EntryRow]] = {key: [] for key in keys}
    for row in EntryRow.objects.filter(matter__in=keys).order_by("matter_id", "sequence"):
        rows[row.matter_id].append(row)
    proofs: dict[int, int] = defaultdict(int)
    for entry in EvidenceRow.objects.filter(matter__in=keys).values_list("entry_id", flat=True):
        proofs[entry] += 1
    return Ledger(rows=rows, proofs=dict(proofs))


class Past(NamedTuple):
    """A matter at the end of a week that is over: its light, whether a new edition had ended it,
    and the unit that led it; empty when it was with nobody.
    """

    light: str
    ended: bool
    lead: str


def past_of(
    lines: Sequence[Line], weeks: Sequence[Week], book: RuleBook
) -> dict[int, tuple[Past, ...]]:
    """What each matter of ``lines`` was at the end of ``weeks``, by the rules in force then.

    ``weeks`` are over: what they say of a matter stands until something is entered on it, so that
    a process judges them once (``shelves``). On a Monday only the week just over is judged.
    """
    shelf, shelf_before = shelf_of(weeks, book), shelf_of(_a_week_before(weeks), book)
    there: dict[int, tuple[Past, ...]] = {}
    new: list[tuple[int, int, tuple[Past, ...]]] = []
    unknown = []
    for line in lines:
        key, version = line.key, line.matter.version
        known = shelf.find(key, version)
        if known is None:
            known = _carried(line, shelf_before.find(key, version), weeks[-1], book)
            if known is None:
                unknown.append(line.matter)
                continue
            new.append((key, version, known))
        there[key] = known
    for start in range(0, len(unknown), CHUNK):
        some = unknown[start : start + CHUNK]
        found = folded(some, weeks, book)
        new += [(one.pk, one.version, found[one.pk]) for one in some]
    if new:
        there |= {key: past for key, _version, past in new}
        shelf.keep(new)
    return there


def folded(
    matters: Sequence[MatterRow], weeks: Sequence[Week], book: RuleBook
) -> dict[int, tuple[Past, ...]]:
    """The same for ``matters``, folded from their entries and remembering nothing; one query."""
    found = entries_of([one.pk for one in matters])
    return {key: _past(entries, weeks, book) for key, entries in found.items()}


def shelf_of(weeks: Sequence[Week], book: RuleBook) -> Shelf[tuple[Past, ...]]:
    """Where what the matters were at the ends of ``weeks`` is kept."""
    packs = [pack for week in weeks for pack in book.lights(week.last_day).values()]
    found = shelves.judged(Past, packs, *(week.last_day for week in weeks))
    return cast("Shelf[tuple[Past, ...]]", found)


def _a_week_before(weeks: Sequence[Week]) -> list[Week]:
    return weeks_to(weeks[-1].monday - timedelta(days=1), len(weeks))


def _carried(
    line: Line, earlier: tuple[Past, ...] | None, week: Week, book: RuleBook
) -> tuple[Past, ...] | None:
    """What was known a week before, with ``week`` added: its state then is that of now, if nothing
    was entered since it ended. None where that does not help.
    """
    last = line.matter.last_entry_at
    if earlier is None or (last is not None and last > week.ended):
        return None
    return (*earlier[1:], _at(store.present(line.matter, line.units), week, book))


def entries_of(matters: Iterable[int]) -> dict[int, list[Entry]]:
    """The entries of each matter, oldest first, without the files put forward; one query."""
    found: dict[int, list[Entry]] = {key: [] for key in matters}
    rows = EntryRow.objects.filter(matter__in=list(found)).order_by("matter_id", "sequence")
    names = ("matter_id", "sequence", "act", "at", "by", "unit", "payload")
    for matter, sequence, act, at, by, unit, payload in rows.values_list(*names):
        found[matter].append(
            Entry(sequence=sequence, act=Act(act), at=at, by=by, unit=unit or None, payload=payload)
        )
    return found


def _past(entries: Sequence[Entry], weeks: Sequence[Week], book: RuleBook) -> tuple[Past, ...]:
    found: list[Past] = []
    state, known = MatterState(), 0
    moments = [entry.at for entry in entries]
    before: tuple[int, tuple[Pack, ...]] | None = None
    for week in weeks:
        told = bisect_right(moments, week.ended)
        if told != known:
            state, known = fold(entries[known:told], start=state), told
        here = (told, tuple(book.lights(week.last_day).values()))
        # What has ended is the same in every week by the same rules: only what runs is judged.
        same = here == before and state.step.is_final
        found.append(found[-1] if same else _at(state, week, book))
        before = here
    return tuple(found)


def _at(state: MatterState, week: Week, book: RuleBook) -> Past:
    lead = state.lead
    runs = state.dispatched_on is not None and not state.step.is_ended
    return Past(
        light=lights.lights(state, week.last_day, book).light.value,
        ended=state.step.is_ended,
        lead=(lead.unit or "") if lead and runs else "",
    )


def now_of(line: Line) -> Past:
    """The same for today, from the line."""
    runs = line.matter.dispatched_on is not None and not line.ended
    lead = line.lead.unit if line.lead and runs else ""
    return Past(light=line.light.value, ended=line.ended, lead=lead)
