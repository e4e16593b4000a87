"""What a liaison has to do, each with its button; then the unit's own matters."""

from collections import Counter

from django.http import Http404, HttpResponse
from django.shortcuts import render

from pilotage.plan import Role
from pilotage_server import clock
from pilotage_server.ledgers import store
from pilotage_server.ledgers.listing import lines
from pilotage_server.ledgers.rights import visible
from pilotage_server.ledgers.waiting import Asked, asked_of, duties
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import OF_A_UNIT


@for_roles(*OF_A_UNIT)
def todo(request: MemberRequest) -> HttpResponse:
    """The liaison's first page."""
    unit = request.member.unit
    if not unit:
        raise Http404
    ours = visible(request.member).filter(units__unit=unit).distinct()
    found = lines(ours, clock.today(), reader_language())
    asked = asked_of(found)
    running = [line for line in found if not line.ended]
    led = Counter(line.role_of(unit) for line in running)[Role.LEAD.value]
    facts = {
        "unit": unit,
        "duties": duties(unit, found, asked),
        "lines": found,
        "led": led,
        "supported": len(running) - led,
        "asked_count": _this_month(asked),
    }
    return render(request, "ledgers/todo.html", facts)


def _this_month(asked: Asked) -> int:
    today = clock.today()
    days = [store.day_of(row.at) for rows in asked.values() for row in rows]
    return sum((day.year, day.month) == (today.year, today.month) for day in days)
