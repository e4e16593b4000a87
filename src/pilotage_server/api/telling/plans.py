"""Programmes, plans and what belongs to them as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from pilotage.base import Language
from pilotage.trace import Link, Provision
from pilotage_server.documents.models import CompileJobRow, DocumentRow
from pilotage_server.ledgers.editions import Preview
from pilotage_server.ledgers.moving import Shown, shown
from pilotage_server.plans import editions, store
from pilotage_server.plans.access import FINDERS
from pilotage_server.plans.chain import Chain
from pilotage_server.plans.findings import Finding, Gate, gate_of
from pilotage_server.plans.models import PlanRow, ProgrammeRow, UpperRow
from pilotage_server.units.models import MembershipRow

Told = dict[str, Any]


def programme(row: ProgrammeRow) -> Told:
    """A programme with both names."""
    return {"id": row.pk, "code": row.code, "name_zh": row.name_zh, "name_en": row.name_en}


def line(row: PlanRow, language: Language) -> Told:
    """A plan in a list."""
    home = row.programme
    return {
        "id": row.pk,
        "programme": {"id": home.pk, "code": home.code, "name": home.name(language)},
        "document": row.document_id,
        "title": row.title,
        "edition": row.edition,
        "state": row.state,
        "language": row.language,
        "tasks": row.tasks,
        "safeguards": row.safeguards,
        "version": row.version,
        "created_at": row.created_at,
        "adopted_at": row.adopted_at,
    }


def whole(row: PlanRow, member: MembershipRow, language: Language) -> Told:
    """All of a plan but its text."""
    running = None if row.is_adopted else editions.in_force(row)
    later = editions.successor(row) if row.is_adopted else None
    judged = member.role in FINDERS and not row.is_adopted
    return line(row, language) | {
        "standing": standing(gate_of(row), running) if judged else None,
        "replaces": running.pk if running else None,
        "replaced_by": later.pk if later else None,
    }


def standing(gate: Gate, running: PlanRow | None) -> Told:
    """How far a draft is."""
    return {
        "open": len(gate.blocking),
        "settled": len(gate.settled),
        "can_issue": gate.is_clear and running is None,
    }


def finding(one: Finding, language: Language) -> Told:
    """A finding and what was done about it."""
    said, waiver = one.diagnostic, one.waiver
    state = "ruled" if one.ruled else "waived" if waiver else "note" if one.is_note else "open"
    return {
        "code": one.code,
        "name": said.name,
        "severity": said.severity.value,
        "state": state,
        "message": said.message(language),
        "hint": said.hint(language),
        "task": one.task or None,
        "words": one.words,
        "span": [said.span.start, said.span.end] if said.span else None,
        "waiver": {
            "id": waiver.pk,
            "reason": waiver.reason,
            "post": store.signature(waiver.by, language),
            "at": waiver.at,
        }
        if waiver
        else None,
    }


def preview(found: Preview, language: Language, *, can_apply: bool) -> Told:
    """What applying an edition would do."""
    rows = shown(found, language, lambda _task, answer: answer.value)
    return {
        "plan": found.plan.pk,
        "replaces": found.running.pk,
        "seen": found.seen,
        "can_apply": can_apply,
        "refused": len(found.refused),
        "moves": [
            _move(one)
            | {
                "asked": one.anchor,
                "answers": [choice.url for choice in one.choices],
                "parts": [_move(part) for part in one.parts],
            }
            for one in rows
        ],
    }


def _move(one: Shown) -> Told:
    return {
        "kind": one.kind.value,
        "task": one.matter.pk if one.matter else None,
        "was": one.was,
        "code": one.code,
        "heading": one.heading,
        "reason": one.reason,
        "cells": [{"word": c.word, "old": c.old, "new": c.new} for c in one.cells],
        "refusals": [f"{said.message} {said.hint}".strip() for said in one.refusals],
    }


def item(one: Provision, label: str) -> Told:
    """A place in a document."""
    return {
        "mark": one.mark,
        "label": label,
        "document": one.document,
        "heading": one.heading,
        "text": one.text,
    }


def links(found: Chain, known: Sequence[Link], seen: Mapping[str, int], to: Language) -> list[Told]:
    """Links with their two items; ``seen`` has the number of the last ruling on each."""
    return [
        {
            "mark": one.mark,
            "upper": item(one.upper, found.label(one.upper)),
            "lower": item(one.lower, found.label(one.lower)),
            "relation": one.relation.value,
            "strength": one.strength,
            "counts": one.asserted,
            "verdict": one.verdict or None,
            "reason": one.reason(to),
            "seen": seen.get(one.mark, 0),
        }
        for one in known
    ]


def upper(row: UpperRow) -> Told:
    """A document that stands above a programme."""
    return {"id": row.pk, "plan": row.plan_id, "title": row.plan.title, "level": row.level}


def document(row: DocumentRow, language: Language) -> Told:
    """A document and how far its reading is."""
    plan = getattr(row, "plan", None)
    return {
        "id": row.pk,
        "name": row.name,
        "sha256": row.sha256,
        "size": row.size,
        "programme": row.programme,
        "uploaded_at": row.uploaded_at,
        "plan": plan.pk if plan else None,
        "job": _job(getattr(row, "job", None), language),
    }


def _job(job: CompileJobRow | None, language: Language) -> Told | None:
    if job is None:
        return None
    failure, remedy = job.told(language)
    return {
        "state": job.state,
        "stage": job.stage,
        "percent": job.percent,
        "failure": failure,
        "remedy": remedy,
    }
