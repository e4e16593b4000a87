"""How far programmes and units are, each figure with the table it was worked out from."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from pilotage_server import clock
from pilotage_server.ledgers import whole
from pilotage_server.ledgers.rights import READERS, sees_claims, visible
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language


@for_roles(*READERS, otherwise=Http404)
def progress(request: MemberRequest) -> HttpResponse:
    """The programmes the reader sees whole, and the units in the order of the tree."""
    member, language = request.member, reader_language()
    matters = list(visible(member).prefetch_related("units"))
    programmes = whole.of_programmes(member, matters, language)
    facts = {
        "today": clock.today(),
        "programmes": programmes,
        "has_parts": any(one.depth for one in programmes),
        "units": whole.of_units(member, matters, language),
        "claims": sees_claims(member),
    }
    return render(request, "ledgers/progress.html", facts)
