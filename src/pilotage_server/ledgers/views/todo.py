"""What a liaison has to do, each with its button; then the unit's own matters."""

from collections import Counter

from django.http import Http404, HttpResponse
from django.shortcuts import render

from pilotage.plan import Role
from pilotage_server import clock
from pilotage_server.ledgers import store
from pilotage_server.ledgers.waiting import Asked, work_of
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.models import OF_A_UNIT

SHOWN = 30
"""Of the things to do, and of the tasks beneath them; of more the page says where they stand."""


@for_roles(*OF_A_UNIT)
def todo(request: MemberRequest) -> HttpResponse:
    """The liaison's first page. A task that a new edition ended is no task of the unit any more."""
    unit = request.member.unit
    if not unit:
        raise Http404
    work = work_of(request.member)
    running = [line for line in work.lines if not line.ended]
    led = Counter(line.role_of(unit) for line in running)[Role.LEAD.value]
    facts = {
        "unit": unit,
        "duties": work.duties[:SHOWN],
        "duties_count": len(work.duties),
        "lines": running[:SHOWN],
        "lines_count": len(running),
        "led": led,
        "supported": len(running) - led,
        "asked_count": _this_month(work.asked),
    }
    return render(request, "ledgers/todo.html", facts)


def _this_month(asked: Asked) -> int:
    today = clock.today()
    days = [store.day_of(row.at) for rows in asked.values() for row in rows]
    return sum((day.year, day.month) == (today.year, today.month) for day in days)
