"""Report once: what a unit has said lately is not asked of it again unawares.

A *fact* here is how far one unit is with one task. One report states it, and answers every request
for it made before: the slip, a return, an urging, a line of a workbook, a notice. Whoever is about
to ask for a fact that was reported within ``LATELY`` is told so, and decides.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from .models import MatterUnitRow

LATELY = timedelta(days=7)
"""As long as a to-do page waits before it asks for another report."""


def is_fresh(part: MatterUnitRow, today: date) -> bool:
    """Whether the unit reported on its part within the last days."""
    return part.reported_on is not None and today - part.reported_on < LATELY


def fresh(parts: Iterable[MatterUnitRow], today: date) -> list[MatterUnitRow]:
    """Those of ``parts`` whose unit has just said how far it is."""
    return [part for part in parts if is_fresh(part, today)]
