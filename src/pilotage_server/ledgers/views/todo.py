"""What a liaison has to do, each with its button; then the unit's own matters."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render

from pilotage.ledger import Act, Step
from pilotage.plan import Role
from pilotage_server import clock
from pilotage_server.ledgers.listing import Line, lines
from pilotage_server.ledgers.models import EntryRow, MatterUnitRow
from pilotage_server.ledgers.rights import visible
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow, Standing

ASKING = (Act.DISPATCH.value, Act.RETURN.value, Act.URGE.value)
WORKING = (Step.SIGNED, Step.IN_PROGRESS, Step.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing to do: ``kind`` is sign, answer or report; ``asked`` is the entry that asks it."""

    kind: str
    line: Line
    asked: EntryRow | None
    claimed: int | None
    may_decline: bool


@for_roles(Standing.LIAISON)
def todo(request: MemberRequest) -> HttpResponse:
    """The liaison's first page."""
    member = request.member
    if not member.unit:
        raise Http404
    found = lines(visible(member), clock.today(), reader_language())
    asked = _asked(found)
    roles = Counter(line.role_of(member.unit) for line in found)
    facts = {
        "unit": member.unit,
        "duties": duties(member.unit, found, asked),
        "lines": found,
        "led": roles[Role.LEAD.value],
        "supported": len(found) - roles[Role.LEAD.value],
        "asked_count": sum(len(rows) for rows in _this_month(asked).values()),
    }
    return render(request, "ledgers/todo.html", facts)


def waiting(member: MembershipRow) -> int:
    """How many things wait for this liaison, for the navigation."""
    if not member.unit:
        return 0
    found = lines(visible(member), clock.today(), reader_language())
    return len(duties(member.unit, found, _asked(found)))


Asked = dict[int, list[EntryRow]]


def _asked(found: Sequence[Line]) -> Asked:
    """What the office asked on each matter, oldest first; one query."""
    rows = EntryRow.objects.filter(matter__in=[line.matter for line in found], act__in=ASKING)
    asked: Asked = defaultdict(list)
    for row in rows.order_by("matter_id", "sequence"):
        asked[row.matter_id].append(row)
    return asked


def _this_month(asked: Asked) -> Asked:
    today = clock.today()
    return {
        key: [row for row in rows if (row.at.year, row.at.month) == (today.year, today.month)]
        for key, rows in asked.items()
    }


def duties(unit: str, found: Sequence[Line], asked: Asked) -> list[Duty]:
    """What ``unit`` has to do: slips to sign for, returns to answer, reports that are awaited."""
    known = (_duty(unit, line, asked.get(line.matter.pk, [])) for line in found)
    order = {"sign": 0, "answer": 1, "report": 2}
    return sorted((one for one in known if one), key=lambda one: order[one.kind])


def _duty(unit: str, line: Line, asked: Sequence[EntryRow]) -> Duty | None:
    part = next((row for row in line.units if row.unit == unit), None)
    if part is None:
        return None
    leads = line.role_of(unit) == Role.LEAD
    kind, asking = _kind(line, part, asked, leads=leads)
    if not kind:
        return None
    return Duty(
        kind=kind,
        line=line,
        asked=asking,
        claimed=part.claimed,
        may_decline=leads and line.matter.step == Step.DISPATCHED,
    )


def _kind(
    line: Line, part: MatterUnitRow, asked: Sequence[EntryRow], *, leads: bool
) -> tuple[str, EntryRow | None]:
    step = line.matter.step
    if step == Step.DISPATCHED or (step in WORKING and not part.signed_on):
        slip = [row for row in asked if row.act == Act.DISPATCH]
        return ("", None) if part.signed_on else ("sign", slip[-1] if slip else None)
    if step not in WORKING:
        return "", None
    last = asked[-1] if asked else None
    if step == Step.RETURNED and leads:
        returns = [row for row in asked if row.act == Act.RETURN]
        return "answer", returns[-1] if returns else None
    if last and last.act == Act.URGE and _since(last.at, part):
        return "report", last
    if leads and line.light in ("red", "yellow"):
        return "report", None
    return "", None


def _since(asked_at: datetime, part: MatterUnitRow) -> bool:
    """Whether the unit has not reported since it was asked."""
    return part.reported_on is None or part.reported_on < asked_at.date()
