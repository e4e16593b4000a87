"""The overview: for the office to work from, for a leader to read."""

from collections.abc import Sequence
from datetime import date
from json import dumps

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import render

from pilotage.rulepack import Light
from pilotage_server import clock
from pilotage_server.ledgers.listing import Line, lines
from pilotage_server.ledgers.rights import sees_claims, visible
from pilotage_server.rulepacks.store import rule_book
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.dates import WEEKDAYS_EN, WEEKDAYS_ZH
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing

from . import facts, heat, history, limits

CHANGES = 6
READERS = (Standing.OFFICE, Standing.LEADER, Standing.AUDITOR, Standing.ADMINISTRATOR)


@for_roles(*READERS)
def overview(request: MemberRequest) -> HttpResponse:
    """What is late and why, what to decide, unit by week, what changed, the limits."""
    language, today = reader_language(), clock.today()
    claims = sees_claims(request.member)
    book = rule_book()
    found = lines(visible(request.member), today, language, book)
    weeks = history.weeks_to(today, heat.WEEKS)
    ledger = history.read_ledger([line.matter for line in found])
    moments = history.by_week(ledger, weeks, book)
    running = [line for line in found if not line.ended]
    changed = facts.changes(found, ledger, weeks[-1], language, book, claims=claims)
    counts = facts.counts(found, moments, weeks[-2])
    shown = {
        "lines": running,
        "today": today,
        "weekday": (WEEKDAYS_ZH if language == "zh" else WEEKDAYS_EN)[today.weekday()],
        "weeks": list(zip(weeks, heat.folds(len(weeks)), strict=True)),
        "week": weeks[-1],
        "counts": counts,
        "rest": facts.rest_sentence(counts),
        "leads": len({line.lead_name for line in running if line.lead}),
        "late": facts.late(found, ledger, language, claims=claims),
        "urgent": _urgent(found),
        "decisions": facts.decisions(found, ledger, language, claims=claims),
        "heat": heat.rows(moments, weeks, language),
        "heat_key": (Light.RED, Light.YELLOW, Light.GREEN, Light.SUSPENDED, Light.CLOSED),
        "changed": changed[:CHANGES],
        "changed_count": len(changed),
        "next_limit": _next_limit(found, today),
        "limited": limits.with_limits(found),
        "packs": list(book.lights(today).values()),
    }
    if shown["limited"]:
        shown["picture"] = dumps(limits.picture(found, today, language), ensure_ascii=False)
        shown["charts"] = finders.find("vendor/echarts.min.js") is not None
    page = "week" if request.member.is_leader else "overview"
    return render(request, f"reports/{page}.html", shown)


def _urgent(found: Sequence[Line]) -> int:
    return sum(line.light in (Light.RED, Light.YELLOW) for line in found)


def _next_limit(found: Sequence[Line], today: date) -> Line | None:
    """The matter whose limit comes next, for the sentence when nothing is late."""
    running = [
        line for line in limits.with_limits(found) if line.days_left is not None and not line.late
    ]
    return next((line for line in running if (line.matter.limit or today) >= today), None)
