"""What the review and the findings page send: rulings, waivers."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pilotage.plan import Task
from pilotage.ruling import Question
from pilotage_server.plans import actions, store
from pilotage_server.plans.access import draft_for
from pilotage_server.plans.findings import Finding, gate_of
from pilotage_server.plans.forms import (
    lead_answer,
    limit_answer,
    unit_lines_in,
    units_answer,
    version_in,
)
from pilotage_server.plans.models import PlanRow, ProgrammeRow, WaiverRow
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.models import Standing

from .review import review_page

RULERS = (Standing.OFFICE, Standing.DRAFTER)


@require_POST
@for_roles(*RULERS)
def rule_limit(request: MemberRequest, pk: int) -> HttpResponse:
    """The limit of a task: a date, ongoing, or what the text says."""
    row, task = _draft_and_task(request, pk)
    withdraw = request.POST.get("kind") == "text"
    answer = {} if withdraw else limit_answer(request.POST)
    return _ruled(request, row, task, Question.LIMIT, lambda: answer)


@require_POST
@for_roles(*RULERS)
def rule_lead(request: MemberRequest, pk: int) -> HttpResponse:
    """The unit listed first leads, as presumed."""
    row, task = _draft_and_task(request, pk)
    return _ruled(request, row, task, Question.UNITS, lambda: lead_answer(task))


@require_POST
@for_roles(*RULERS)
def rule_units(request: MemberRequest, pk: int) -> HttpResponse:
    """The units of a task and their roles, as typed; or what the text says."""
    row, task = _draft_and_task(request, pk)
    if request.POST.get("kind") == "text":
        return _ruled(request, row, task, Question.UNITS, dict)
    answer, lines = units_answer(unit_lines_in(request.POST), task)
    if any(line.error for line in lines):
        return review_page(request, row, task=task.id, lines=lines, status=422)
    return _ruled(request, row, task, Question.UNITS, lambda: answer)


def _draft_and_task(request: MemberRequest, pk: int) -> tuple[PlanRow, Task]:
    row = draft_for(request, pk)
    try:
        return row, store.plan_of(row).task(request.POST.get("task", ""))
    except KeyError:
        raise Http404 from None


def _ruled(
    request: MemberRequest,
    row: PlanRow,
    task: Task,
    question: Question,
    answer: Callable[[], object],
) -> HttpResponse:
    def act() -> str:
        given = dict(answer())  # type: ignore[call-overload]
        version = version_in(request.POST)
        actions.rule(row, [(task.id, question, given)], request.member, version=version)
        messages.success(request, _("Ruled. The text counts again when you take the ruling back."))
        return f"{reverse('plans:review', args=[row.pk])}?task={task.id}#values"

    return once.do(request, act)


@require_POST
@for_roles(*RULERS)
def rule_all(request: MemberRequest, pk: int) -> HttpResponse:
    """One answer for every task with the same open question: its lead, or its limit."""
    row = draft_for(request, pk)
    plan = store.plan_of(row)
    code = request.POST.get("code", "")
    asked = {f.task for f in gate_of(row, plan).blocking if f.code == code and f.task}
    tasks = [task for task in plan.tasks if task.id in asked]

    def act() -> str:
        if code == "L102":
            answers = [(t.id, Question.UNITS, lead_answer(t)) for t in tasks if t.units]
        else:
            limit = limit_answer(request.POST)
            answers = [(t.id, Question.LIMIT, limit) for t in tasks]
        actions.rule(row, answers, request.member, version=version_in(request.POST))
        text = ngettext("Ruled for %(n)d task.", "Ruled for %(n)d tasks.", len(answers))
        messages.success(request, text % {"n": len(answers)})
        return reverse("plans:findings", args=[row.pk])

    if code not in ("L101", "L102"):
        raise Http404
    return once.do(request, act)


@require_POST
@for_roles(Standing.OFFICE)
def waive(request: MemberRequest, pk: int) -> HttpResponse:
    """Let one finding through with a reason; or, with ``all``, every open one of its code."""
    row = draft_for(request, pk)
    found = _findings(request, row)

    def act() -> str:
        reason = request.POST.get("reason", "")
        version = version_in(request.POST)
        actions.waive_all(row, found, reason, request.member, version=version)
        text = ngettext(
            "Waived. The reason stays with the plan.",
            "%(n)d findings waived. The reason stays with the plan.",
            len(found),
        )
        messages.success(request, text % {"n": len(found)})
        return reverse("plans:findings", args=[row.pk])

    return once.do(request, act)


def _findings(request: MemberRequest, row: PlanRow) -> list[Finding]:
    """The open findings the form names; 404 when there is none."""
    asked = tuple(request.POST.get(name, "") for name in ("code", "task", "words"))
    waiting = gate_of(row).blocking
    if request.POST.get("all"):
        found = [finding for finding in waiting if finding.code == asked[0]]
    else:
        found = [finding for finding in waiting if finding.key == asked][:1]
    if not found and not row.is_adopted and request.POST.get("version") == str(row.version):
        raise Http404
    return found


@require_POST
@for_roles(Standing.OFFICE)
def unwaive(request: MemberRequest, pk: int, waiver: int) -> HttpResponse:
    """Hold a waived finding again."""
    row = draft_for(request, pk)
    found = WaiverRow.objects.filter(pk=waiver, programme=row.programme).first()
    if found is None:
        raise Http404

    def act() -> str:
        actions.unwaive(row, found, version=version_in(request.POST))
        messages.success(request, _("The finding stands in the way again."))
        return reverse("plans:findings", args=[row.pk])

    return once.do(request, act)


@require_POST
@for_roles(Standing.OFFICE)
def rename(request: MemberRequest, pk: int) -> HttpResponse:
    """The names a programme is called by."""
    programme = get_object_or_404(ProgrammeRow, pk=pk)

    def act() -> str:
        names = (request.POST.get("name_zh", ""), request.POST.get("name_en", ""))
        actions.rename(programme, *names)
        messages.success(request, _("Renamed."))
        return reverse("plans:list")

    return once.do(request, act)
