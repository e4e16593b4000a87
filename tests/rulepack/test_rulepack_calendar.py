"""Working days: the arithmetic beside the package's own answer, and beside a day-by-day count."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotage.base import PilotageError
from pilotage.rulepack import WorkCalendar

CALENDAR = WorkCalendar()
NEAR = st.dates(date(2003, 1, 1), date(2032, 12, 31))


def test_every_announced_day_is_as_the_package_says() -> None:
    day, last = date(2004, 1, 1), date(2026, 12, 31)
    while day <= last:
        assert CALENDAR.is_working_day(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("limit", "days"),
    [
        (date(2021, 3, 17), 0),
        (date(2021, 3, 24), 5),
        (date(2021, 3, 31), 10),
        (date(2021, 6, 30), 72),
        (date(2021, 9, 30), 138),
        (date(2021, 12, 31), 200),
        (date(2021, 2, 26), -13),
    ],
)
def test_days_left_on_17_march_2021(limit: date, days: int) -> None:
    assert CALENDAR.working_days_between(date(2021, 3, 17), limit) == days


def test_swapped_days_and_the_spring_festival_of_2021() -> None:
    assert CALENDAR.is_working_day(date(2021, 2, 7))  # a Sunday worked for the festival
    assert not CALENDAR.is_working_day(date(2021, 2, 15))  # a Monday of the festival
    assert CALENDAR.add_working_days(date(2021, 2, 10), 1) == date(2021, 2, 18)


@given(NEAR, st.integers(0, 80))
def test_between_counts_the_days_after_the_start_up_to_the_end(start: date, stretch: int) -> None:
    days = [start + timedelta(days=n) for n in range(1, stretch + 1)]
    counted = sum(CALENDAR.is_working_day(day) for day in days)
    end = start + timedelta(days=stretch)
    assert CALENDAR.working_days_between(start, end) == counted
    assert CALENDAR.working_days_between(end, start) == -counted


@given(NEAR, st.integers(-300, 300))
def test_adding_lands_on_the_working_day_that_far_away(start: date, count: int) -> None:
    end = CALENDAR.add_working_days(start, count)
    if count == 0:
        assert end == start
        return
    assert CALENDAR.is_working_day(end)
    first, last = sorted((start, end))
    inside = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    others = [day for day in inside if day != start and CALENDAR.is_working_day(day)]
    assert len(others) == abs(count)


def test_an_unknown_year_counts_monday_to_friday_and_says_so() -> None:
    assert CALENDAR.announced(2021)
    assert not CALENDAR.announced(2031)
    assert not CALENDAR.announced(2003)
    assert CALENDAR.is_working_day(date(2031, 10, 1))  # a Wednesday; a holiday once announced
    assert not CALENDAR.is_working_day(date(2031, 10, 4))
    assert CALENDAR.working_days_between(date(2031, 9, 26), date(2031, 10, 3)) == 5


def test_the_ends_of_the_calendar() -> None:
    assert CALENDAR.working_days_between(date.min, date.max) > 2_600_000
    assert not CALENDAR.announced(9999)
    with pytest.raises(PilotageError, match="outside the calendar"):
        CALENDAR.add_working_days(date.max, 1)
    with pytest.raises(PilotageError, match="outside the calendar"):
        CALENDAR.add_working_days(date(1, 1, 3), -5)
