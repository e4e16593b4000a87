"""Dates that keep their vagueness: a plan that says "2025" does not mean the first of January."""

import calendar
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""As English writes them; tables take the first three letters."""


class Precision(StrEnum):
    """How exactly a limit was stated."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    PERIOD = "period"


class PartialDate(NamedTuple):
    """A stretch of the calendar as a document states it.

    ``part`` is the quarter (1 to 4) or half (1 or 2) when ``precision`` says so, the month (1 to
    12) for a month or a day, and 0 for a year.
    """

    year: int
    part: int
    day: int
    precision: Precision

    def first(self) -> date:
        """The first day of the stretch."""
        match self.precision:
            case Precision.DAY:
                return date(self.year, self.part, self.day)
            case Precision.MONTH:
                return date(self.year, self.part, 1)
            case Precision.QUARTER:
                return date(self.year, self.part * 3 - 2, 1)
            case Precision.HALF:
                return date(self.year, self.part * 6 - 5, 1)
            case _:
                return date(self.year, 1, 1)

    def last(self) -> date:
        """The last day of the stretch: the day a limit so stated runs out."""
        match self.precision:
            case Precision.DAY:
                return date(self.year, self.part, self.day)
            case Precision.MONTH:
                month = self.part
            case Precision.QUARTER:
                month = self.part * 3
            case Precision.HALF:
                month = self.part * 6
            case _:
                month = 12
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def day_before(self) -> date:
        """The last day before the stretch begins ("before 2025" is 31 December 2024)."""
        return self.first() - timedelta(days=1)
