"""Tasks as JSON: a line of a list, and all of one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from pilotage.base import Language
from pilotage.ledger import Act, MatterState, act_told, fold
from pilotage.plan import Target
from pilotage_server import clock
from pilotage_server.ledgers import lights, proofs, rights, store
from pilotage_server.ledgers.kin import by_editions
from pilotage_server.ledgers.listing import Instructed, Line, unit_name
from pilotage_server.ledgers.models import EntryRow, MatterRow, MatterUnitRow
from pilotage_server.ledgers.of_plan import targets_of
from pilotage_server.ledgers.offers import PAGES, Offers, offers
from pilotage_server.ledgers.reasons import reasons
from pilotage_server.ledgers.slips import Due
from pilotage_server.ledgers.waiting import Duty
from pilotage_server.plans.models import PlanRow, ProgrammeRow
from pilotage_server.rulepacks.store import RuleBook, rule_book
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow

ROOT = "/api/v1"
HOME = ("programme", "programme__code", "programme__name_zh", "programme__name_en")
LONG = ("text", "section", "limit_words", "number")
"""Columns that no line of a list shows."""

SHOWN = 10
"""Entries that come with a task; the rest are asked for."""

Told = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom and for which day something is told."""

    member: MembershipRow
    language: Language
    today: date
    book: RuleBook

    @property
    def claims(self) -> bool:
        return rights.sees_claims(self.member)


def reader(member: MembershipRow) -> Reader:
    """``member``, today, in the language of the request, by the rules in force. One query."""
    return Reader(member=member, language=reader_language(), today=clock.today(), book=rule_book())


class Part(NamedTuple):
    """The part of a unit, as a line needs it: a model for each would cost more than its row."""

    matter_id: int
    unit: str
    name: str
    role: str
    signed_on: date | None
    claimed: int | None
    reported_on: date | None


