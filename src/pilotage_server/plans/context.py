"""The programme named in the top bar."""

from django.db.models import QuerySet
from django.http import HttpRequest

from pilotage_server.prepared import Prepared
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


def _issued() -> QuerySet[ProgrammeRow]:
    return ProgrammeRow.objects.filter(plans__state=PlanState.ADOPTED).distinct()


_ISSUED = {
    False: Prepared(lambda: _issued()[:2]),
    True: Prepared(lambda key: _issued().filter(pk=key)[:2]),
}
"""Programmes with an issued plan, of all or of the one that a post is held to; two tell enough."""


def _only(member: MembershipRow) -> ProgrammeRow | None:
    """The only programme with an issued plan; while there is none, the only draft."""
    held = [member.programme] if member.programme else []
    found = _ISSUED[bool(held)].all(*held)
    if not found and member.role in DRAFTING:
        scope = ProgrammeRow.objects.all()
        found = list((scope.filter(pk__in=held) if held else scope)[:2])
    return found[0] if len(found) == 1 else None
