"""What waits for a unit: slips to sign for, returns to answer, reports that are awaited."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pilotage.ledger import Act, Step
from pilotage.plan import Role
from pilotage.rulepack import Light
from pilotage_server import clock
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow

from . import store
from .listing import Instructed, Line, Lines, lines
from .models import EntryRow, MatterUnitRow
from .rights import visible
from .shelves import Recent

ASKING = (Act.DISPATCH.value, Act.PASS_ON.value, Act.RETURN.value, Act.URGE.value)
"""The acts by which the office asks something of a unit."""

SILENCE = 7
"""Days after which a yellow or red task asks for a report."""

WORKING = (Step.SIGNED, Step.IN_PROGRESS, Step.RETURNED)
ORDER = ("sign", "instruction", "answer", "report")

Asked = dict[int, list[EntryRow]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing to do: ``kind`` is of ``ORDER``; ``asked`` is the entry that asks it, if any."""

    kind: str
    line: Line
    asked: EntryRow | None
    claimed: int | None
    may_decline: bool
    instructed: Instructed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The tasks of a unit, what the office asked on them, and what the unit has to do."""

    lines: Lines
    asked: Asked
    duties: list[Duty]


_WORK: Recent[Work] = Recent(64)


def work_of(member: MembershipRow) -> Work:
    """The work of the unit of ``member``; worked out once for each state of its tasks and day."""
    ours = visible(member).filter(units__unit=member.unit).distinct()
    found = lines(ours, clock.today(), reader_language())
    key = (member.unit, found.serial)
    known = _WORK.find(key)
    if known is None:
        asked = asked_of(found)
        known = Work(lines=found, asked=asked, duties=duties(member.unit, found, asked))
        _WORK.keep(key, known)
    return known


def waiting(member: MembershipRow) -> int:
    """How many things wait for this liaison, for the navigation."""
    return len(work_of(member).duties) if member.unit else 0


def asked_of(found: Sequence[Line]) -> Asked:
    """What the office asked on each matter, oldest first; one query."""
    rows = EntryRow.objects.filter(matter__in=[line.matter for line in found], act__in=ASKING)
    asked: Asked = defaultdict(list)
    for row in rows.order_by("matter_id", "sequence"):
        asked[row.matter_id].append(row)
    return asked


def duties(unit: str, found: Sequence[Line], asked: Asked) -> list[Duty]:
    """What ``unit`` has to do on the matters ``found``, signatures first."""
    known = [_duty(unit, line, asked.get(line.matter.pk, [])) for line in found]
    known += [one for line in found for one in _instructions(unit, line)]
    return sorted((one for one in known if one), key=lambda one: ORDER.index(one.kind))


def _instructions(unit: str, line: Line) -> list[Duty]:
    """The leaders' instructions that the lead has to answer."""
    if line.role_of(unit) != Role.LEAD or line.matter.step == Step.DISPATCHED:
        return []
    return [
        Duty(
            kind="instruction",
            line=line,
            asked=None,
            claimed=None,
            may_decline=False,
            instructed=one,
        )
        for one in line.instructed
    ]


def _duty(unit: str, line: Line, asked: Sequence[EntryRow]) -> Duty | None:
    part = next((row for row in line.units if row.unit == unit), None)
    if part is None:
        return None
    leads = line.role_of(unit) == Role.LEAD
    kind = _kind(line, part, asked, leads=leads)
    if kind is None:
        return None
    return Duty(
        kind=kind,
        line=line,
        asked=_asking(kind, asked),
        claimed=part.claimed,
        may_decline=leads and line.matter.step == Step.DISPATCHED,
    )


def _kind(line: Line, part: MatterUnitRow, asked: Sequence[EntryRow], *, leads: bool) -> str | None:
    step = line.matter.step
    if step != Step.DISPATCHED and step not in WORKING:
        return None
    if part.signed_on is None:
        return "sign"
    if step == Step.RETURNED and leads:
        return "answer"
    return "report" if step in WORKING and _report_awaited(line, part, asked, leads) else None


def _report_awaited(
    line: Line, part: MatterUnitRow, asked: Sequence[EntryRow], leads: bool
) -> bool:
    """Due by the rhythm of the slip; urged since the last report; or, for the lead, yellow or red
    by any channel and silent.

    Whoever has asked for an extension waits for its answer, not the office for a report; what is
    due by its rhythm is due all the same.
    """
    if leads and line.report_due:
        return True
    if line.matter.extension_until:
        return False
    if asked and asked[-1].act == Act.URGE:
        urged, said = store.day_of(asked[-1].at), part.reported_on
        again = part.unit in line.matter.course.get("urged_after", ())
        return said is None or said < urged or again
    return leads and line.light in (Light.RED, Light.YELLOW) and _silent(part)


def _silent(part: MatterUnitRow) -> bool:
    return part.reported_on is None or (clock.today() - part.reported_on).days > SILENCE


def _asking(kind: str, asked: Sequence[EntryRow]) -> EntryRow | None:
    """The entry that asks for it: the slip, the return, or the urging note when it is the last."""
    if kind == "report":
        return asked[-1] if asked and asked[-1].act == Act.URGE else None
    acts = (Act.DISPATCH, Act.PASS_ON) if kind == "sign" else (Act.RETURN,)
    return next((row for row in reversed(asked) if row.act in acts), None)
