"""Each line of a ledger before it is entered: what it would do, or why it cannot be done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.translation import gettext as _

from pilotage.base import Language, fingerprint, wording
from pilotage.ledger import Act, Entry, Step, UnitState, fold
from pilotage.ledgerfile import Fault, Line, Reading, language_of
from pilotage_server.ledgers import store
from pilotage_server.ledgers.actions import ActRefusedError
from pilotage_server.ledgers.actions.entering import Asked, following
from pilotage_server.ledgers.approval import asks_approval
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.ledgers.rights import visible
from pilotage_server.ledgers.telling import signed_as
from pilotage_server.ledgers.tree import arounds_of
from pilotage_server.units.dates import long_day, percent
from pilotage_server.units.models import MembershipRow

from . import became
from .became import VIA
from .choosing import Side, row_key, side_of
from .models import LedgerFileRow

Words = Mapping[str, object]


class Outcome(StrEnum):
    """What becomes of a line; ``DONE`` is one that an earlier, broken-off entering came to."""

    DONE = "done"
    NEW = "new"
    REPORT = "report"
    SAME = "same"
    CONFLICT = "conflict"
    REFUSED = "refused"
    FAULTY = "faulty"


ENTERED = (Outcome.NEW, Outcome.REPORT)
"""The outcomes that are entered."""
STAY_OUT = (Outcome.CONFLICT, Outcome.REFUSED, Outcome.FAULTY)
"""The outcomes of what a person has to look at."""
OF_SIDE = {None: Outcome.CONFLICT, Side.HERE: Outcome.SAME, Side.FILE: Outcome.REPORT}
"""What becomes of a line that was changed on both sides, by the side that was chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A line with what becomes of it. ``matter`` is the task it is already, if it is one;
    ``acts`` are what is entered on that; ``reasons`` are sentences to the reader; ``to_mend`` are
    its cells to be written anew. ``place`` names a line that was changed on both sides, ``side`` is
    the one that a person chose for it; ``made`` are the entries that it became, in a file that is
    entered."""

    line: Line
    outcome: Outcome
    matter: MatterRow | None = None
    acts: tuple[Asked, ...] = ()
    reasons: tuple[str, ...] = ()
    to_mend: tuple[Fault, ...] = ()
    place: str = ""
    side: Side | None = None
    made: tuple[Entry, ...] = ()


def judge(
    row: LedgerFileRow,
    reading: Reading,
    member: MembershipRow,
    language: Language,
    told: Callable[[float], None] = lambda _share: None,
) -> list[Judged]:
    """The lines of the file in their order; of one that is entered, what each became. ``told``
    hears how much of the work is done."""
    known = _Known(row, member, reading)
    judged = []
    for at, (line, matter) in enumerate(zip(reading.lines, known.found, strict=True)):
        if at % 500 == 0:
            told(at / len(reading.lines))
        if at < row.done:
            judged.append(_done(line, matter, known))
        elif row.is_entered:
            judged.append(_became(row, line, matter, known, language))
        else:
            judged.append(_judged(row, line, matter, known, language))
    return judged


def report_of(row: LedgerFileRow, line: Line, language: Language) -> dict[str, object]:
    """What the line reports, as the ledger keeps it."""
    claimed = row.share if line.progress is None else line.progress
    words = line.report or (
        f"台账载明进度{claimed}%。"
        if language == "zh"
        else f"Progress stated in the ledger: {claimed}\u00a0%."
    )
    payload: dict[str, object] = {"claimed": claimed, "text": words, "done": line.done}
    payload |= {"via": VIA} | ({"next": line.next} if line.next else {})
    return payload


class _Known:
    """The running tasks of the programme, to be found by what a line says.

    ``found`` is the task of each line; ``told`` is the first line that reports on a task.
    """

    def __init__(self, row: LedgerFileRow, member: MembershipRow, reading: Reading) -> None:
        rows = (
            visible(member).filter(plan__programme_id=row.programme_id)
            if row.programme_id
            else MatterRow.objects.none()
        )
        own = rows.filter(plan__document__sha256=row.sha256)
        if row.done:
            rows = rows.exclude(pk__in=own.values("pk"))  # opened before
        self.own = set(own.values_list("pk", flat=True)) if row.is_entered else set[int]()
        self._by_id: dict[str, MatterRow] = {}
        self._by_words: dict[str, list[MatterRow]] = {}
        for matter in rows:
            if row.is_entered or not Step(matter.step).is_ended:
                self._by_id[matter.task_id] = matter
                for words in {wording(matter.heading_zh), wording(matter.heading_en)} - {""}:
                    self._by_words.setdefault(words, []).append(matter)
        self.found = [self._matter(line) if self._by_id else None for line in reading.lines]
        matters = list({one.pk: one for one in self.found if one}.values())
        self.entries = store.entries_of(matters)
        self.around = arounds_of(matters)
        self.made = became.made_by(row, [one.pk for one in matters])
        self.told: dict[int, Line] = {}
        self.member = member
        self.language = language_of(reading.tables[0])
        self.asks_approval = row.programme is not None and asks_approval(row.programme)

    def _matter(self, line: Line) -> MatterRow | None:
        """The task that ``line`` is: by all its words, else by its heading, told apart by number;
        None when it is none, or may be several."""
        exact = self._by_id.get(fingerprint(*line.section, line.text))
        if exact:
            return exact
        found = self._by_words.get(wording(line.heading), [])
        if len(found) > 1:
            found = [one for one in found if line.number in (one.number, one.code("en"))]
        return found[0] if len(found) == 1 else None


def _done(line: Line, matter: MatterRow | None, known: _Known) -> Judged:
    if matter and line.reports:
        known.told.setdefault(matter.pk, line)
    return Judged(line=line, outcome=Outcome.DONE, matter=matter)


def _became(
    row: LedgerFileRow, line: Line, matter: MatterRow | None, known: _Known, language: Language
) -> Judged:
    """What the line became: a task with what that began with, a report, or nothing."""
    entries = known.entries[matter.pk] if matter else []
    made = became.of_file(entries, known.made.get(matter.pk, ())) if matter else []
    if matter and matter.pk in known.own:
        begun = tuple(one for one in made if one.at == entries[0].at)
        waits = () if lead_of(line) else (_("It is registered, and waits until a lead is named."),)
        return Judged(line=line, outcome=Outcome.NEW, matter=matter, reasons=waits, made=begun)
    said = report_of(row, line, known.language) if line.reports else {}
    reported = [one for one in made if one.act is Act.REPORT and said and _same(one.payload, said)]
    if reported:
        last = reported[-1]
        signed = [one for one in made if one.act is Act.SIGN and one.at == last.at]
        both = (*signed, last)
        return Judged(line=line, outcome=Outcome.REPORT, matter=matter, made=both)
    found = _judged(row, line, matter, known, language)
    if found.outcome not in ENTERED:
        faulty = found.outcome is Outcome.FAULTY
        outcome = Outcome.REFUSED if faulty else found.outcome
        return replace(found, outcome=outcome, to_mend=(), place="")
    gone = _("It was not entered, or its task is not among yours any more.")
    return Judged(line=line, outcome=Outcome.REFUSED, matter=matter, reasons=(gone,))


def _judged(
    row: LedgerFileRow, line: Line, matter: MatterRow | None, known: _Known, language: Language
) -> Judged:
    doubts = tuple(one.told.message(language) for one in line.doubts)
    if line.faults:
        told = tuple(one.told.message(language) for one in line.faults)
        cells = (*line.faults, *_of_units(line))
        return Judged(
            line=line,
            outcome=Outcome.FAULTY,
            matter=matter,
            reasons=(*told, *doubts),
            to_mend=cells,
        )
    if matter is None:
        return _new(line, doubts, known)
    said = report_of(row, line, known.language) if line.reports else {}
    found = _running(line, matter, said, known, language)
    limit = _limit_differs(line, matter, language)
    others = _others(said, known.entries[matter.pk])
    if not others or found.outcome is Outcome.SAME:
        return replace(found, reasons=(*found.reasons, *limit))
    return _of_two(row, found, _other(matter, others[-1], language), limit)


def _of_two(row: LedgerFileRow, found: Judged, other: str, limit: tuple[str, ...]) -> Judged:
    """``found``, a line whose task somebody reported on here by another way: it is entered when a
    person chose the file's side, and not when the other one was chosen, or none yet."""
    if not found.matter or found.outcome is not Outcome.REPORT:
        return replace(found, outcome=Outcome.CONFLICT, reasons=(other, *found.reasons, *limit))
    place = row_key(found.line.row, found.line.sheet)
    side = side_of(row, place, found.matter)
    outcome = OF_SIDE[side]
    return replace(
        found,
        outcome=outcome,
        acts=found.acts if outcome is Outcome.REPORT else (),
        reasons=(other, *found.reasons, *limit),
        place=place,
        side=side,
    )


