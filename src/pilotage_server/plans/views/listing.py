"""The plans of every programme, and documents still on their way."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from pilotage_server.documents.models import DocumentRow, JobState
from pilotage_server.plans import findings
from pilotage_server.plans.access import READ_DRAFTS, may_place, visible_plans
from pilotage_server.plans.models import PlanRow, ProgrammeRow, UpperRow
from pilotage_server.plans.programme_tree import line_above, parents
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A plan in the list, how many findings stand in its way, and the level it stands at when it
    is a document above the programme. ``replaced_by`` is the later edition that is in force."""

    row: PlanRow
    standing: int
    level: str = ""
    replaced_by: int | None = None


@dataclass(slots=True, kw_only=True)
class Group:
    """The plans of a programme, and below them the documents above it.

    ``under`` is the programme it is a part of, ``parts`` those that are parts of it, as far as they
    are on the page too; ``roofs`` are those that it can be put under.
    """

    programme: ProgrammeRow
    under: ProgrammeRow | None = None
    parts: list[ProgrammeRow] = field(default_factory=list)
    roofs: list[ProgrammeRow] = field(default_factory=list)
    plans: list[Line] = field(default_factory=list)
    above: list[Line] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [*self.plans, *self.above]

    @property
    def is_issued(self) -> bool:
        """Whether one of its plans is in force or was: its code stays then."""
        return any(line.row.is_adopted for line in self.plans)

    @property
    def main(self) -> PlanRow | None:
        """The plan whose chain and editions are those of the programme: the one in force, else
        the first draft."""
        rows = [line.row for line in self.plans]
        return next((row for row in rows if row.is_adopted), next(iter(rows), None))


@require_GET
@for_roles()
def plans(request: MemberRequest) -> HttpResponse:
    """Every plan this person may read, by programme."""
    groups: dict[int, Group] = {}
    levels = {
        (upper.programme_id, upper.plan_id): upper.get_level_display()
        for upper in UpperRow.objects.all()
    }
    newest: dict[tuple[int, str], int] = {}
    for row in _listed(request).order_by("-programme__created_at", "title", "-edition"):
        group = groups.setdefault(row.programme_id, Group(programme=row.programme))
        level = levels.get((row.programme_id, row.pk), "")
        later = newest.get((row.programme_id, row.title)) if row.is_adopted else None
        if row.is_adopted and later is None:
            newest[row.programme_id, row.title] = row.edition
        (group.above if level else group.plans).append(_line(row, level, later))
    _place(groups)
    facts = {
        "groups": groups.values(),
        "may_place": may_place(request) and len(groups) > 1,
        "coming": _documents(request).exclude(job__state=JobState.FAILED),
        "failed": _failed(request),
        "may_upload": request.member.role in (Standing.OFFICE, Standing.DRAFTER),
    }
    return render(request, "plans/list.html", facts)


def _place(groups: Mapping[int, Group]) -> None:
    """Say of each group where its programme stands, and under which others it can be put."""
    above = parents()
    for key, parent in above.items():
        if key in groups and parent.pk in groups:
            groups[key].under = parent
            groups[parent.pk].parts.append(groups[key].programme)
    lines = {key: {key, *(one.pk for one in line_above(key, above))} for key in groups}
    for key, group in groups.items():
        group.roofs = [o.programme for o in groups.values() if key not in lines[o.programme.pk]]


def _listed(request: MemberRequest) -> QuerySet[PlanRow]:
    """Without the frozen plans, which a list need not read."""
    return visible_plans(request).defer("adopted")


def _line(row: PlanRow, level: str, later: int | None) -> Line:
    judged = not (row.is_adopted or level)
    standing = len(findings.gate_of(row).blocking) if judged else 0
    return Line(row=row, standing=standing, level=level, replaced_by=later)


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
