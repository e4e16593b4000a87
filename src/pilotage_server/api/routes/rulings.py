"""What a person decides about a draft: rulings, waivers, the issue. Each asks for `If-Match`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router

from pilotage.ledger import Step
from pilotage.plan import Task
from pilotage.ruling import Question
from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import FieldsError, done, version_needed
from pilotage_server.api.models import Scope
from pilotage_server.api.repeating import once
from pilotage_server.api.schemas import plans as schemas
from pilotage_server.ledgers.actions import issue
from pilotage_server.ledgers.views.issuing import rhythm_of
from pilotage_server.plans import actions, store
from pilotage_server.plans.access import draft_for, plan_for
from pilotage_server.plans.findings import Finding, gate_of
from pilotage_server.plans.forms import lead_answer, limit_in, units_answer
from pilotage_server.plans.models import PlanRow, WaiverRow
from pilotage_server.plans.targets import TargetLine, targets_answer
from pilotage_server.plans.values import UnitLine
from pilotage_server.plans.views.rulings import RULERS, Answer, answers_of, asked_alike
from pilotage_server.units.models import Standing
from pilotage_server.units.problems import stale

router = Router(tags=["rulings"])


@router.post(
    "/plans/{int:key}/rulings/limit", response={201: schemas.Ruled}, operation_id="rule_limit"
)
@opens_to(Scope.DRAFT, *RULERS)
@once
def rule_limit(request: Any, key: int, said: schemas.RuleLimit) -> HttpResponse:
    """Rule on the limit of a task. Asks for `If-Match`."""
    row, task, issued = _task(request, key, said.task)
    if said.kind == "text":
        return _ruled(request, row, [(task.id, Question.LIMIT, {})])
    return _ruled(request, row, [(task.id, Question.LIMIT, _limit(said, issued))])


def _limit(said: schemas.Limited, issued: date | None) -> Mapping[str, object]:
    """The answer that ``said`` gives, as the form of the page takes it."""
    day = said.date.isoformat() if said.date else ""
    asked: Any = {"kind": said.kind, "date": day, "sure": day if said.past else ""}
    entry = limit_in(asked, issued)
    if entry.answer is None:
        raise FieldsError([{"field": "date", "detail": entry.error or entry.asks}])
    return entry.answer


@router.post(
    "/plans/{int:key}/rulings/all", response={201: schemas.RuledAll}, operation_id="rule_all"
)
@opens_to(Scope.DRAFT, *RULERS)
@once
def rule_all(request: Any, key: int, said: schemas.RuleAll) -> HttpResponse:
    """One answer for every task with the same open finding: that the unit listed first leads
    (L102), or a limit (L101). Asks for `If-Match`."""
    row, version = draft_for(request, key), version_needed(request)
    plan = store.plan_of(row)
    tasks = asked_alike(row, plan, said.code)
    if not tasks:
        if version != row.version or row.is_adopted:
            raise stale()
        raise Http404
    limit = _limit(said, plan.issued) if said.code == "L101" else {}
    answers = answers_of(said.code, tasks, limit)
    actions.rule(row, answers, request.member, version=version)
    return done(_now(row) | {"tasks": len(answers)})


@router.post(
    "/plans/{int:key}/rulings/units", response={201: schemas.Ruled}, operation_id="rule_units"
)
@opens_to(Scope.DRAFT, *RULERS)
@once
def rule_units(request: Any, key: int, said: schemas.RuleUnits) -> HttpResponse:
    """Rule on the units of a task and their roles. Asks for `If-Match`."""
    row, task, _issued = _task(request, key, said.task)
    if said.kind == "text":
        return _ruled(request, row, [(task.id, Question.UNITS, {})])
    lines = [UnitLine(name=one.name.strip(), role=one.role) for one in said.units]
    answer, checked = units_answer(lines, task)
    wrong = [(n, one.error) for n, one in enumerate(checked) if one.error]
    if wrong:
        raise FieldsError([{"field": f"units.{n}", "detail": error} for n, error in wrong])
    return _ruled(request, row, [(task.id, Question.UNITS, answer)])


@router.post(
    "/plans/{int:key}/rulings/targets", response={201: schemas.Ruled}, operation_id="rule_targets"
)
@opens_to(Scope.DRAFT, *RULERS)
@once
def rule_targets(request: Any, key: int, said: schemas.RuleTargets) -> HttpResponse:
    """Rule on the targets of a task: all it has, none when the list is empty. Asks for
    `If-Match`."""
    row, task, issued = _task(request, key, said.task)
    if said.kind == "text":
        return _ruled(request, row, [(task.id, Question.TARGETS, {})])
    answer, checked = targets_answer([_line(one) for one in said.targets], task, issued)
    wrong = [(f"{n}.{one.wrong}", one.error) for n, one in enumerate(checked) if one.error]
    if wrong:
        raise FieldsError(
            [{"field": f"targets.{place}", "detail": error} for place, error in wrong]
        )
    return _ruled(request, row, [(task.id, Question.TARGETS, answer)])


def _line(said: schemas.TargetSaid) -> TargetLine:
    return TargetLine(
        words=said.text.strip(),
        comparison=said.comparison or "",
        quantity="" if said.quantity is None else f"{said.quantity:.15g}",
        unit=said.unit.strip(),
        by=said.by.isoformat() if said.by else "",
    )


@router.post(
    "/plans/{int:key}/rulings/lead", response={201: schemas.Ruled}, operation_id="rule_lead"
)
@opens_to(Scope.DRAFT, *RULERS)
@once
def rule_lead(request: Any, key: int, said: schemas.RuleLead) -> HttpResponse:
    """Rule that the unit listed first leads. Asks for `If-Match`."""
    row, task, _issued = _task(request, key, said.task)
    return _ruled(request, row, [(task.id, Question.UNITS, lead_answer(task))])


def _task(request: Any, key: int, task: str) -> tuple[PlanRow, Task, Any]:
    row = draft_for(request, key)
    plan = store.plan_of(row)
    try:
        return row, plan.task(task), plan.issued
    except KeyError:
        raise Http404 from None


def _ruled(request: Any, row: PlanRow, answers: Sequence[Answer]) -> HttpResponse:
    actions.rule(row, answers, request.member, version=version_needed(request))
    return done(_now(row))


def _now(row: PlanRow) -> dict[str, int]:
    return {"plan": row.pk, "version": row.version, "open": len(gate_of(row).blocking)}


@router.post("/plans/{int:key}/waivers", response={201: schemas.Ruled}, operation_id="waive")
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def waive(request: Any, key: int, said: schemas.Waive) -> HttpResponse:
    """Let a finding through with a reason. Asks for `If-Match`."""
    row = draft_for(request, key)
    version = version_needed(request)
    waiting = gate_of(row).blocking
    named: list[Finding] = [one for one in waiting if one.code == said.code]
    if not said.all:
        named = [one for one in named if one.key == (said.code, said.task, said.words)][:1]
    if not named:
        if version != row.version or row.is_adopted:
            raise stale()
        raise Http404
    actions.waive_all(row, named, said.reason, request.member, version=version)
    return done(_now(row))


@router.delete(
    "/plans/{int:key}/waivers/{int:waiver}",
    response={201: schemas.Ruled},
    operation_id="take_back_waiver",
)
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def take_back_waiver(request: Any, key: int, waiver: int) -> HttpResponse:
    """Hold a waived finding again. Asks for `If-Match` with the tag of the plan."""
    row = draft_for(request, key)
    known = get_object_or_404(WaiverRow, pk=waiver, programme=row.programme)
    actions.unwaive(row, known, version=version_needed(request))
    return done(_now(row))


@router.post("/plans/{int:key}/issue", response={201: schemas.Issued}, operation_id="issue")
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def issue_plan(request: Any, key: int, said: schemas.Issue | None = None) -> HttpResponse:
    """Issue a plan: its tasks are registered and dispatched, or put up for approval where the
    programme asks for it. Asks for `If-Match`; cannot be undone."""
    row = plan_for(request, key)
    if version_needed(request) != row.version and not row.is_adopted:
        raise stale()
    asked = said or schemas.Issue(every=None, day=None)
    rhythm = rhythm_of(asked.every or "", str(asked.day or ""))
    matters = issue(row, request.member, rhythm=rhythm)
    sent = sum(matter.step == Step.DISPATCHED for matter in matters)
    return done({"plan": row.pk, "tasks": len(matters), "dispatched": sent})
