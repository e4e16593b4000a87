"""The overview: for the office to work from, for a leader to read."""

from collections.abc import Mapping, Sequence
from datetime import date
from json import dumps
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import render

from pilotage.base import Language
from pilotage.rulepack import Light
from pilotage_server import clock
from pilotage_server.ledgers.listing import Line, Lines, lines
from pilotage_server.ledgers.rights import sees_claims, visible
from pilotage_server.ledgers.shelves import Recent
from pilotage_server.rulepacks.store import RuleBook, rule_book
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.dates import WEEKDAYS_EN, WEEKDAYS_ZH
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow, Standing

from . import changes, facts, heat, history, limits
from .figures import figures_of

CHANGES = 6
LATE = 12
DECISIONS = 12
"""How many of each the page shows; of more it says how many, and where they stand."""

READERS = (Standing.OFFICE, Standing.LEADER, Standing.AUDITOR, Standing.ADMINISTRATOR)


_SAID: Recent[dict[str, object]] = Recent(12)
"""What the page said, by all that it follows from."""


@for_roles(*READERS)
def overview(request: MemberRequest) -> HttpResponse:
    """What is late and why, what to decide, unit by week, what changed, the limits.

    The same versions of the same matters say the same on the same day, and are asked once.
    """
    page = "week" if request.member.is_leader else "overview"
    return render(request, f"reports/{page}.html", {**overview_of(request.member)})


def overview_of(member: MembershipRow) -> Mapping[str, Any]:
    """What the overview says to ``member`` today, in the reader's language, by name."""
    today, book = clock.today(), rule_book()
    claims = sees_claims(member)
    found = lines(visible(member), today, reader_language(), book)
    key = (found.serial, claims, book.adopted)
    known = _SAID.find(key)
    if known is None:
        known = _said(found, today, book, claims=claims)
        _SAID.keep(key, known)
    return known


def _said(found: Lines, today: date, book: RuleBook, *, claims: bool) -> dict[str, object]:
    language = reader_language()
    *over, week = weeks = history.weeks_to(today, heat.WEEKS)
    figures = figures_of(found, over, book, language)
    late = facts.late_lines(figures.urgent)
    waiting, decisions_count = facts.undecided(figures.waiting)
    ledger = history.read_ledger([*late[:LATE], *waiting[:DECISIONS]])
    changed, changed_count = changes.changes(
        found, figures.urgent, week, book, claims=claims, most=CHANGES
    )
    counts = facts.counts(figures)
    return {
        "running": figures.now.total(),
        "today": today,
        "weekday": (WEEKDAYS_ZH if language == "zh" else WEEKDAYS_EN)[today.weekday()],
        "weeks": list(zip(weeks, heat.folds(len(weeks)), strict=True)),
        "week": week,
        "counts": counts,
        "rest": facts.rest_sentence(counts),
        "leads": sum(count > 0 for count in figures.leads.values()),
        "late": facts.late(late[:LATE], ledger, language, claims=claims),
        "late_count": len(late),
        "urgent": len(figures.urgent),
        "decisions": facts.decisions(waiting[:DECISIONS], ledger, language, claims=claims),
        "decisions_count": decisions_count,
        "heat": heat.rows(figures, weeks, language),
        "heat_key": (Light.RED, Light.YELLOW, Light.GREEN, Light.SUSPENDED, Light.CLOSED),
        "changed": changed,
        "changed_count": changed_count,
        "next_limit": _next_limit(figures.limited, today),
        "packs": list(book.lights(today).values()),
        **_limits(figures.limited, today, language),
    }


def _limits(limited: Sequence[Line], today: date, language: Language) -> dict[str, object]:
    """The timeline of limits: of many tasks the nearest."""
    shown = limits.nearest(limited, today)
    if not shown:
        return {}
    return {
        "limited": shown,
        "limited_count": len(limited),
        "picture": dumps(limits.picture(shown, today, language), ensure_ascii=False),
        "charts": finders.find("vendor/echarts.min.js") is not None,
    }


def _next_limit(limited: Sequence[Line], today: date) -> Line | None:
    """The matter whose limit comes next, for the sentence when nothing is late."""
    coming = limited[limits.first_from(limited, today) :]
    return next((one for one in coming if one.days_left is not None and not one.late), None)
