"""Documents are put above a programme from the page of its chain, and taken from there."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pilotage_server.plans import actions
from pilotage_server.plans.above import likely_level
from pilotage_server.plans.access import may_rule_links, plan_for, visible_plans
from pilotage_server.plans.models import PlanRow, UpperRow
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.problems import RefusalError

from .link import forbid


@require_POST
@for_roles()
def put_above(request: MemberRequest, pk: int) -> HttpResponse:
    """Put the document chosen above the programme of this plan."""
    row = _ruled_by(request, pk)
    chosen = request.POST.get("document", "")
    found = visible_plans(request).filter(pk=chosen).first() if chosen.isdigit() else None
    if found is None:
        raise RefusalError(
            422,
            _("No document was chosen."),
            _("Choose one from the list; one that is not in it is uploaded first."),
        )
    upper: PlanRow = found
    level = request.POST.get("level", "") or likely_level(upper.title).value

    def act() -> str:
        actions.put_above(row.programme, upper, level, request.member)
        messages.success(request, _("The document stands above the programme now."))
        return f"{reverse('plans:chain', args=[row.pk])}#above"

    return once.do(request, act)


@require_POST
@for_roles()
def take_down(request: MemberRequest, pk: int, upper: int) -> HttpResponse:
    """Take a document from above the programme; rulings on its links stay, should it come back."""
    row = _ruled_by(request, pk)
    found = UpperRow.objects.filter(pk=upper, programme=row.programme_id).first()
    if found is None:
        raise Http404

    def act() -> str:
        actions.take_down(found)
        messages.success(request, _("The document no longer stands above the programme."))
        return f"{reverse('plans:chain', args=[row.pk])}#above"

    return once.do(request, act)


def _ruled_by(request: MemberRequest, pk: int) -> PlanRow:
    row = plan_for(request, pk)
    if not may_rule_links(request, row):
        forbid()
    return row
