"""The review: the document on the left, what was read in it on the right, questions in between."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pilotage.base import Span
from pilotage.plan import Plan, Role, Task
from pilotage.report import plan_xlsx
from pilotage_server.audit import reads
from pilotage_server.plans import editions, store, words
from pilotage_server.plans.access import FINDERS, may_rule, plan_for
from pilotage_server.plans.findings import Gate, gate_of
from pilotage_server.plans.models import PlanRow
from pilotage_server.plans.returned import NOTHING, Returned
from pilotage_server.plans.tabs import tabs
from pilotage_server.plans.text import NOWHERE, document_html
from pilotage_server.plans.values import Panel, known_names, panel_of
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.files import EXCEL, attached
from pilotage_server.units.language import reader_language
from pilotage_server.units.manned import unmanned
from pilotage_server.units.names import register, short_name


@require_GET
@for_roles()
def review(request: MemberRequest, pk: int) -> HttpResponse:
    """The whole text of a plan with the values of one task, chosen with ``?task=``."""
    row = plan_for(request, pk)
    reads.opened(request.user, row)
    return review_page(request, row)


def review_page(
    request: MemberRequest,
    row: PlanRow,
    *,
    task: str = "",
    again: Returned = NOTHING,
) -> HttpResponse:
    """The review page; ``again`` is what a refused form brings back."""
    plan = store.plan_of(row)
    gate = gate_of(row, plan)
    selected = _selected(plan, gate, task or request.GET.get("task", ""))
    labels = words.task_labels(plan)
    facts = head(request, row, plan, gate) | {
        "selected": selected,
        "outline": _outline(plan, gate, labels),
        "text": document_html(plan, selected, words.reasons(), _shown(request, plan)),
        "panel": _panel(plan, selected, gate, labels, again) if selected else None,
        "limit_text": words.limit_text(plan.task(selected).limit) if selected else "",
        "again": again,
        "known_names": known_names(plan),
        "coverage": words.coverage_sentence(plan),
        "bars": _bars(plan),
        "next": _next_open(plan, gate, selected),
    }
    return render(request, "plans/review.html", facts, status=again.status)


def _panel(
    plan: Plan, selected: str, gate: Gate, labels: Mapping[str, str], again: Returned
) -> Panel:
    return panel_of(
        plan, selected, gate, labels[selected], lines=again.lines, targets=again.targets
    )


def head(request: MemberRequest, row: PlanRow, plan: Plan, gate: Gate) -> dict[str, Any]:
    """What the review and the findings page share: title, gate, rights."""
    kinds = [task.kind.value for task in plan.tasks]
    duties = [duty for task in plan.tasks for duty in task.units]
    running = None if row.is_adopted else editions.in_force(row)
    can_issue = gate.is_clear and not running
    may_issue = request.member.is_office and not row.is_adopted
    return tabs(request, row, "text", gate) | {
        "plan": plan,
        "gate": gate,
        "gate_sentence": words.gate_sentence(gate.by_code()),
        "running": running,
        "successor": editions.successor(row) if row.is_adopted else None,
        "running_why": words.joined(*editions.why_not(running)) if running else "",
        "can_issue": can_issue,
        "unmanned": _unmanned(row, plan) if can_issue and may_issue else "",
        "tasks": kinds.count("task"),
        "safeguards": kinds.count("safeguard"),
        "units": len({duty.unit or duty.name for duty in duties}),
        "unknown": len({duty.name for duty in duties if not duty.unit}),
        "may_rule": may_rule(request, row),
        "reads_findings": request.member.role in FINDERS,
        "may_issue": may_issue,
    }


def _unmanned(row: PlanRow, plan: Plan) -> str:
    """The units that tasks go to and nobody can sign for, as a list for the reader."""
    language = reader_language()
    duties = [duty for task in plan.tasks for duty in task.units if duty.role is not Role.SUPPORT]
    ids = [duty.unit for duty in duties if duty.unit]
    names = [short_name(one, language) for one in unmanned(ids, row.programme_id)]
    return ("、" if language == "zh" else ", ").join(names)


def _shown(request: MemberRequest, plan: Plan) -> Span:
    """The words asked for with ``?at=start-end``; none when that is no place in the text."""
    asked = re.fullmatch(r"(\d{1,9})-(\d{1,9})", request.GET.get("at", ""))
    if not asked:
        return NOWHERE
    start, end = int(asked[1]), int(asked[2])
    return Span(start, end) if start < end <= len(plan.text) else NOWHERE


def _selected(plan: Plan, gate: Gate, asked: str) -> str:
    """The task asked for; else the first with an open question; else the first."""
    ids = [task.id for task in plan.tasks]
    if asked and asked not in ids:
        raise Http404
    waiting = [finding.task for finding in gate.blocking if finding.task]
    return asked or next(iter(waiting), "") or next(iter(ids), "")


def _outline(plan: Plan, gate: Gate, labels: dict[str, str]) -> list[dict[str, Any]]:
    """The tasks under the sections they stand in, with how many questions each has."""
    waiting = [finding.task for finding in gate.blocking]
    sections: list[dict[str, Any]] = []
    for place, task in enumerate(plan.tasks, 1):
        name = task.path[-1] if task.path else ""
        if not sections or sections[-1]["name"] != name:
            sections.append({"name": name, "tasks": []})
        sections[-1]["tasks"].append(
            {
                "task": task,
                "place": place,
                "label": labels[task.id],
                "heading": _short_heading(task),
                "waiting": waiting.count(task.id),
                "settled": gate.is_settled(task.id),
            }
        )
    return sections


def _short_heading(task: Task) -> str:
    return task.heading if len(task.heading) <= 90 else f"{task.heading[:89].rstrip()}…"


def _bars(plan: Plan) -> dict[str, tuple[int, int]]:
    """The coverage bar of 1000 parts: where each stretch begins and how wide it is."""
    total = plan.coverage.characters or 1
    parts = (
        ("tasks", plan.coverage.tasks),
        ("headings", plan.coverage.headings),
        ("aside", plan.coverage.set_aside),
        ("unread", plan.coverage.unread),
    )
    bars, at = {}, 0
    for name, part in parts:
        width = round(1000 * part / total)
        bars[name] = (at, width)
        at += width
    return bars


def _next_open(plan: Plan, gate: Gate, selected: str) -> str:
    """The next task with an open question after the one shown, going round at the end."""
    waiting = {finding.task for finding in gate.blocking}
    ids = [task.id for task in plan.tasks]
    at = ids.index(selected) + 1 if selected else 0
    return next((task for task in ids[at:] + ids[:at] if task in waiting), "")


@require_GET
@for_roles()
def workbook(request: MemberRequest, pk: int) -> HttpResponse:
    """The decomposition table as an Excel file."""
    row = plan_for(request, pk)
    language = reader_language()
    content = plan_xlsx(store.plan_of(row), language, register())
    reads.exported(request.user, row)
    name = "任务分解表" if language == "zh" else "task-table"
    return attached(content, EXCEL, f"{name}-{row.pk}-{row.edition}.xlsx")
