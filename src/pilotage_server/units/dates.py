"""Days and moments as pages write them (UI.md §3)."""

from datetime import date, datetime

from django.utils import timezone

from pilotage.base import MONTHS, Language
from pilotage.rulepack import day_phrase

WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS_ZH = "一二三四五六日"


def _local(day: date) -> date:
    return timezone.localtime(day).date() if isinstance(day, datetime) else day


def short_day(day: date, language: Language) -> str:
    """For tables: "31 Mar 2021", "2021-03-31"."""
    found = _local(day)
    if language == "zh":
        return found.isoformat()
    return f"{found.day} {MONTHS[found.month - 1][:3]} {found.year}"


def month_of(day: date, language: Language) -> str:
    """For the axis of a picture: "Mar 2021", "2021年3月"."""
    found = _local(day)
    if language == "zh":
        return f"{found.year}年{found.month}月"
    return f"{MONTHS[found.month - 1][:3]} {found.year}"


def long_day(day: date, language: Language) -> str:
    """For sentences: "31 March 2021", "2021年3月31日"."""
    return day_phrase(_local(day), language)


def moment(at: datetime, language: Language) -> str:
    """A day and its time: "Wed 17 March 2021, 09:00", "2021年3月17日 周三 09:00"."""
    local = timezone.localtime(at)
    time = f"{local:%H:%M}"
    if language == "zh":
        return f"{long_day(local, 'zh')} 周{WEEKDAYS_ZH[local.weekday()]} {time}"
    return f"{WEEKDAYS_EN[local.weekday()]} {long_day(local, 'en')}, {time}"


def percent(share: float, language: Language) -> str:
    """A figure of 0 to 100: "65 %" with a no-break space, "65%"."""
    return f"{share:.0f}%" if language == "zh" else f"{share:.0f}\u00a0%"
