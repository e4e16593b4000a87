"""How often a unit reports, as the slip states it, and the days on which reports are due.

Seen in practice: monthly by the 5th or by the 28th, weekly by Friday, by stage (PRACTICE §3.1, 5).
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Every(StrEnum):
    """The sort of rhythm. A stage ends with a milestone, the last one with the limit."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    STAGE = "stage"


LAST_DAY = {Every.WEEK: 7, Every.MONTH: 31, Every.QUARTER: 31, Every.STAGE: 0}
"""The highest day that can be named: Sunday is 7; a stage names its days itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """``day`` is the weekday from Monday (1), or the day of the month; of a quarter, of its third
    month. In a month that has no such day it is the last one."""

    every: Every
    day: int = 0


def report_days(
    rhythm: Rhythm, after: date, upto: date, stages: Iterable[date] = ()
) -> tuple[date, ...]:
    """The days on which a report is due, later than ``after`` and not later than ``upto``."""
    if rhythm.every is Every.STAGE:
        return tuple(sorted({day for day in stages if after < day <= upto}))
    if rhythm.every is Every.WEEK:
        first = after + timedelta(days=1 + (rhythm.day - after.isoweekday() - 1) % 7)
        weeks = range((upto - first).days // 7 + 1)
        return tuple(first + timedelta(weeks=week) for week in weeks)
    found = (_in_month(year, month, rhythm.day) for year, month in _months(rhythm, after, upto))
    return tuple(day for day in found if after < day <= upto)


def _months(rhythm: Rhythm, after: date, upto: date) -> Iterator[tuple[int, int]]:
    """The months in which a report can be due."""
    for place in range(after.year * 12 + after.month - 1, upto.year * 12 + upto.month):
        year, month = divmod(place, 12)
        if rhythm.every is Every.MONTH or month % 3 == 2:
            yield year, month + 1


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
