"""The list of tasks, with tabs, filters, words and order all in the address."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from pilotage.rulepack import Light
from pilotage_server import clock
from pilotage_server.ledgers import choosing
from pilotage_server.ledgers.lights import ORDER
from pilotage_server.ledgers.listing import lines
from pilotage_server.ledgers.rights import READERS, sees_claims, visible
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language


@for_roles(*READERS, otherwise=Http404)
def tasks(request: MemberRequest) -> HttpResponse:
    """All the matters the reader may see."""
    member, language = request.member, reader_language()
    found = lines(visible(member), clock.today(), language)
    choice = choosing.choice_from(request.GET)
    holds = choosing.held(found)
    page = choosing.page_of(choosing.chosen(found, choice), choice)
    facts = {
        "lines": page.lines,
        "page": page,
        "total": holds.counts["ended" if choice.view == "ended" else ""],
        "choice": choice,
        "tabs": choosing.tabs(holds, choice, office=not member.is_liaison),
        "menus": choosing.menus(holds, choice, language),
        "active": choosing.active(holds, choice, language),
        "heads": choosing.heads(choice),
        "lights": [one for one in ORDER if one is not Light.ENDED or holds.counts["ended"]],
        "claims": sees_claims(member),
    }
    return render(request, "ledgers/tasks.html", facts)
