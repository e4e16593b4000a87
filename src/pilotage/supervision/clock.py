"""The clock of a limit: working days left or late. It knows no today; it is told."""

from dataclasses import dataclass
from datetime import date

from pilotage.base import Language
from pilotage.rulepack import WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitClock:
    """Where ``today`` stands to ``limit``.

    ``days`` are working days left, negative when past. ``unannounced`` is the first year of the
    stretch whose holidays are not known, None when all are.
    """

    today: date
    limit: date
    days: int
    unannounced: int | None

    @property
    def late(self) -> bool:
        """Whether the limit lies behind today."""
        return self.limit < self.today

    def label(self, language: Language = "en") -> str:
        """As a column shows it: "10 left", "13 late"; 剩10, 逾期13."""
        count = abs(self.days)
        if language == "zh":
            return f"逾期{count}" if self.late else f"剩{count}"
        return f"{count} late" if self.late else f"{count} left"

    def phrase(self, language: Language = "en") -> str:
        """As it stands by itself: "10 working days left", "13 working days late"; 剩10个工作日."""
        days = days_phrase(abs(self.days), language)
        if language == "zh":
            return f"逾期{days}" if self.late else f"剩{days}"
        return f"{days} late" if self.late else f"{days} left"


def limit_clock(limit: date, today: date, calendar: WorkCalendar) -> LimitClock:
    """The clock of ``limit`` on ``today``."""
    first, last = sorted((limit.year, today.year))
    unknown = (year for year in range(first, last + 1) if not calendar.announced(year))
    return LimitClock(
        today=today,
        limit=limit,
        days=calendar.working_days_between(today, limit),
        unannounced=next(unknown, None),
    )


def days_phrase(count: int, language: Language) -> str:
    """ "1 working day", "13 working days"; 13个工作日."""
    if language == "zh":
        return f"{count}个工作日"
    return f"{count} working day{'' if count == 1 else 's'}"


def day_phrase(day: date | None, language: Language) -> str:
    """ "31 March 2021"; 2021年3月31日; a dash for no day."""
    if day is None:
        return "–"
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
