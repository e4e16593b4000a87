"""What the findings page and the list of plans send: waivers, and the names of programmes."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from pilotage_server.plans import actions
from pilotage_server.plans.access import draft_for, placed_under, programme_for
from pilotage_server.plans.findings import Finding, gate_of
from pilotage_server.plans.forms import reason_in, version_in
from pilotage_server.plans.models import PlanRow, WaiverRow
from pilotage_server.plans.returned import ReasonEntry, Returned
from pilotage_server.plans.words import joined
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.models import Standing
from pilotage_server.units.problems import RefusalError

from .asking import or_again, to_page
from .gate import findings_page


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Standing.OFFICE)
@to_page("plans:findings")
def waive(request: MemberRequest, pk: int) -> HttpResponse:
    """Let one finding through with a reason; or, with ``all``, every open one of its code."""
    row = draft_for(request, pk)
    entry = reason_in(request.POST)
    found = _findings(request, row, entry)
    if len(found) == 1:
        entry = replace(entry, all=False, task=found[0].task, words=found[0].words)

    def show(returned: Returned) -> HttpResponse:
        if not found:
            raise returned.problem or Http404
        return findings_page(request, row, returned)

    try:
        return or_again(
            row, Returned(reason=entry), show, lambda: _waived(request, row, found, entry)
        )
    except RefusalError as refusal:
        if refusal.status != 422:
            raise
        return show(Returned(reason=replace(entry, error=joined(refusal.what, refusal.remedy))))


def _waived(
    request: MemberRequest, row: PlanRow, found: Sequence[Finding], entry: ReasonEntry
) -> HttpResponse:
    def act() -> str:
        version = version_in(request.POST)
        actions.waive_all(row, found, entry.typed, request.member, version=version)
        text = ngettext(
            "Waived. The reason stays with the plan.",
            "%(n)d findings waived. The reason stays with the plan.",
            len(found),
        )
        messages.success(request, text % {"n": len(found)})
        return reverse("plans:findings", args=[row.pk])

    return once.do(request, act)


def _findings(request: MemberRequest, row: PlanRow, entry: ReasonEntry) -> list[Finding]:
    """The open findings the form names; 404 when there is none."""
    waiting = gate_of(row).blocking
    if entry.all:
        found = [finding for finding in waiting if finding.code == entry.code]
    else:
        asked = (entry.code, entry.task, entry.words)
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
    """The names a programme is called by, and before its first issue its code."""
    programme = programme_for(request, pk)

    def act() -> str:
        said = [request.POST.get(name, "") for name in ("name_zh", "name_en", "code")]
        actions.rename(programme, *said)
        messages.success(request, _("Renamed."))
        return reverse("plans:list")

    return once.do(request, act)


@require_POST
@for_roles(Standing.OFFICE)
def put_under(request: MemberRequest, pk: int) -> HttpResponse:
    """The programme that this one is a part of; none when the form says nothing."""
    programme = programme_for(request, pk)
    above = placed_under(request, request.POST.get("above", ""))

    def act() -> str:
        actions.put_under(programme, above, request.member)
        messages.success(request, _("Where the programme stands is kept."))
        return f"{reverse('plans:list')}#p{programme.pk}"

    return once.do(request, act)