def _new(line: Line, doubts: tuple[str, ...], known: _Known) -> Judged:
    """A task that is not here yet. Without a lead that the register knows nobody can report."""
    lead = lead_of(line)
    cells = _of_units(line)
    if known.asks_approval:
        held = _("It is put up for approval; what the ledger reports of it is not entered.")
        return Judged(line=line, outcome=Outcome.NEW, reasons=(*doubts, held), to_mend=cells)
    if lead or not line.reports:
        waits = () if lead else (_("It is registered, and waits until a lead is named."),)
        return Judged(line=line, outcome=Outcome.NEW, reasons=(*doubts, *waits), to_mend=cells)
    why = _("It reports progress, but names no lead that the register knows.")
    return Judged(line=line, outcome=Outcome.FAULTY, reasons=(why, *doubts), to_mend=cells)


def _of_units(line: Line) -> tuple[Fault, ...]:
    """The cells with units that the register does not know, or that may be several; once each."""
    found = {one.key: one for one in line.doubts if one.field in ("lead", "support", "units")}
    return tuple(found.values())


def lead_of(line: Line) -> str | None:
    """The unit that leads, if the register knows it: the one said to lead, else the first."""
    leads = [one for one in line.units if one.role == "lead"] or list(line.units[:1])
    return leads[0].unit if leads else None


