"""The one serialisation of a Plan: JSON, schema ``pilotage.plan/1`` (DESIGN §4.1).

Beyond the schema it writes ``portions`` (every stretch of the text with its fate),
``directives`` (what a meeting brief asks for, and who asked) and the Chinese
wording of problems, so that a stored plan can be shown in both languages without compiling again.
"""

import json
from datetime import date
from typing import Any

from pilotage.base import Diagnostic, Kind, Language, PilotageError, Precision, Severity, Span
from pilotage.clause import (
    Directive,
    Fate,
    Limit,
    LimitKind,
    Measure,
    Portion,
    Reference,
    Role,
    Target,
)

from .model import Basis, Coverage, Duty, Plan, Source, Task, TaskKind

SCHEMA = "pilotage.plan/1"

Json = Any


def to_json(plan: Plan, language: Language = "en") -> dict[str, Json]:
    """``plan`` as JSON-ready values; problems are worded in ``language``."""
    return {
        "schema": SCHEMA,
        "title": plan.title,
        "number": plan.number,
        "issuer": plan.issuer,
        "issued": _iso(plan.issued),
        "language": plan.language,
        "source": {
            "name": plan.source.name,
            "media_type": plan.source.media_type,
            "sha256": plan.source.sha256,
        },
        "text": plan.text,
        "tasks": [_task_to_json(task) for task in plan.tasks],
        "references": [
            {"title": r.title, "number": r.number, "span": list(r.span)} for r in plan.references
        ],
        "directives": [
            {"speaker": d.speaker, "text": d.text, "span": list(d.span)} for d in plan.directives
        ],
        "portions": [
            {"span": list(p.span), "fate": p.fate.value, "reason": p.reason} for p in plan.portions
        ],
        "coverage": {
            "characters": plan.coverage.characters,
            "tasks": plan.coverage.tasks,
            "headings": plan.coverage.headings,
            "set_aside": plan.coverage.set_aside,
            "unread": plan.coverage.unread,
        },
        "problems": [problem_to_json(p, language) for p in plan.problems],
    }


def problem_to_json(problem: Diagnostic, language: Language = "en") -> dict[str, Json]:
    """One diagnostic as JSON-ready values, worded in ``language`` and in both."""
    return {
        "code": problem.code,
        "name": problem.name,
        "severity": problem.severity.value,
        "message": problem.message(language),
        "span": list(problem.span) if problem.span else None,
        "task": problem.task,
        "hint": problem.hint(language),
        "wording": {
            "en": [problem.message("en"), problem.hint("en")],
            "zh": [problem.message("zh"), problem.hint("zh")],
        },
    }


def _task_to_json(task: Task) -> dict[str, Json]:
    return {
        "id": task.id,
        "kind": task.kind.value,
        "ordinal": task.ordinal,
        "number": task.number,
        "path": list(task.path),
        "heading": task.heading,
        "text": task.text,
        "span": list(task.span),
        "measures": [{"text": m.text, "span": list(m.span)} for m in task.measures],
        "units": [_duty_to_json(duty) for duty in task.units],
        "limit": _limit_to_json(task.limit) if task.limit else None,
        "targets": [_target_to_json(target) for target in task.targets],
    }


def _duty_to_json(duty: Duty) -> dict[str, Json]:
    found: dict[str, Json] = {
        "name": duty.name,
        "span": list(duty.span) if duty.span else None,
        "role": duty.role.value,
        "basis": duty.basis.value,
        "unit": duty.unit,
        "candidates": list(duty.candidates),
    }
    return found | ({"by": duty.by} if duty.by else {})


def _limit_to_json(limit: Limit) -> dict[str, Json]:
    found: dict[str, Json] = {
        "text": limit.text,
        "span": list(limit.span) if limit.span else None,
        "date": _iso(limit.date),
        "precision": limit.precision.value if limit.precision else None,
        "kind": limit.kind.value,
    }
    return found | ({"by": limit.by} if limit.by else {})