def lines_of(keys: Sequence[int], to: Reader, *, texts: bool = False) -> list[Line]:
    """The lines of the tasks with those numbers, in that order. Three queries however many.

    With ``texts`` also what no line shows, for words to be looked for.
    """
    rows = MatterRow.objects.filter(pk__in=keys)
    matters = {row.pk: row for row in (rows if texts else rows.defer(*LONG))}
    plans = PlanRow.objects.filter(pk__in={row.plan_id for row in matters.values()})
    homes = {
        key: Home(id=pk, code=code, zh=zh, en=en)
        for key, pk, code, zh, en in plans.values_list("pk", *HOME)
    }
    parts: dict[int, list[Any]] = defaultdict(list)
    units = MatterUnitRow.objects.filter(matter__in=keys).order_by("position")
    for part in map(Part._make, units.values_list(*Part._fields)):
        parts[part.matter_id].append(part)
    return [
        line_of(matters[key], tuple(parts[key]), to, homes[matters[key].plan_id])
        for key in keys
        if key in matters
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The programme of a task."""

    id: int
    code: str
    zh: str
    en: str

    @classmethod
    def of(cls, row: ProgrammeRow) -> "Home":
        return cls(id=row.pk, code=row.code, zh=row.name_zh, en=row.name_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeLine(Line):
    """A line that knows its programme."""

    home: Home


def line_of(matter: MatterRow, units: tuple[Any, ...], to: Reader, home: Home) -> HomeLine:
    """The line of ``matter`` with its units."""
    return HomeLine(
        matter=matter,
        units=units,
        lights=lights.lights(store.present(matter), to.today, to.book),
        today=to.today,
        language=to.language,
        home=home,
    )


def line(one: Line, to: Reader) -> Told:
    """A task in a list."""
    matter, language, claims = one.matter, to.language, to.claims
    home = one.home if isinstance(one, HomeLine) else Home.of(matter.plan.programme)
    lead = one.lead
    return {
        "id": matter.pk,
        "code": one.code,
        "kind": matter.kind,
        "heading": one.heading,
        "programme": {
            "id": home.id,
            "code": home.code,
            "name": home.zh if language == "zh" else home.en,
        },
        "plan": matter.plan_id,
        "lead": (lead.unit or None) if lead else None,
        "units": [
            {
                "unit": unit.unit or None,
                "name": unit_name(unit, language),
                "role": unit.role,
                "signed_on": unit.signed_on,
                "claimed": unit.claimed if claims else None,
                "reported_on": unit.reported_on,
            }
            for unit in one.units
        ],
        "step": matter.step,
        "state": one.state,
        "light": one.light.value,
        "why": one.why,
        "limit": matter.limit,
        "original_limit": matter.original_limit,
        "ongoing": matter.ongoing,
        "days_left": one.days_left,
        "extension_until": matter.extension_until,
        "claimed": matter.claimed if claims else None,
        "verified": matter.verified,
        "verified_on": matter.verified_on,
        "dispatched_on": matter.dispatched_on,
        "last_entry_at": matter.last_entry_at,
        "version": matter.version,
    }


def whole(matter: MatterRow, to: Reader) -> Told:
    """All of a task that ``to`` may read: as its page shows it."""
    member, language = to.member, to.language
    rows, files = proofs.entries_of(matter), proofs.proofs_of(matter)
    state = fold(store.entries_from(rows, files))
    lead, above = state.lead.unit if state.lead else None, rights.above_of(matter)
    seen = [one for one in files if proofs.sees(member, one, rows, lead, above)]
    shown = [row for row in reversed(rows) if rights.sees_entry(member, row, lead, above)]
    home = Home.of(matter.plan.programme)
    one = line_of(matter, tuple(store.units_now(matter)), to, home)
    return line(one, to) | {
        "number": matter.number,
        "section": matter.section,
        "text": matter.text,
        "limit_words": matter.limit_words,
        "targets": [_target(one) for one in targets_of(matter)],
        "channels": _channels(one, rows, to),
        "slip": _slip(one, state, to),
        "acts": acts(offers(member, matter, state, language), matter),
        "entries": [
            entry(row, [f.pk for f in seen if f.entry_id == row.pk], language)
            for row in shown[:SHOWN]
        ],
        "entries_count": len(shown),
        "evidence": [proof(found) for found in proofs.shown(rows, seen)],
        "by_editions": [
            {"words": kin.words, "tasks": [task.key for task in kin.tasks]}
            for kin in by_editions(member, matter, state, language)
        ],
    }


def _target(one: Target) -> Told:
    said = {"text": one.text, "comparison": one.comparison, "quantity": one.quantity}
    return said | {"unit": one.unit or "", "by": one.by}


def _channels(one: Line, rows: Sequence[EntryRow], to: Reader) -> list[Told]:
    return [
        {
            "channel": found.verdict.channel or "",
            "light": found.verdict.light.value,
            "sentence": found.sentence,
            "pack": found.verdict.pack.id,
            "edition": found.verdict.edition,
            "rule": found.verdict.rule,
            "facts": [
                {"word": fact.word, "value": fact.value, "post": fact.post, "at": fact.at}
                for fact in found.facts
            ],
        }
        for found in reasons(one.lights.each, rows, to.language, claims=to.claims)
    ]


def _slip(one: Line, state: MatterState, to: Reader) -> Told | None:
    """The slip that is due, for the office to send."""
    if not to.member.is_office:
        return None
    found = lights.slip(state, one.lights, to.today, to.book)
    if found is None:
        return None
    return {
        "colour": found.gives,
        "rule": found.rule,
        "why": found.sentence(to.language),
        "ask": found.asks(to.language),
    }


def acts(offered: Offers, matter: MatterRow) -> list[Told]:
    """The acts that lie with the reader, the expected one first."""
    first = [offered.expected] if offered.expected else []
    return [
        {
            "act": one.act.value,
            "word": one.word,
            "path": f"{ROOT}/tasks/{matter.pk}/{PAGES[one.act].slug}",
            "allowed": one.allowed,
            "reason": one.reason,
            "final": one.final,
        }
        for one in (*first, *offered.usual, *offered.final, *offered.more)
    ]


def entry(row: EntryRow, files: Sequence[int], language: Language) -> Told:
    """One entry, with the numbers of its files."""
    return {
        "sequence": row.sequence,
        "act": row.act,
        "word": act_told(Act(row.act), language),
        "at": row.at,
        "post": row.post(language),
        "unit": row.unit or None,
        "said": row.payload,
        "evidence": list(files),
    }


def proof(found: proofs.Shown) -> Told:
    """A file of evidence."""
    row = found.row
    return {
        "id": row.pk,
        "task": row.matter_id,
        "entry": row.entry.sequence,
        "name": row.name,
        "media_type": row.media_type,
        "size": row.size,
        "sha256": row.digest,
        "dated": row.dated,
        "unit": row.unit or None,
        "claim": row.claim,
        "verdict": found.verdict,
        "path": f"{ROOT}/evidence/{row.pk}/file",
    }


def duty(one: Duty, to: Reader) -> Told:
    """One thing to do."""
    return {
        "kind": one.kind,
        "may_decline": one.may_decline,
        "asked_at": one.asked.at if one.asked else None,
        "instruction": instruction(one.instructed) if one.instructed else None,
        "task": line(one.line, to),
    }


def instruction(one: Instructed) -> Told:
    """A leader's instruction that waits for its answer."""
    return {
        "number": one.said.number,
        "leader": one.said.leader,
        "given": one.said.given_on,
        "answer_by": one.said.answer_by,
        "text": one.said.text,
        "light": one.verdict.light.value,
        "why": one.why,
    }


def slip(one: Due) -> Told:
    """A slip that is due today."""
    return {
        "task": one.line.matter.pk,
        "code": one.line.code,
        "heading": one.line.heading,
        "colour": one.slip.gives,
        "rule": one.slip.rule,
        "why": one.why,
        "ask": one.ask,
    }
