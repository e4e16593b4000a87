"""The ledger looked at from past days: every matter's state at the end of each week.

Entries are read once for all matters, and each is folded once: every week goes on from the state
of the week before.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from pilotage.ledger import Entry, MatterState, fold
from pilotage.rulepack import Light
from pilotage_server.ledgers import lights, store
from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow
from pilotage_server.rulepacks.store import RuleBook


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

    def entries(self, matter: int) -> list[Entry]:
        """The entries of a matter, oldest first."""
        return [store.entry_of(row, ()) for row in self.rows[matter]]


def read_ledger(matters: Sequence[MatterRow]) -> Ledger:
    """What was entered on ``matters``, in two queries."""
    keys = [matter.pk for matter in matters]
    rows: dict[int, list[EntryRow]] = {key: [] for key in keys}
    for row in EntryRow.objects.filter(matter__in=keys).order_by("matter_id", "sequence"):
        rows[row.matter_id].append(row)
    proofs: dict[int, int] = defaultdict(int)
    for entry in EvidenceRow.objects.filter(matter__in=keys).values_list("entry_id", flat=True):
        proofs[entry] += 1
    return Ledger(rows=rows, proofs=dict(proofs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A matter at the end of a week: its state and the light it had then."""

    state: MatterState
    light: Light


def by_week(ledger: Ledger, weeks: Sequence[Week], book: RuleBook) -> dict[int, list[Moment]]:
    """The moments of each matter, one a week, each judged by the rules in force then."""
    return {matter: _moments(ledger.entries(matter), weeks, book) for matter in ledger.rows}


def _moments(entries: Sequence[Entry], weeks: Sequence[Week], book: RuleBook) -> list[Moment]:
    found = []
    state, known = MatterState(), 0
    moments = [entry.at for entry in entries]
    for week in weeks:
        told = bisect_right(moments, week.ended)
        if told != known:
            state, known = fold(entries[known:told], start=state), told
        light = lights.lights(state, week.last_day, book).light
        found.append(Moment(state=state, light=light))
    return found
