"""The timeline of limits: one point a matter, the same data for the picture and for its table."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.rulepack import Light
from pilotage_server.ledgers.listing import Line
from pilotage_server.units.dates import MONTHS, short_day
from pilotage_server.units.templatetags.pilotage import light_word

LETTERS = {
    Light.RED: "r",
    Light.YELLOW: "y",
    Light.GREEN: "g",
    Light.SUSPENDED: "s",
    Light.CLOSED: "c",
    Light.NONE: "o",
}
APART = 14
"""Pixels between two points of one unit on one day."""

Point = dict[str, object]


def with_limits(lines: Sequence[Line]) -> list[Line]:
    """The matters that have a limit and a lead, by limit."""
    found = [line for line in lines if line.matter.limit and line.lead]
    return sorted(found, key=lambda line: (line.matter.limit or date.max, line.matter.ordinal))


def picture(lines: Sequence[Line], today: date, language: Language) -> dict[str, object]:
    """What the picture is drawn from; all words are in the reader's language."""
    shown = with_limits(lines)
    days = [day for line in shown for day in _days(line)] + [today]
    first, last = min(days) - timedelta(days=15), max(days) + timedelta(days=12)
    by_unit: dict[str, list[Line]] = defaultdict(list)
    for line in shown:
        by_unit[line.lead_name].append(line)
    order = sorted(by_unit, key=lambda name: (-len(by_unit[name]), name))
    return {
        "units": order,
        "points": [
            point for name in order for point in _points(by_unit[name], (last - first).days, last)
        ],
        "first": first.isoformat(),
        "last": last.isoformat(),
        "now": today.isoformat(),
        "today": _near(today, language),
        "zh": language == "zh",
        "months": [month[:3] for month in MONTHS],
        "words": {letter: light_word(light) for light, letter in LETTERS.items()},
        "aria": _("Limits of tasks by lead unit; the same data is in the table below"),
    }


def _days(line: Line) -> list[date]:
    return [day for day in (line.matter.limit, line.matter.original_limit) if day]


def _points(lines: Sequence[Line], span: int, last: date) -> list[Point]:
    """Points of one unit; those of one day stand above one another, never moved in time."""
    together: dict[date, list[Line]] = defaultdict(list)
    for line in lines:
        together[line.matter.limit or last].append(line)
    ordered = sorted(together)
    found = []
    for place, day in enumerate(ordered):
        following = ordered[place + 1] if place + 1 < len(ordered) else None
        crowded = following is not None and (following - day).days < span / 25
        for height, line in enumerate(together[day]):
            lift = (height - (len(together[day]) - 1) / 2) * APART
            found.append(_point(line, lift, left=(last - day).days < span / 12, low=crowded))
    return found


def _point(line: Line, lift: float, *, left: bool, low: bool) -> Point:
    matter = line.matter
    moved = matter.original_limit and matter.original_limit != matter.limit
    return {
        "n": line.code,
        "name": line.heading,
        "x": matter.limit.isoformat() if matter.limit else "",
        "o": matter.original_limit.isoformat() if moved and matter.original_limit else None,
        "u": line.lead_name,
        "l": LETTERS[line.light],
        "dy": lift,
        "left": left,
        "low": low and not lift,
    }


def _near(day: date, language: Language) -> str:
    words = short_day(day, language)
    return words[5:] if language == "zh" else words[:-5]
