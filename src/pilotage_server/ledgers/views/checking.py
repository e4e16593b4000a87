"""What waits for the office: slips to send, reports to check, extensions, tasks without a lead."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render

from pilotage.ledger import Act, Step
from pilotage_server import clock
from pilotage_server.ledgers.listing import Line, lines
from pilotage_server.ledgers.models import EntryRow
from pilotage_server.ledgers.rights import visible
from pilotage_server.ledgers.slips import due
from pilotage_server.rulepacks.store import rule_book
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing


@for_roles(Standing.OFFICE, Standing.CHECKER)
def checking(request: MemberRequest) -> HttpResponse:
    """The queue, the longest waiting first; a checker has the reports only."""
    book = rule_book()
    found = lines(visible(request.member), clock.today(), reader_language(), book)
    waiting = [line for line in found if line.waits_for_office]
    reports = EntryRow.objects.filter(
        matter__in=[line.matter for line in waiting], act=Act.REPORT.value
    ).order_by("sequence")
    last = {report.matter_id: report for report in reports}
    reported = [line for line in waiting if line.matter.step == Step.REPORTED]
    facts = {
        "slips": due(found, book),
        "reports": [(line, last.get(line.matter.pk)) for line in sorted(reported, key=_since)],
        "extensions": [line for line in waiting if line.matter.extension_until],
        "instructed": [line for line in found if line.lights.instructions],
        "silent": [line for line in found if line.report_missing],
        "review": [line for line in found if line.review_past],
        "passing": [line for line in found if line.pass_on_asked],
        "proposed": sum(line.matter.step == Step.PROPOSED for line in found),
        "undispatched": [line for line in waiting if line.matter.step == Step.REGISTERED],
    }
    return render(request, "ledgers/checking.html", facts)


def _since(line: Line) -> datetime:
    return line.matter.last_entry_at or clock.now()
