"""The notices due now: rows turned into what ``pilotage.supervision.notices_due`` asks for."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from pilotage.ledger import Entry, Step
from pilotage.supervision import ASKING, Notice, Told, Watched, notices_due
from pilotage_server.ledgers import store
from pilotage_server.ledgers.lights import calendar
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.rulepacks.models import NOTICE
from pilotage_server.rulepacks.store import rule_book

from .models import LineRow, QuietRow

_OPEN = [
    step.value
    for step in Step
    if not step.is_final and step not in (Step.REGISTERED, Step.SUSPENDED)
]


def is_quiet(day: date) -> bool:
    """Whether nobody is told anything on ``day``: offices are closed, or the office says so."""
    if not calendar().is_working_day(day):
        return True
    return QuietRow.objects.filter(first__lte=day, last__gte=day, ended_at=None).exists()


def notices_on(day: date) -> tuple[Notice, ...]:
    """The notices of ``day`` that the log does not hold yet; five queries."""
    pack = rule_book().pack(NOTICE, day)
    return notices_due(_watched(), day, calendar(), pack, _told(day))


def _watched() -> list[Watched]:
    matters = list(MatterRow.objects.filter(step__in=_OPEN).prefetch_related("units"))
    asked = _asked()
    return [
        Watched(
            key=row.pk,
            state=store.present(row, row.units.all()),
            asked=tuple(asked[row.pk]),
            office_owes=row.extension_until is not None,
        )
        for row in matters
    ]


def _asked() -> dict[int, list[Entry]]:
    """What the office asked on each open matter, oldest first."""
    found: dict[int, list[Entry]] = defaultdict(list)
    rows = EntryRow.objects.filter(
        matter__step__in=_OPEN, act__in=[act.value for act in ASKING]
    ).order_by("matter_id", "sequence")
    for row in rows:
        found[row.matter_id].append(store.entry_of(row, ()))
    return found


def _told(day: date) -> set[Told]:
    """The facts of open matters that could come up again: all but the lateness of other days."""
    again = ~Q(fact__startswith="late:") | Q(fact=f"late:{day}")
    rows = LineRow.objects.filter(again, matter__step__in=_OPEN)
    return set(rows.values_list("matter_id", "unit", "fact"))
