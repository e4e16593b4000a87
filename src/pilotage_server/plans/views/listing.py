"""The plans of every programme, and documents still on their way."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from pilotage_server.documents.models import DocumentRow, JobState
from pilotage_server.plans import findings
from pilotage_server.plans.access import READ_DRAFTS, visible_plans
from pilotage_server.plans.models import PlanRow, ProgrammeRow
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A plan in the list, and how many findings stand in its way."""

    row: PlanRow
    standing: int


@require_GET
@for_roles()
def plans(request: MemberRequest) -> HttpResponse:
    """Every plan this person may read, by programme."""
    groups: dict[ProgrammeRow, list[Line]] = {}
    for row in _listed(request).order_by("-programme__created_at", "title", "-edition"):
        groups.setdefault(row.programme, []).append(_line(row))
    facts = {
        "groups": groups.items(),
        "coming": _documents(request).exclude(job__state=JobState.FAILED),
        "failed": _failed(request),
        "may_upload": request.member.role in (Standing.OFFICE, Standing.DRAFTER),
    }
    return render(request, "plans/list.html", facts)


def _listed(request: MemberRequest) -> QuerySet[PlanRow]:
    """Without the frozen plans, which a list need not read."""
    return visible_plans(request).defer("adopted")


def _line(row: PlanRow) -> Line:
    return Line(row=row, standing=0 if row.is_adopted else len(findings.gate_of(row).blocking))


def _failed(request: MemberRequest) -> list[tuple[DocumentRow, str]]:
    """Documents that were not read, each with the reason."""
    rows = _documents(request).filter(job__state=JobState.FAILED)
    return [(row, row.job.told(reader_language())[0]) for row in rows]


def _documents(request: MemberRequest) -> QuerySet[DocumentRow]:
    """Documents of which no plan has been made, the newest first."""
    rows = DocumentRow.objects.select_related("job").exclude(job__state=JobState.DONE)
    if request.member.role not in READ_DRAFTS or request.member.programme:
        rows = rows.filter(uploaded_by=request.user)
    return rows.order_by("-uploaded_at")


@require_GET
@for_roles()
def of_document(request: MemberRequest, pk: int) -> HttpResponse:
    """To the review of the plan made from a document."""
    row = visible_plans(request).filter(document_id=pk).first()
    return redirect("plans:review", pk=row.pk) if row else redirect("documents:progress", pk=pk)
