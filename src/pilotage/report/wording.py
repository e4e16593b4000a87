"""The fixed words of reports in both languages, and how dates and shares are written."""

from datetime import date

from pilotage.base import MONTHS, Language

_WORDS: dict[str, tuple[str, str]] = {
    "error": ("error", "错误"),
    "warning": ("warning", "警告"),
    "note": ("note", "提示"),
    "no": ("No.", "序号"),
    "section": ("Section", "章节"),
    "task": ("Task", "任务"),
    "units": ("Units", "单位"),
    "lead": ("Lead", "牵头单位"),
    "support": ("Support", "配合单位"),
    "responsible": ("Responsible", "责任单位"),
    "limit": ("Limit", "时限"),
    "targets": ("Targets", "目标"),
    "source": ("Source words", "原文"),
    "sheet": ("Decomposition", "任务分解表"),
    "safeguard_mark": ("S", "保"),
    "ongoing": ("ongoing", "持续推进"),
    "recurring": ("recurring", "定期"),
    "untitled": ("Untitled plan", "无标题文件"),
    "between": ("; ", "、"),
}


def word(key: str, language: Language) -> str:
    """One of the fixed words."""
    english, chinese = _WORDS[key]
    return chinese if language == "zh" else english


def day(value: date, language: Language) -> str:
    """A date as tables write it: 31 Mar 2021, 2021-03-31."""
    if language == "zh":
        return value.isoformat()
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def share(part: int, whole: int, language: Language) -> str:
    """A share in per cent: 65.2 % with a no-break space in English, 65.2% in Chinese."""
    figure = f"{100 * part / whole if whole else 0:.1f}"
    return f"{figure}%" if language == "zh" else f"{figure}\u00a0%"


def counted(n: int, one: str, many: str) -> str:
    """1 task, 2 tasks; thousands set apart."""
    return f"{n:,} {one if n == 1 else many}"
