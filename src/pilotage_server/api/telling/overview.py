"""The overview as JSON: what its page says, past its marks and pictures."""

import html
from collections.abc import Mapping
from typing import Any

from django.utils.html import strip_tags

from pilotage.base import Language
from pilotage_server.ledgers.listing import Line
from pilotage_server.reports.changes import Change
from pilotage_server.reports.facts import Decision, Late
from pilotage_server.reports.heat import Row
from pilotage_server.reports.history import Week

from .tasks import Told


def overview(said: Mapping[str, Any], language: Language, *, decides: bool) -> Told:
    """What ``overview_of`` found. ``decides``: the acts are the asker's to take."""
    coming = said["next_limit"]
    same = ("running", "leads", "urgent", "late_count", "decisions_count", "changed_count")
    counts = [{"light": one.light, "count": one.count, "by": one.by} for one in said["counts"]]
    return {name: said[name] for name in same} | {
        "day": said["today"],
        "counts": counts,
        "late": [_late(one) for one in said["late"]],
        "decisions": [_decision(one, decides=decides) for one in said["decisions"]],
        "weeks": [_week(one) for one, _fold in said["weeks"]],
        "units": [_unit(one) for one in said["heat"]],
        "changed": [_change(one) for one in said["changed"]],
        "limits": [_limited(one) for one in said.get("limited", ())],
        "limits_count": said.get("limited_count", 0),
        "next_limit": _limited(coming) if coming else None,
        "packs": [
            {"pack": one.id, "edition": one.edition, "title": one.title.of(language)}
            for one in said["packs"]
        ],
    }


def _named(line: Line) -> Told:
    return {
        "task": line.key,
        "plan": line.matter.plan_id,
        "code": line.code,
        "heading": line.heading,
        "lead": line.lead_name,
        "light": line.light,
    }


def _late(one: Late) -> Told:
    fields = ("channels", "far", "cause", "waits_for")
    return _named(one.line) | {name: getattr(one, name) for name in fields}


def _decision(one: Decision, *, decides: bool) -> Told:
    acts = [button.act.value for button in one.buttons if button.act] if decides else []
    said = {"title": one.title, "facts": one.facts, "acts": acts, "together": bool(one.url)}
    return _named(one.line) | said


def _week(one: Week) -> Told:
    return {name: getattr(one, name) for name in ("year", "number", "monday", "last_day")}


def _unit(one: Row) -> Told:
    weeks = [{"light": each.light, "count": each.count} for each in one.cells]
    return {"unit": one.unit, "name": one.name, "led": one.led, "weeks": weeks}


def _change(one: Change) -> Told:
    return _named(one.line) | {"on": one.at, "words": html.unescape(strip_tags(one.words))}


def _limited(line: Line) -> Told:
    matter = line.matter
    return _named(line) | {"limit": matter.limit, "original_limit": matter.original_limit}
