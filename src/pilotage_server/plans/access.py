"""Which plans a person may see, and who may rule on a draft.

The office, the auditor and the administrator see all; a drafter sees their own drafts, and so does
an office narrowed to the tasks of some units; everyone with a standing may read the text of an
adopted plan. A post of one programme sees nothing of another.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from pilotage_server.units.access import MemberRequest
from pilotage_server.units.models import Standing
from pilotage_server.units.problems import RefusalError

from .models import PlanRow, PlanState, ProgrammeRow

READ_DRAFTS = (Standing.OFFICE, Standing.AUDITOR, Standing.ADMINISTRATOR)

FINDERS = (*READ_DRAFTS, Standing.DRAFTER)
"""Who reads what was found in a draft: its findings, and links that do not count yet."""


def programme_for(request: MemberRequest, pk: int) -> ProgrammeRow:
    """The programme with that number; 404 when there is none this person has to do with."""
    found = ProgrammeRow.objects.filter(pk=pk).first()
    if found is None or request.member.programme not in (None, pk):
        raise Http404
    return found


def may_place(request: MemberRequest) -> bool:
    """Whether this person says which programme stands under which: the office of all of them."""
    member = request.member
    return member.is_office and not member.within and not member.programme


def placed_under(request: MemberRequest, key: str) -> ProgrammeRow | None:
    """The programme with that key, to put another under it; None for an empty key.

    PermissionDenied for who may not say so, 422 when there is no such programme.
    """
    if not may_place(request):
        raise PermissionDenied(_("Which programme stands under which is said for all of them."))
    found = ProgrammeRow.objects.filter(pk=key).first() if key.isdigit() else None
    if key and found is None:
        raise RefusalError(422, _("There is no such programme."), _("Choose one from the list."))
    return found


def visible_plans(request: MemberRequest) -> QuerySet[PlanRow]:
    """The plans this person may read, with their programme and document."""
    member = request.member
    rows = PlanRow.objects.select_related("programme", "document__uploaded_by", "adopted_by")
    if member.programme:
        rows = rows.filter(programme_id=member.programme)
    if member.role in READ_DRAFTS and not member.within:
        return rows
    if member.role in (Standing.DRAFTER, Standing.OFFICE):
        return rows.filter(Q(document__uploaded_by=request.user) | Q(state=PlanState.ADOPTED))
    return rows.filter(state=PlanState.ADOPTED)


def plan_for(request: MemberRequest, pk: int) -> PlanRow:
    """The plan with that number; 404 when there is none this person may read."""
    found = visible_plans(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_rule(request: MemberRequest, row: PlanRow) -> bool:
    """Whether this person rules on the draft: the office, or the drafter whose draft it is."""
    if row.is_adopted:
        return False
    own = row.document.uploaded_by_id == request.user.pk
    return request.member.is_office or (request.member.role == Standing.DRAFTER and own)


def may_rule_links(request: MemberRequest, row: PlanRow) -> bool:
    """Whether this person rules on the chain above the plan, issued or not: the office of the
    whole programme; while it is their draft, the drafter, and an office narrowed to some units."""
    whole = request.member.is_office and not request.member.within
    return whole or may_rule(request, row)


def sees_candidates(request: MemberRequest) -> bool:
    """Whether links that do not count yet are shown to this person."""
    return request.member.role in FINDERS


def draft_for(request: MemberRequest, pk: int) -> PlanRow:
    """The plan, for a person who rules on it; 404 for one who only reads."""
    row = plan_for(request, pk)
    if not row.is_adopted and not may_rule(request, row):
        raise Http404
    return row
