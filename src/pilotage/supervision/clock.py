"""The clock of a limit: working days left or late. It knows no today; it is told."""

from dataclasses import dataclass
from datetime import date

from pilotage.base import Language
from pilotage.rulepack import WorkCalendar, days_phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitClock:
    """Where ``today`` stands to ``limit``. ``days`` are working days left, negative when past."""

    today: date
    limit: date
    days: int

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
    days = calendar.working_days_between(today, limit)
    return LimitClock(today=today, limit=limit, days=days)
