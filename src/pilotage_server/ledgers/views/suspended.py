"""The tasks that are stuck (挂账清单): why, waiting for what, and when each is looked at again."""

from collections.abc import Sequence
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render

from pilotage.ledger import Act, Step
from pilotage_server import clock
from pilotage_server.ledgers.listing import Line, lines
from pilotage_server.ledgers.models import EntryRow, SubtaskRow
from pilotage_server.ledgers.rights import READERS, visible
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow, Standing

DECIDES = (Standing.OFFICE, Standing.LEADER)
"""Who may take a task off the list."""


@for_roles(*READERS, otherwise=Http404)
def suspended(request: MemberRequest) -> HttpResponse:
    """The list, the nearest day of review first."""
    found = sorted(stuck(request.member), key=_review)
    last = suspensions(found)
    facts = {
        "found": [(line, last.get(line.matter.pk)) for line in found],
        "held": _held(found),
        "past": sum(line.review_past for line in found),
        "decides": request.member.role in DECIDES,
    }
    return render(request, "ledgers/suspended.html", facts)


def stuck(member: MembershipRow) -> Sequence[Line]:
    """The suspended tasks that ``member`` sees."""
    ours = visible(member).filter(step=Step.SUSPENDED.value)
    return lines(ours, clock.today(), reader_language())


def suspensions(found: Sequence[Line]) -> dict[int, EntryRow]:
    """The entry that suspended each of ``found``, by the key of the task."""
    entries = EntryRow.objects.filter(
        matter__in=[line.matter for line in found], act=Act.SUSPEND.value
    ).order_by("sequence")
    return {entry.matter_id: entry for entry in entries}


def _held(found: Sequence[Line]) -> set[int]:
    """The keys of sub-tasks with a suspended task above them: they go on with that."""
    parts = [line.matter for line in found if line.matter.is_part]
    waiting = SubtaskRow.objects.filter(matter__in=parts, above__step=Step.SUSPENDED.value)
    return set(waiting.values_list("matter_id", flat=True)) if parts else set()


def _review(line: Line) -> tuple[date, int]:
    """A task suspended before a day of review was asked stands first: nobody looks at it again."""
    return line.review_on or date.min, line.matter.ordinal
