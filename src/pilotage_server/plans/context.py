"""The programme named in the top bar."""

from django.http import HttpRequest

from pilotage_server.units.access import membership
from pilotage_server.units.models import MembershipRow, Standing

from .access import READ_DRAFTS
from .models import PlanState, ProgrammeRow

DRAFTING = (*READ_DRAFTS, Standing.DRAFTER)


def programme(request: HttpRequest) -> dict[str, object]:
    """The programme of a page that shows no single thing: the only one there is.

    Where several have been issued, such a page is about all of them and names none. A page about
    one plan or task gives the programme of that itself, which counts before this.
    """
    member = membership(request) if hasattr(request, "user") else None
    return {"programme": _only(member)} if member else {}


def _only(member: MembershipRow) -> ProgrammeRow | None:
    """The only programme with an issued plan; while there is none, the only draft."""
    scope = ProgrammeRow.objects.all()
    if member.programme:
        scope = scope.filter(pk=member.programme)
    issued = scope.filter(plans__state=PlanState.ADOPTED).distinct()
    found = list(issued[:2])
    if not found and member.role in DRAFTING:
        found = list(scope[:2])
    return found[0] if len(found) == 1 else None
