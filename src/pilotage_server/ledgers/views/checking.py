"""What waits for the office: slips to send, reports to check, extensions, tasks without a lead."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render

from pilotage.ledger import Act, Step
from pilotage_server import clock
from pilotage_server.ledgers.listing import Line, Lines, lines
from pilotage_server.ledgers.models import EntryRow
from pilotage_server.ledgers.rights import visible
from pilotage_server.ledgers.shelves import Recent
from pilotage_server.ledgers.slips import Due, due
from pilotage_server.rulepacks.store import RuleBook, rule_book
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing

SHOWN = 30
"""Of each kind; the others follow as these are dealt with."""


@for_roles(Standing.OFFICE, Standing.CHECKER)
def checking(request: MemberRequest) -> HttpResponse:
    """The queue, the longest waiting first; a checker has the reports only."""
    book = rule_book()
    found = lines(visible(request.member), clock.today(), reader_language(), book)
    waiting = [line for line in found if line.waits_for_office]
    reported = sorted((one for one in waiting if one.matter.step == Step.REPORTED), key=_since)
    slips = _due(found, book) if request.member.is_office else []
    extensions = [line for line in waiting if line.extension_waits]
    undispatched = [line for line in waiting if line.matter.step == Step.REGISTERED]
    instructed = [line for line in found if line.lights.instructions]
    silent = [line for line in found if line.report_missing]
    review = [line for line in found if line.review_past]
    passing = [line for line in found if line.pass_on_asked]
    facts = {
        "slips": slips[:SHOWN],
        "slips_count": len(slips),
        "reports": _with_reports(reported[:SHOWN]),
        "reports_count": len(reported),
        "extensions": extensions[:SHOWN],
        "extensions_count": len(extensions),
        "undispatched": undispatched[:SHOWN],
        "undispatched_count": len(undispatched),
        "instructed": instructed[:SHOWN],
        "instructed_count": len(instructed),
        "silent": silent[:SHOWN],
        "silent_count": len(silent),
        "review": review[:SHOWN],
        "review_count": len(review),
        "passing": passing[:SHOWN],
        "passing_count": len(passing),
        "proposed": sum(line.matter.step == Step.PROPOSED for line in found),
    }
    return render(request, "ledgers/checking.html", facts)


_DUE: Recent[list[Due]] = Recent(8)
"""The slips due, by the lists they follow from and the rules adopted."""


def _due(found: Lines, book: RuleBook) -> list[Due]:
    key = (found.serial, book.adopted)
    known = _DUE.find(key)
    if known is None:
        known = due(found, book)
        _DUE.keep(key, known)
    return known


def _with_reports(reported: Sequence[Line]) -> list[tuple[Line, EntryRow | None]]:
    """Each line with the report that waits."""
    keys = [line.key for line in reported]
    reports = EntryRow.objects.filter(matter__in=keys, act=Act.REPORT.value).order_by("sequence")
    last = {report.matter_id: report for report in reports}
    return [(line, last.get(line.key)) for line in reported]


def _since(line: Line) -> datetime:
    return line.matter.last_entry_at or clock.now()
