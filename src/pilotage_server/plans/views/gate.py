"""The findings of a plan: ruled, waived or standing in the way; and the confirmation of issue."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pilotage.lint import grounds_of
from pilotage.plan import Plan
from pilotage_server.plans import store, words
from pilotage_server.plans.access import FINDERS, plan_for
from pilotage_server.plans.findings import Finding, Gate, gate_of
from pilotage_server.plans.models import PlanRow
from pilotage_server.plans.returned import NOTHING, Returned
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing

from .review import head


@require_GET
@for_roles(*FINDERS)
def findings(request: MemberRequest, pk: int) -> HttpResponse:
    """Every finding by rule, or with ``?by=place`` in the order of the text."""
    return findings_page(request, plan_for(request, pk))


def findings_page(request: MemberRequest, row: PlanRow, again: Returned = NOTHING) -> HttpResponse:
    """The findings page; ``again`` is what a refused form brings back."""
    plan = store.plan_of(row)
    gate = gate_of(row, plan)
    labels = words.task_labels(plan)
    lines = {id(f): _line(f, n, labels, plan) for n, f in enumerate(gate.findings)}
    facts = head(request, row, plan, gate) | {
        "view_name": "findings",
        "by": "place" if request.GET.get("by") == "place" else "rule",
        "groups": _groups(gate, lines),
        "places": list(lines.values()),
        "again": again,
        "word_file": row.document.name.lower().endswith(".docx"),
    }
    return render(request, "plans/findings.html", facts, status=again.status)


Line = dict[str, Any]


def _groups(gate: Gate, lines: dict[int, Line]) -> list[dict[str, Any]]:
    """Findings by code, the codes with something open first, of these what is of the whole."""
    ordered = sorted(gate.findings, key=lambda f: f.code)
    groups = [
        _group(code, list(found), lines) for code, found in groupby(ordered, lambda f: f.code)
    ]
    return sorted(groups, key=_order)


def _order(group: dict[str, Any]) -> tuple[object, ...]:
    return (not group["open"], group["note"], not group["of_all"], group["code"])


def _group(code: str, found: list[Finding], lines: dict[int, Line]) -> dict[str, Any]:
    waiting = sum(f.is_open for f in found)
    language = reader_language()
    return {
        "code": code,
        "name": found[0].diagnostic.name,
        "severity": words.severity_words()[found[0].diagnostic.severity],
        "note": all(f.is_note for f in found),
        "open": waiting,
        "of_all": any(f.of_all for f in found),
        "form": f"{code}-all",
        "hint": found[0].diagnostic.hint(language),
        "grounds": grounds_of(code, language),
        "lines": [lines[id(f)] for f in found],
    }


def _line(finding: Finding, place: int, labels: dict[str, str], plan: Plan) -> Line:
    waiver = finding.waiver
    span = finding.diagnostic.span
    return {
        "finding": finding,
        "place": place,
        "form": f"{finding.code}-{finding.task}-{finding.words}",
        "label": labels.get(finding.task, ""),
        "message": finding.message,
        "severity": words.severity_words()[finding.diagnostic.severity],
        "words": " ".join(span.quote(plan.text).split()) if span else "",
        "at": f"{span.start}-{span.end}" if span else "",
        "by": store.signature(waiver.by, reader_language()) if waiver else "",
    }


@require_GET
@for_roles(Standing.OFFICE)
def confirm_issue(request: MemberRequest, pk: int) -> HttpResponse:
    """The question before a plan is issued, as a page."""
    row = plan_for(request, pk)
    if row.is_adopted:
        raise Http404
    plan = store.plan_of(row)
    return render(request, "plans/issue.html", head(request, row, plan, gate_of(row, plan)))
