"""The burden meter: what was asked of each unit, week by week."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pilotage_server import clock
from pilotage_server.notices.burden import HEIGHT, WEEKS, burden, mondays
from pilotage_server.notices.people import READERS
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing

BURDEN_READERS = (*READERS, Standing.AUDITOR, Standing.ADMINISTRATOR)


@require_GET
@for_roles(*BURDEN_READERS)
def meter(request: MemberRequest) -> HttpResponse:
    """The units in the reader's scope, the most asked first."""
    today = clock.today()
    rows = burden(request.member, today, reader_language())
    facts = {
        "rows": rows,
        "weeks": [monday.isocalendar().week for monday in mondays(today)],
        "total": sum(row.total for row in rows),
        "width": 6 * WEEKS,
        "height": HEIGHT,
    }
    return render(request, "notices/burden.html", facts)
