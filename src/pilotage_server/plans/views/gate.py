"""The findings of a plan: ruled, waived or standing in the way; and the confirmation of issue."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pilotage_server.plans import store, words
from pilotage_server.plans.access import plan_for
from pilotage_server.plans.findings import Finding, Gate, gate_of
from pilotage_server.plans.models import PlanRow
from pilotage_server.plans.returned import NOTHING, Returned
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing

from .review import FINDERS, head


@require_GET
@for_roles(*FINDERS)
def findings(request: MemberRequest, pk: int) -> HttpResponse:
    """Every finding by code, with what can be done about it."""
    return findings_page(request, plan_for(request, pk))


def findings_page(request: MemberRequest, row: PlanRow, again: Returned = NOTHING) -> HttpResponse:
    """The findings page; ``again`` is what a refused form brings back."""
    plan = store.plan_of(row)
    gate = gate_of(row, plan)
    facts = head(request, row, plan, gate) | {
        "view": "findings",
        "groups": _groups(gate, words.task_labels(plan)),
        "again": again,
    }
    return render(request, "plans/findings.html", facts, status=again.status)


def _groups(gate: Gate, labels: dict[str, str]) -> list[dict[str, Any]]:
    """Findings by code, the codes with something open first."""
    ordered = sorted(gate.findings, key=lambda f: f.code)
    groups = [
        _group(code, list(found), labels) for code, found in groupby(ordered, lambda f: f.code)
    ]
    return sorted(groups, key=lambda group: (not group["open"], group["note"], group["code"]))


def _group(code: str, found: list[Finding], labels: dict[str, str]) -> dict[str, Any]:
    waiting = sum(f.is_open for f in found)
    return {
        "code": code,
        "name": found[0].diagnostic.name,
        "note": all(f.is_note for f in found),
        "open": waiting,
        "form": f"{code}-all",
        "hint": found[0].diagnostic.hint(reader_language()),
        "lines": [_line(f, n, labels) for n, f in enumerate(found)],
    }


def _line(finding: Finding, place: int, labels: dict[str, str]) -> dict[str, Any]:
    waiver = finding.waiver
    return {
        "finding": finding,
        "place": place,
        "form": f"{finding.code}-{finding.task}-{finding.words}",
        "label": labels.get(finding.task, ""),
        "message": finding.message,
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