def _running(
    line: Line, matter: MatterRow, said: Words, known: _Known, language: Language
) -> Judged:
    """A line that ``said`` so of a task that runs: a report where that is new. What a ledger said
    before, or what stands here already, is not entered again."""
    found = Judged(line=line, outcome=Outcome.REFUSED, matter=matter)
    entries = known.entries[matter.pk]
    if not said or any(_same(one.payload, said) for one in entries if one.act is Act.REPORT):
        return replace(found, outcome=Outcome.SAME)
    lead = fold(entries).lead
    if lead is None or lead.unit is None or matter.step == Step.REGISTERED:
        return replace(found, reasons=(_("The task has not been dispatched to a lead yet."),))
    first = known.told.setdefault(matter.pk, line)
    if first is not line:
        twice = _("Row %(row)s of %(sheet)s reports on this task already.")
        return replace(found, reasons=(twice % {"row": first.row, "sheet": first.sheet},))
    acts, around = _reported(said, lead), known.around[matter.pk]
    try:
        following(entries, acts, known.member, row=matter, around=around)
    except ActRefusedError as refused:
        return replace(found, reasons=refused.told(language))
    return replace(found, outcome=Outcome.REPORT, acts=acts)


def _others(said: Words, entries: Sequence[Entry]) -> list[Entry]:
    """What was reported here by another way since a ledger last did, where the line reports."""
    reports = [one for one in entries if one.act is Act.REPORT] if said else []
    last = max((n for n, one in enumerate(reports, 1) if one.payload.get("via") == VIA), default=0)
    return reports[last:]


def _reported(said: Words, lead: UnitState) -> tuple[Asked, ...]:
    """The report in the lead's name, who signs for the task by it if it has not."""
    report: Asked = (Act.REPORT, said, lead.unit)
    return (report,) if lead.signed_on else ((Act.SIGN, {"via": VIA}, lead.unit), report)


def _same(payload: Words, said: Words) -> bool:
    return all(payload.get(name) == said.get(name) for name in ("claimed", "text", "done"))


def _other(matter: MatterRow, entry: Entry, language: Language) -> str:
    row = EntryRow.objects.get(matter=matter, sequence=entry.sequence)
    return _("Here %(who)s reported %(share)s on %(day)s: “%(text)s”.") % {
        "who": signed_as(row, language),
        "share": percent(int(str(entry.payload.get("claimed") or 0)), language),
        "day": long_day(store.day_of(entry.at), language),
        "text": quotable(str(entry.payload.get("text", ""))),
    }


def quotable(words: str) -> str:
    """Words to stand in quotes within a sentence: not too long, without a stop of their own."""
    return words[:200].rstrip("。.")


def _limit_differs(line: Line, matter: MatterRow, language: Language) -> tuple[str, ...]:
    waits = matter.step == Step.REGISTERED  # its limit comes with its dispatch
    if line.day is None or waits or line.day in (matter.limit, matter.original_limit):
        return ()
    said = _(
        "The file has the limit %(day)s. A limit is changed by extending it on the task's page."
    )
    return (said % {"day": long_day(line.day, language)},)


def acts_of(line: Line, row: LedgerFileRow, language: Language) -> list[Asked]:
    """The acts that a new task begins with: dispatched when its lead is known; signed for and
    reported on, in the lead's name, when the ledger says what was done."""
    lead = lead_of(line)
    if lead is None:
        return []
    ordered = sorted(line.units, key=lambda one: one.unit != lead)
    units = [{"unit": one.unit, "name": one.name, "role": one.role.value} for one in ordered]
    slip: Words = {
        "units": units,
        "limit": line.day.isoformat() if line.day else None,
        "ongoing": line.day is None,
    }
    acts: list[Asked] = [(Act.DISPATCH, slip, None)]
    if line.reports:
        acts += [(Act.SIGN, {"via": VIA}, lead), (Act.REPORT, report_of(row, line, language), lead)]
    return acts
