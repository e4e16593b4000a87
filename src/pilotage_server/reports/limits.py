"""The timeline of limits: one point a matter, the same data for the picture and for its table."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from django.utils.translation import gettext as _

from pilotage.base import MONTHS, Language
from pilotage.rulepack import Light
from pilotage_server.ledgers.listing import QUIET, Line
from pilotage_server.units.dates import short_day
from pilotage_server.units.templatetags.pilotage import light_word

LETTERS = {
    Light.RED: "r",
    Light.YELLOW: "y",
    Light.GREEN: "g",
    Light.SUSPENDED: "s",
    Light.CLOSED: "c",
    Light.ENDED: "e",
    Light.NONE: "o",
}
MOST = 60
"""Limits that a person can still tell apart in one picture."""

CROWDED = 22
"""Points nearer than this share of the picture's width stand in lanes, one above the other."""

Point = dict[str, object]


def with_limits(lines: Iterable[Line]) -> list[Line]:
    """The matters that have a limit and a lead, not those that a new edition ended."""
    return [line for line in lines if line.matter.limit and line.lead and not line.ended]


def nearest(lines: Sequence[Line], today: date) -> list[Line]:
    """All of ``lines``, which stand by their limits, or of more than can be looked at the nearest:
    those that are running and come next, filled up with the last that have passed.
    """
    if len(lines) <= MOST:
        return list(lines)
    at = first_from(lines, today)
    coming = list(islice(_running(lines[at:]), MOST))
    passed = list(islice(_running(lines[:at][::-1]), MOST - len(coming)))
    return [*reversed(passed), *coming]


def first_from(lines: Sequence[Line], today: date) -> int:
    """The place of the first of ``lines``, which stand by their limits, that is not past."""
    return bisect_left(lines, today, key=limit_of)


def _running(lines: Iterable[Line]) -> Iterator[Line]:
    return (line for line in lines if line.light not in QUIET)


def place(line: Line) -> tuple[date, int, int]:
    """Where a line stands by its limit."""
    return limit_of(line), line.matter.ordinal, line.key


def limit_of(line: Line) -> date:
    """The limit in force; the end of time where there is none."""
    return line.matter.limit or date.max


def picture(lines: Sequence[Line], today: date, language: Language) -> dict[str, object]:
    """What the picture is drawn from; all words are in the reader's language."""
    days = [day for line in lines for day in _days(line)] + [today]
    first, last = min(days) - timedelta(days=15), max(days) + timedelta(days=12)
    by_unit: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_unit[line.lead_name].append(line)
    order = sorted(by_unit, key=lambda name: (-len(by_unit[name]), name))
    lanes: list[str] = []
    points: list[Point] = []
    for name in order:
        placed = _lanes(by_unit[name], (last - first) / CROWDED)
        points += [
            _point(line, len(lanes) + lane, left=last - limit_of(line) < (last - first) / 12)
            for line, lane in placed
        ]
        lanes += [name] + [""] * max(lane for _line, lane in placed)
    return {
        "lanes": lanes,
        "points": points,
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


def _lanes(lines: Sequence[Line], apart: timedelta) -> list[tuple[Line, int]]:
    """Each matter of a unit with its lane: the first in which the one before is far enough."""
    ends: list[date] = []
    found = []
    for line in sorted(lines, key=limit_of):
        free = (lane for lane, end in enumerate(ends) if limit_of(line) - end >= apart)
        lane = next(free, len(ends))
        ends[lane : lane + 1] = [limit_of(line)]
        found.append((line, lane))
    return found


def _point(line: Line, lane: int, *, left: bool) -> Point:
    matter = line.matter
    moved = matter.original_limit if matter.original_limit != matter.limit else None
    return {
        "n": line.code,
        "name": f"{line.heading} · {line.of_plan}" if line.of_plan else line.heading,
        "x": limit_of(line).isoformat(),
        "o": moved.isoformat() if moved else None,
        "lane": lane,
        "l": LETTERS[line.light],
        "left": left,
    }


def _near(day: date, language: Language) -> str:
    words = short_day(day, language)
    return words[5:] if language == "zh" else words[:-5]