def _target_to_json(target: Target) -> dict[str, Json]:
    found: dict[str, Json] = {
        "text": target.text,
        "span": list(target.span) if target.span else None,
        "quantity": target.quantity,
        "unit": target.unit,
        "comparison": target.comparison,
        "by": _iso(target.by),
    }
    return found | ({"ruled_by": target.ruled_by} if target.ruled_by else {})


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def from_json(data: dict[str, Json] | str | bytes) -> Plan:
    """The plan that ``to_json`` wrote; PilotageError when ``data`` is no such plan."""
    try:
        found = json.loads(data) if isinstance(data, str | bytes) else data
        if found.get("schema") != SCHEMA:
            raise PilotageError(
                f"This is not a plan of schema {SCHEMA}.", "Compile the document again."
            )
        return _plan_from_json(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PilotageError(
            f"This file is not a whole plan ({error}).", "Compile the document again."
        ) from error


def _plan_from_json(d: dict[str, Json]) -> Plan:
    return Plan(
        title=d["title"],
        number=d["number"],
        issuer=d["issuer"],
        issued=_date(d["issued"]),
        language=d["language"],
        source=Source(**d["source"]),
        text=d["text"],
        tasks=tuple(_task_from_json(t) for t in d["tasks"]),
        references=tuple(
            Reference(title=r["title"], number=r["number"], span=Span(*r["span"]))
            for r in d["references"]
        ),
        directives=tuple(
            Directive(speaker=x["speaker"], text=x["text"], span=Span(*x["span"]))
            for x in d.get("directives", ())
        ),
        portions=tuple(
            Portion(span=Span(*p["span"]), fate=Fate(p["fate"]), reason=p["reason"])
            for p in d.get("portions", ())
        ),
        coverage=Coverage(**d["coverage"]),
        problems=tuple(problem_from_json(p) for p in d["problems"]),
    )


def problem_from_json(p: dict[str, Json]) -> Diagnostic:
    """A diagnostic read back: its wording is literal, since its facts were spent on it."""
    wording = p.get("wording") or {"en": [p["message"], p["hint"]], "zh": [p["message"], p["hint"]]}
    kind = Kind(
        code=p["code"],
        name=p["name"],
        severity=Severity(p["severity"]),
        en=_literal(wording["en"][0]),
        zh=_literal(wording["zh"][0]),
        hint_en=_literal(wording["en"][1]),
        hint_zh=_literal(wording["zh"][1]),
    )
    return kind.at(Span(*p["span"]) if p["span"] else None, task=p.get("task"))


def _literal(template: str) -> str:
    return template.replace("{", "{{").replace("}", "}}")


def _task_from_json(t: dict[str, Json]) -> Task:
    return Task(
        id=t["id"],
        kind=TaskKind(t["kind"]),
        ordinal=t["ordinal"],
        number=t["number"],
        path=tuple(t["path"]),
        heading=t["heading"],
        text=t["text"],
        span=Span(*t["span"]),
        measures=tuple(Measure(text=m["text"], span=Span(*m["span"])) for m in t["measures"]),
        units=tuple(_duty_from_json(u) for u in t["units"]),
        limit=_limit_from_json(t["limit"]) if t["limit"] else None,
        targets=tuple(_target_from_json(x) for x in t["targets"]),
    )


def _duty_from_json(u: dict[str, Json]) -> Duty:
    return Duty(
        name=u["name"],
        role=Role(u["role"]),
        basis=Basis(u["basis"]),
        span=Span(*u["span"]) if u["span"] else None,
        unit=u["unit"],
        candidates=tuple(u["candidates"]),
        by=u.get("by"),
    )


def _limit_from_json(x: dict[str, Json]) -> Limit:
    return Limit(
        text=x["text"],
        span=Span(*x["span"]) if x["span"] else None,
        date=_date(x["date"]),
        precision=Precision(x["precision"]) if x["precision"] else None,
        kind=LimitKind(x["kind"]),
        by=x.get("by"),
    )


def _target_from_json(x: dict[str, Json]) -> Target:
    return Target(
        text=x["text"],
        span=Span(*x["span"]) if x["span"] else None,
        quantity=x["quantity"],
        unit=x["unit"],
        comparison=x["comparison"],
        by=_date(x["by"]),
        ruled_by=x.get("ruled_by"),
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
