"""The burden meter: how often a unit was asked for something, week by week, and how often it
answered.

Counted is each request to a unit: a slip, a return to the lead, an urging, a workbook given out, a
report that the slip asks of the lead by its rhythm (weekly, monthly), as it is in force now. The
digests are shown beside them: they ask nothing new, and are one a day at most. State Council
Order 733 wants the frequency of supervision strictly controlled; this is where it can be seen.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from pilotage.base import Language
from pilotage.ledger import Act
from pilotage.supervision import reports_asked
from pilotage_server.audit.models import RecordRow, What
from pilotage_server.ledgers.listing import lead_of
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.ledgers.rights import visible
from pilotage_server.ledgers.store import day_of, present
from pilotage_server.ledgers.waiting import ASKING
from pilotage_server.units import names
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.tree import covers

from .models import DigestRow

WEEKS = 9
HEIGHT = 20
"""Of the small picture, in its own units; a week is 6 wide."""

Key = tuple[str, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One week in the small picture."""

    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A unit: its requests by week, what they were, its digests, and its reports."""

    name: str
    weeks: list[int]
    bars: list[Bar]
    urged: int
    regular: int
    """Reports that were due by the rhythm of a slip."""
    workbooks: int
    digests: int
    reports: int

    @property
    def total(self) -> int:
        return sum(self.weeks)


def mondays(today: date) -> list[date]:
    """The Mondays of the weeks shown, the present one last."""
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]


def burden(member: MembershipRow, today: date, language: Language) -> list[Row]:
    """The units that ``member`` may see, the most asked first; eight queries."""
    weeks = mondays(today)
    since = timezone.make_aware(datetime.combine(weeks[0], time.min))
    acts, reports = _entries(member, since)
    books, regular = _workbooks(since), _regular(member, weeks[0], today)
    urged = Counter(unit for unit, _week, act in acts if act == Act.URGE)
    asked = Counter((unit, week) for unit, week, _act in acts) + books + regular
    digests = Counter(DigestRow.objects.filter(day__gte=weeks[0]).values_list("unit", flat=True))
    given = Counter(unit for unit, _week in books.elements())
    due = Counter(unit for unit, _week in regular.elements())
    known = {unit for unit, _week, _act in acts} | set(reports) | set(due)
    units = [one for one in known if one and covers(member, one)]
    most = max((asked[unit, week] for unit in units for week in weeks), default=0)
    rows = [
        _row(unit, weeks, asked, most, language, urged, due, given, digests, reports)
        for unit in units
    ]
    return sorted(rows, key=lambda one: (-one.total, one.name))


def _entries(
    member: MembershipRow, since: datetime
) -> tuple[list[tuple[str, date, str]], Counter[str]]:
    """Each request as (unit, week, act), and the reports by unit."""
    rows = EntryRow.objects.filter(matter__in=visible(member).values("pk"), at__gte=since)
    wanted = list(
        rows.filter(act__in=[*ASKING, Act.REPORT.value]).values_list("matter", "at", "act", "unit")
    )
    matters = MatterRow.objects.filter(pk__in={row[0] for row in wanted}).only("pk")
    by_matter = {row.pk: list(row.units.all()) for row in matters.prefetch_related("units")}
    asked, reports = [], Counter[str]()
    for matter, at, act, by in wanted:
        if act == Act.REPORT:
            reports[by] += 1
            continue
        lead = lead_of(by_matter[matter])
        to = [lead] if act == Act.RETURN else by_matter[matter]
        day = day_of(at)
        week = day - timedelta(days=day.weekday())
        asked += [(part.unit, week, act) for part in to if part and part.unit]
    return asked, reports


def _workbooks(since: datetime) -> Counter[Key]:
    """Workbooks given out, as the record has them."""
    rows = RecordRow.objects.filter(what=What.EXPORTED, at__gte=since, facts__has_key="unit")
    found: Counter[Key] = Counter()
    for facts, at in rows.values_list("facts", "at"):
        day = day_of(at)
        found[str(facts["unit"]), day - timedelta(days=day.weekday())] += 1
    return found


def _regular(member: MembershipRow, first: date, today: date) -> Counter[Key]:
    """The reports by rhythm that fell due of the leads from ``first`` on until today."""
    over = Q(closed_on__lt=first) | Q(ended_on__lt=first)
    rows = MatterRow.objects.filter(
        pk__in=visible(member).values("pk"), course__has_key="rhythm"
    ).exclude(over)
    found: Counter[Key] = Counter()
    for row in rows.prefetch_related("units"):
        units = list(row.units.all())
        lead = lead_of(units)
        if lead is None:
            continue
        for day in reports_asked(present(row, units), first, today):
            found[lead.unit, day - timedelta(days=day.weekday())] += 1
    return found


def _row(
    unit: str,
    weeks: Sequence[date],
    asked: Counter[Key],
    most: int,
    language: Language,
    urged: Counter[str],
    due: Counter[str],
    given: Counter[str],
    digests: Counter[str],
    reports: Counter[str],
) -> Row:
    counts = [asked[unit, week] for week in weeks]
    heights = [round(HEIGHT * count / most) if most else 0 for count in counts]
    return Row(
        name=names.short_name(unit, language),
        weeks=counts,
        bars=[
            Bar(x=6 * place, y=HEIGHT - height, height=height)
            for place, height in enumerate(heights)
        ],
        urged=urged[unit],
        regular=due[unit],
        workbooks=given[unit],
        digests=digests[unit],
        reports=reports[unit],
    )
