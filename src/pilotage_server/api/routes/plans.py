"""Programmes and plans: lists, one, its text, its findings, its table."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from pilotage.plan import to_json
from pilotage.report import diff_json, plan_xlsx
from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import done, found, handed_out, tag_needed, tag_of
from pilotage_server.api.models import Scope
from pilotage_server.api.paging import MOST, USUAL, Order, page
from pilotage_server.api.repeating import once
from pilotage_server.api.schemas import plans as schemas
from pilotage_server.api.schemas.base import Key, Object
from pilotage_server.api.telling import plans as telling
from pilotage_server.audit import reads
from pilotage_server.plans import actions, comparison, store
from pilotage_server.plans.access import (
    FINDERS,
    placed_under,
    plan_for,
    programme_for,
    visible_plans,
)
from pilotage_server.plans.findings import gate_of
from pilotage_server.plans.models import PlanRow, ProgrammeRow
from pilotage_server.plans.tabs import editions_of
from pilotage_server.plans.views import findings as files
from pilotage_server.units.files import EXCEL, attached
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing
from pilotage_server.units.names import register

router = Router(tags=["plans"])


@router.get("/programmes", response=schemas.ProgrammeList, operation_id="list_programmes")
@opens_to(Scope.READ)
def list_programmes(request: Any) -> HttpResponse:
    """The programmes that have a plan which the asker may read."""
    rows = ProgrammeRow.objects.filter(pk__in=visible_plans(request).values("programme"))
    return found(request, {"items": [telling.programme(row) for row in rows.order_by("pk")]})


@router.get("/programmes/{int:key}", response=schemas.ProgrammeNames, operation_id="programme")
@opens_to(Scope.READ)
def programme(request: Any, key: int) -> HttpResponse:
    """One programme."""
    return found(request, telling.programme(_programme(request, key)))


def _programme(request: Any, key: int) -> ProgrammeRow:
    row = programme_for(request, key)
    if not visible_plans(request).filter(programme=row).exists():
        raise Http404
    return row


@router.patch(
    "/programmes/{int:key}", response=schemas.ProgrammeNames, operation_id="rename_programme"
)
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def rename_programme(request: Any, key: int, said: schemas.Names) -> HttpResponse:
    """Rename a programme, in both languages; before its first issue its code
    too. Asks for `If-Match`."""
    programme_for(request, key)
    with transaction.atomic():
        row = ProgrammeRow.objects.select_for_update().get(pk=key)
        tag_needed(request, tag_of(telling.programme(row)))
        actions.rename(row, said.name_zh, said.name_en, said.code)
    return found(request, telling.programme(row))


@router.put(
    "/programmes/{int:key}/above", response=schemas.ProgrammePlace, operation_id="put_under"
)
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def put_under(request: Any, key: int, said: schemas.PutUnder) -> HttpResponse:
    """Say which programme this one is a part of, or that it is a part of none."""
    row = programme_for(request, key)
    above = placed_under(request, str(said.above or ""))
    actions.put_under(row, above, request.member)
    return done(telling.programme(row) | {"above": above.pk if above else None}, status=200)


class PlanChoice(Schema):
    """Which plans are asked for."""

    model_config = ConfigDict(extra="forbid")

    programme: Key | None = None
    state: schemas.PlanState | None = None
    limit: int = Field(USUAL, ge=1, le=MOST)
    cursor: str = Field("", max_length=300)


@router.get("/plans", response=schemas.PlanPage, operation_id="list_plans")
@opens_to(Scope.READ)
def list_plans(request: Any, choice: Query[PlanChoice]) -> HttpResponse:
    """The plans that the asker may read, the newest first."""
    rows = visible_plans(request).defer("compiled", "adopted")
    asked = {"programme_id": choice.programme, "state": choice.state}
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    shown, next_ = page(rows, Order(name="plans", down=True), choice.cursor, choice.limit)
    items = [telling.line(row, reader_language()) for row in shown]
    return found(request, {"items": items, "next": next_ or None})


@router.get("/plans/{int:key}", response=schemas.Plan, operation_id="plan")
@opens_to(Scope.READ)
def plan(request: Any, key: int) -> HttpResponse:
    """One plan: its state, how far it is, which edition it replaces."""
    row = plan_for(request, key)
    told = telling.whole(row, request.member, reader_language())
    return found(request, told, version=row.version)


@router.get("/plans/{int:key}/text", response=Object, operation_id="plan_text")
@opens_to(Scope.READ)
def plan_text(request: Any, key: int) -> HttpResponse:
    """The plan as `pilotage compile --format json` gives it (`pilotage.plan/1`), with what
    persons ruled. Recorded, once an hour."""
    row = plan_for(request, key)
    reads.opened(request.user, row)
    return found(request, to_json(store.plan_of(row)), version=row.version)


@router.get("/plans/{int:key}/findings", response=schemas.FindingList, operation_id="plan_findings")
@opens_to(Scope.READ, *FINDERS)
def plan_findings(request: Any, key: int) -> HttpResponse:
    """What was found in a plan, what was ruled or waived, in the order of its text."""
    row = plan_for(request, key)
    items = [telling.finding(one, reader_language()) for one in gate_of(row).findings]
    return found(request, {"version": row.version, "items": items}, version=row.version)


@router.get("/plans/{int:key}/findings.sarif", operation_id="findings_sarif")
@opens_to(Scope.READ, *FINDERS)
def findings_sarif(request: Any, key: int) -> HttpResponse:
    """The findings as SARIF 2.1.0; those that were waived are suppressed with their reason.
    Recorded every time."""
    return handed_out(files.download(request, key, "sarif"))


@router.get("/plans/{int:key}/findings.docx", operation_id="findings_word")
@opens_to(Scope.READ, *FINDERS)
def findings_word(request: Any, key: int) -> HttpResponse:
    """The drafter's own Word file, with the findings as comments. Recorded every time."""
    return handed_out(files.download(request, key, "docx"))


@router.get("/plans/{int:key}/table.xlsx", operation_id="plan_table")
@opens_to(Scope.READ)
def plan_table(request: Any, key: int) -> HttpResponse:
    """The decomposition table as an Excel file. Recorded every time."""
    row = plan_for(request, key)
    content = plan_xlsx(store.plan_of(row), reader_language(), register())
    reads.exported(request.user, row)
    return attached(content, EXCEL, f"tasks-{row.pk}-{row.edition}.xlsx")


@router.get(
    "/plans/{int:key}/difference/{int:other}", response=Object, operation_id="plan_difference"
)
@opens_to(Scope.READ)
def plan_difference(request: Any, key: int, other: int) -> HttpResponse:
    """Two editions of a plan compared task by task (`pilotage.diff/1`). Recorded every time."""
    row = plan_for(request, key)
    same: PlanRow = get_object_or_404(editions_of(request, row), pk=other)
    reads.exported(request.user, row)
    old, new = sorted((row, same), key=lambda one: one.edition)
    return found(request, diff_json(comparison.difference(old, new), reader_language()))
