"""The picture of what turned red, week by week; the same figures stand in the tables below it."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilotage.base import Language
from pilotage.supervision import Spell, TurnKind
from pilotage_server.units.dates import month_of, short_day

from .history import Week

TOP, HIGH = 16, 60
"""Pixels above the highest column, for its number, and of that column itself."""

HALF_A_YEAR = 27


def picture(weeks: Sequence[Week], found: Sequence[Spell], language: Language) -> SafeString:
    """A column a week: what turned red in it, without yellow (solid) and after it (light)."""
    straight = Counter(one.turned_on for one in found if one.turn is TurnKind.STRAIGHT)
    warned = Counter(one.turned_on for one in found if one.turn is TurnKind.WARNED)
    step = 100 / len(weeks)
    thick = step * 0.8
    width = f"{thick:.2f}%"
    highest = max((straight[w.last_day] + warned[w.last_day] for w in weeks), default=0) or 1
    bars = []
    for place, week in enumerate(weeks):
        low, high = straight[week.last_day], warned[week.last_day]
        said = _("%(day)s: %(n)s without yellow, %(m)s after yellow") % {
            "day": short_day(week.last_day, language),
            "n": low,
            "m": high,
        }
        left, unit = f"{place * step:.2f}%", HIGH / highest
        middle, top = f"{place * step + thick / 2:.2f}%", TOP + HIGH - (low + high) * unit
        solid = (left, TOP + HIGH - low * unit, width, low * unit)
        light = (left, top, width, high * unit)
        bars.append((left, width, said, *solid, *light, middle, top - 4, (low + high) or ""))
    count = sum(straight.values()) + sum(warned.values())
    label = ngettext("%(n)s turn to red by week", "%(n)s turns to red by week", count)
    return format_html(
        '<svg class="turns" role="img" aria-label="{}">{}{}'
        '<line class="tk-plan" x1="0" x2="100%" y1="{}" y2="{}"/></svg>',
        label % {"n": count},
        format_html_join(
            "",
            '<g><rect class="tc-0" x="{}" y="0" width="{}" height="76"/><title>{}</title>'
            '<rect class="tc-s" x="{}" y="{}" width="{}" height="{}"/>'
            '<rect class="tc-w" x="{}" y="{}" width="{}" height="{}"/>'
            '<text class="mid" x="{}" y="{}">{}</text></g>',
            bars,
        ),
        format_html_join("", '<text x="{}" y="92">{}</text>', _months(weeks, language)),
        TOP + HIGH,
        TOP + HIGH,
    )


def _months(weeks: Sequence[Week], language: Language) -> list[tuple[str, str]]:
    """Where a month begins and its name; of more than half a year only the quarters."""
    found, every = [], 3 if len(weeks) > HALF_A_YEAR else 1
    for place, (before, week) in enumerate(pairwise(weeks), start=1):
        day = week.last_day
        if day.month != before.last_day.month and (day.month - 1) % every == 0:
            left = f"{place * 100 / len(weeks):.2f}%"
            found.append((left, month_of(day, language)))
    return found
