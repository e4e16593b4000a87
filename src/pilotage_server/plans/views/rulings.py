"""What the review and the findings page send when a person rules.

A refused form comes back on its page with what was typed; a page that grew old comes back as the
plan stands now.
"""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pilotage.plan import Plan, Task
from pilotage.ruling import Question
from pilotage_server.plans import actions, store
from pilotage_server.plans.access import draft_for
from pilotage_server.plans.findings import gate_of
from pilotage_server.plans.forms import (
    lead_answer,
    limit_in,
    unit_lines_in,
    units_answer,
    version_in,
)
from pilotage_server.plans.models import PlanRow
from pilotage_server.plans.returned import LimitEntry, Returned
from pilotage_server.plans.targets import target_lines_in, targets_answer
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.models import Standing

from .asking import or_again, to_page
from .gate import findings_page
from .review import review_page

RULERS = (Standing.OFFICE, Standing.DRAFTER)

ALIKE = ("L101", "L102")
"""Findings that one answer settles for all tasks that have them: no limit, no lead."""

Answer = tuple[str, Question, Mapping[str, object]]


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*RULERS)
@to_page("plans:review")
def rule_limit(request: MemberRequest, pk: int) -> HttpResponse:
    """The limit of a task: a date, ongoing, or what the text says."""
    row, plan, task = _draft_and_task(request, pk)
    withdraw = request.POST.get("kind") == "text"
    entry = LimitEntry(answer={}) if withdraw else limit_in(request.POST, plan.issued)
    if entry.answer is None:
        return review_page(request, row, task=task.id, again=Returned(limit=entry))
    return _ruled(request, row, (task.id, Question.LIMIT, entry.answer), Returned(limit=entry))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*RULERS)
@to_page("plans:review")
def rule_lead(request: MemberRequest, pk: int) -> HttpResponse:
    """The unit listed first leads, as presumed."""
    row, _plan, task = _draft_and_task(request, pk)
    return _ruled(request, row, (task.id, Question.UNITS, lead_answer(task)), Returned())


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*RULERS)
@to_page("plans:review")
def rule_units(request: MemberRequest, pk: int) -> HttpResponse:
    """The units of a task and their roles, as typed; or what the text says."""
    row, _plan, task = _draft_and_task(request, pk)
    if request.POST.get("kind") == "text":
        return _ruled(request, row, (task.id, Question.UNITS, {}), Returned())
    answer, checked = units_answer(unit_lines_in(request.POST), task)
    again = Returned(lines=tuple(checked))
    if any(line.error for line in checked):
        return review_page(request, row, task=task.id, again=again)
    return _ruled(request, row, (task.id, Question.UNITS, answer), again)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*RULERS)
@to_page("plans:review")
def rule_targets(request: MemberRequest, pk: int) -> HttpResponse:
    """The targets of a task, as typed; or what the text says."""
    row, plan, task = _draft_and_task(request, pk)
    if request.POST.get("kind") == "text":
        return _ruled(request, row, (task.id, Question.TARGETS, {}), Returned())
    answer, checked = targets_answer(target_lines_in(request.POST), task, plan.issued)
    again = Returned(targets=tuple(checked))
    if any(line.error for line in checked):
        return review_page(request, row, task=task.id, again=again)
    return _ruled(request, row, (task.id, Question.TARGETS, answer), again)


def _draft_and_task(request: MemberRequest, pk: int) -> tuple[PlanRow, Plan, Task]:
    row = draft_for(request, pk)
    plan = store.plan_of(row)
    try:
        return row, plan, plan.task(request.POST.get("task", ""))
    except KeyError:
        raise Http404 from None


def _ruled(request: MemberRequest, row: PlanRow, answer: Answer, again: Returned) -> HttpResponse:
    task = answer[0]

    def act() -> str:
        _keep(request, row, [answer])
        messages.success(
            request, _("Ruled. Until the plan is issued, the ruling can be taken back.")
        )
        return f"{reverse('plans:review', args=[row.pk])}?task={task}#values"

    def show(returned: Returned) -> HttpResponse:
        return review_page(request, row, task=task, again=returned)

    return or_again(row, again, show, lambda: once.do(request, act))


def _keep(request: MemberRequest, row: PlanRow, answers: Sequence[Answer]) -> None:
    actions.rule(row, answers, request.member, version=version_in(request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*RULERS)
@to_page("plans:findings")
def rule_all(request: MemberRequest, pk: int) -> HttpResponse:
    """One answer for every task with the same open question: its lead, or its limit."""
    row = draft_for(request, pk)
    plan = store.plan_of(row)
    code = request.POST.get("code", "")
    if code not in ALIKE:
        raise Http404
    tasks = asked_alike(row, plan, code)
    entry = limit_in(request.POST, plan.issued) if code == "L101" else LimitEntry(answer={})
    if entry.answer is None:
        return findings_page(request, row, Returned(limit=entry))
    return _all_ruled(request, row, answers_of(code, tasks, entry.answer), Returned(limit=entry))


def asked_alike(row: PlanRow, plan: Plan, code: str) -> list[Task]:
    """The tasks of ``plan`` that wait for an answer to the question of ``code``."""
    asked = {f.task for f in gate_of(row, plan).blocking if f.code == code and f.task}
    return [task for task in plan.tasks if task.id in asked]


def answers_of(code: str, tasks: Sequence[Task], limit: Mapping[str, object]) -> list[Answer]:
    """An answer for each of ``tasks``: its first unit leads (L102), or its limit is ``limit``."""
    if code == "L102":
        return [(task.id, Question.UNITS, lead_answer(task)) for task in tasks if task.units]
    return [(task.id, Question.LIMIT, limit) for task in tasks]


def _all_ruled(
    request: MemberRequest, row: PlanRow, answers: Sequence[Answer], again: Returned
) -> HttpResponse:
    def act() -> str:
        _keep(request, row, answers)
        text = ngettext("Ruled for %(n)d task.", "Ruled for %(n)d tasks.", len(answers))
        messages.success(request, text % {"n": len(answers)})
        return reverse("plans:findings", args=[row.pk])

    def show(returned: Returned) -> HttpResponse:
        return findings_page(request, row, returned)

    return or_again(row, again, show, lambda: once.do(request, act))
