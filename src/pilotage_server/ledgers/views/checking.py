"""What waits for the office: slips to send, reports to check, extensions, tasks without a lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from pilotage_server.units.models import MembershipRow, Standing

SHOWN = 30
"""Of each kind; the others follow as these are dealt with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits, by its kind; ``proposed`` is how many tasks wait for approval."""

    slips: Sequence[Due]
    kinds: Mapping[str, Sequence[Line]]
    proposed: int


@for_roles(Standing.OFFICE, Standing.CHECKER)
def checking(request: MemberRequest) -> HttpResponse:
    """The queue, the longest waiting first; a checker has the reports only."""
    queue = queue_of(request.member)
    facts: dict[str, object] = {
        "slips": queue.slips[:SHOWN],
        "slips_count": len(queue.slips),
        "proposed": queue.proposed,
    }
    for kind, found in queue.kinds.items():
        facts |= {kind: found[:SHOWN], f"{kind}_count": len(found)}
    facts["reports"] = with_reports(queue.kinds["reports"][:SHOWN])
    return render(request, "ledgers/checking.html", facts)


def queue_of(member: MembershipRow) -> Queue:
    """All that waits for ``member``; a checker has the reports only."""
    book = rule_book()
    found = lines(visible(member), clock.today(), reader_language(), book)
    waiting = [line for line in found if line.waits_for_office]
    reported = sorted((one for one in waiting if one.matter.step == Step.REPORTED), key=since)
    if not member.is_office:
        return Queue(slips=(), kinds={"reports": reported}, proposed=0)
    kinds = {
        "reports": reported,
        "extensions": [line for line in waiting if line.extension_waits],
        "undispatched": [line for line in waiting if line.matter.step == Step.REGISTERED],
        "instructed": [line for line in found if line.lights.instructions],
        "silent": [line for line in found if line.report_missing],
        "review": [line for line in found if line.review_past],
        "passing": [line for line in found if line.pass_on_asked],
    }
    proposed = sum(line.matter.step == Step.PROPOSED for line in found)
    return Queue(slips=_due(found, book), kinds=kinds, proposed=proposed)


_DUE: Recent[list[Due]] = Recent(8)
"""The slips due, by the lists they follow from and the rules adopted."""


def _due(found: Lines, book: RuleBook) -> list[Due]:
    key = (found.serial, book.adopted)
    known = _DUE.find(key)
    if known is None:
        known = due(found, book)
        _DUE.keep(key, known)
    return known


def with_reports(reported: Sequence[Line]) -> list[tuple[Line, EntryRow | None]]:
    """Each line with the report that waits."""
    keys = [line.key for line in reported]
    reports = EntryRow.objects.filter(matter__in=keys, act=Act.REPORT.value).order_by("sequence")
    last = {report.matter_id: report for report in reports}
    return [(line, last.get(line.key)) for line in reported]


def since(line: Line) -> datetime:
    """Since when a report waits."""
    return line.matter.last_entry_at or clock.now()
