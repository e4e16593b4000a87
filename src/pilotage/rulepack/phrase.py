"""Days, counts and shares as sentences say them, in both languages."""

from datetime import date

from pilotage.base import MONTHS, Language


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
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def points_phrase(count: int, language: Language) -> str:
    """ "1 point", "17 points"; 17个百分点."""
    if language == "zh":
        return f"{count}个百分点"
    return f"{count} point{'' if count == 1 else 's'}"


def months_phrase(count: int, language: Language) -> str:
    """ "1 month", "3 months"; 3个月."""
    if language == "zh":
        return f"{count}个月"
    return f"{count} month{'' if count == 1 else 's'}"


def share_phrase(share: int, language: Language) -> str:
    """ "65 %" with a no-break space; 65%."""
    return f"{share}%" if language == "zh" else f"{share}\N{NO-BREAK SPACE}%"
