"""Report once: what a unit has said lately is not asked of it again unawares.

A *fact* here is how far one unit is with one task. One report states it, and answers every request
for it made before: the slip, a return, an urging, the report due by the rhythm of the slip, a line
of a workbook, a notice. Whoever is about to ask for a fact that was reported within ``LATELY``, or
that is asked for already, is told so, and decides; whoever reports is told what that answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pilotage.ledger import MatterState
from pilotage.supervision import report_due

from .models import MatterUnitRow

LATELY = timedelta(days=7)
"""As long as a to-do page waits before it asks for another report."""


def is_fresh(part: MatterUnitRow, today: date) -> bool:
    """Whether the unit reported on its part within the last days."""
    return part.reported_on is not None and today - part.reported_on < LATELY


def fresh(parts: Iterable[MatterUnitRow], today: date) -> list[MatterUnitRow]:
    """Those of ``parts`` whose unit has just said how far it is."""
    return [part for part in parts if is_fresh(part, today)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """What waits for the next report of a unit: the urging of a day, and the one due by a day."""

    urged: date | None
    due: date | None


def awaited(state: MatterState, unit: str, today: date) -> Awaited | None:
    """What ``unit`` was asked on its part and has not answered; None for nothing."""
    part = state.unit(unit)
    if part is None:
        return None
    rhythm = report_due(state, today) if state.is_lead(part) else None
    found = Awaited(
        urged=state.last_urged_on if state.owes_answer(part) else None,
        due=rhythm.day if rhythm else None,
    )
    return found if found.urged or found.due else None
