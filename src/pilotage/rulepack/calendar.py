"""Working days: Monday to Friday, less the statutory holidays, plus the swapped working days.

Source: the State Council's yearly notices on holidays, as the package ``chinesecalendar`` keeps
them. Each year's notice appears late in the year before; for a year without one only Monday to
Friday can be counted, and ``announced`` says so.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from pilotage.base import PilotageError


class _Exceptions(NamedTuple):
    """Where the calendar departs from Monday to Friday, as sorted ordinals of days."""

    holidays: tuple[int, ...]
    swapped_in: tuple[int, ...]


@cache
def _exceptions() -> _Exceptions:
    from chinese_calendar.constants import holidays, workdays

    return _Exceptions(
        holidays=tuple(sorted(d.toordinal() for d in holidays if d.weekday() < 5)),
        swapped_in=tuple(sorted(d.toordinal() for d in workdays if d.weekday() >= 5)),
    )


@cache
def _announced(year: int) -> bool:
    import chinese_calendar

    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def _count(ordinal: int) -> int:
    """Working days from the first day of the calendar to ``ordinal``; constant time."""
    weeks, rest = divmod(ordinal, 7)
    found = _exceptions()
    return (
        weeks * 5
        + min(rest, 5)
        - bisect_right(found.holidays, ordinal)
        + bisect_right(found.swapped_in, ordinal)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """The working days of China. It has no state; it is passed so that tests may pass another."""

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on ``day``."""
        return _count(day.toordinal()) > _count(day.toordinal() - 1)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``; negative when ``end`` is before.

        So on the day of a limit 0 are left, and the first working day after it makes -1.
        """
        return _count(end.toordinal()) - _count(start.toordinal())

    def add_working_days(self, day: date, count: int) -> date:
        """The working day ``count`` after ``day`` (before, when negative); ``day`` itself for 0.

        Raises PilotageError when that lies outside the calendar of years 1 to 9999.
        """
        if count == 0:
            return day
        start = day.toordinal()
        wanted = _count(start) + count if count > 0 else _count(start - 1) + count + 1
        reach = abs(count) * 2 + 40
        low, high = sorted((start, start + reach if count > 0 else start - reach))
        days = range(max(low, 1), min(high, date.max.toordinal()) + 1)
        place = bisect_left(days, wanted, key=_count)
        if wanted < 1 or place == len(days):
            raise PilotageError(
                f"{count} working days from {day.isoformat()} lie outside the calendar.",
                "Give a smaller number of days.",
            )
        return date.fromordinal(days[place])

    def announced(self, year: int) -> bool:
        """Whether the holidays of ``year`` are known; else Monday to Friday are counted."""
        return _announced(year)
