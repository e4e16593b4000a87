"""Which notices are due on a day: of limits by the rules of notices, of acts that ask something.

A notice says one fact to one unit, or to the leader in charge. A fact that was told is not told
again: each has a name (``Notice.fact``), and whoever keeps the log hands in the names it holds.
Same matters, same day, same log: same notices. Nothing here knows a clock or a mail server.

A limit that is near is told to every unit of the task; lateness to the lead, which answers for the
whole (牵头单位负总责); and further up by the pack, once for a limit.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pilotage.base import Language
from pilotage.ledger import CHINA_TIME, Act, Entry, MatterState, Step, UnitState
from pilotage.rulepack import Pack, Telling, Verdict, WorkCalendar, judge

from .notice_words import ASKED, told_word
from .stage import given_of


class Circle(StrEnum):
    """Who is told: whoever acts for the unit, its head, the leader in charge."""

    UNIT = "unit"
    HEAD = "head"
    LEADER = "leader"


ASKING = (Act.DISPATCH, Act.RETURN, Act.URGE)
"""The acts by which the office asks something of a unit."""

Told = tuple[int, str, str]
"""A fact in the log: the key of the matter, the unit (empty for the leader), the fact's name."""

_OPEN = (Step.DISPATCHED, Step.SIGNED, Step.IN_PROGRESS, Step.REPORTED, Step.RETURNED)
_GRAVE = (Telling.HEAD, Telling.LEADER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A matter as the watcher sees it: its key, its state, what was asked on it, oldest first.

    ``office_owes`` says that an extension asked for waits, where the state does not hold it.
    """

    key: int
    state: MatterState
    asked: tuple[Entry, ...] = ()
    office_owes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One fact to be told to ``unit`` (empty: to the leader in charge) and there to ``circle``.

    Either ``verdict`` stands behind it, a rule of the pack, or ``entry``, an act of the ledger.
    """

    matter: int
    unit: str
    circle: Circle
    fact: str
    verdict: Verdict | None = None
    entry: Entry | None = None

    @property
    def told(self) -> Told:
        """How the log names it."""
        return self.matter, self.unit, self.fact

    @property
    def kind(self) -> str:
        """ "asked", "near", "late", "head" or "leader"."""
        return self.verdict.gives if self.verdict else "asked"

    @property
    def rule(self) -> str:
        """By which rule: pack, edition and rule, or the act of the ledger."""
        if self.verdict:
            return f"{self.verdict.pack.id}/{self.verdict.edition}/{self.verdict.rule}"
        return f"ledger/{self.entry.act.value}" if self.entry else ""

    def sentence(self, language: Language = "en") -> str:
        """What is told, with what is asked."""
        if self.entry:
            return told_word(self.entry, language)
        if self.verdict is None:
            return ""
        said, asks = self.verdict.sentence(language), self.verdict.asks(language)
        return f"{said}{'' if language == 'zh' else ' '}{asks}".strip()


def notices_due(
    watched: Iterable[Watched],
    today: date,
    calendar: WorkCalendar,
    pack: Pack,
    told: Container[Told] = (),
) -> tuple[Notice, ...]:
    """The notices of ``today`` on the matters ``watched``, without those already ``told``.

    Nothing on a day on which offices do not work. Raises PilotageError when the pack has no rule
    for a case.
    """
    if not calendar.is_working_day(today):
        return ()
    return tuple(
        notice
        for one in watched
        for notice in _of_matter(one, today, calendar, pack)
        if notice.told not in told
    )


def _of_matter(one: Watched, today: date, calendar: WorkCalendar, pack: Pack) -> Iterator[Notice]:
    yield from _asked(one)
    verdict = _telling(one, today, calendar, pack)
    if verdict.gives == Telling.NONE:
        return
    limit = verdict.facts["limit"]
    if verdict.gives == Telling.NEAR:
        for part in _parts(one.state):
            yield _by_rule(one, part, Circle.UNIT, f"near:{limit}", verdict)
        return
    lead = one.state.lead
    if lead is None or not lead.unit:
        return
    yield _by_rule(one, lead.unit, Circle.UNIT, f"late:{today}", verdict)
    if verdict.gives in _GRAVE:
        yield _by_rule(one, lead.unit, Circle.HEAD, f"head:{limit}", verdict)
    if verdict.gives == Telling.LEADER:
        yield _by_rule(one, "", Circle.LEADER, f"leader:{limit}", verdict)


def _telling(one: Watched, today: date, calendar: WorkCalendar, pack: Pack) -> Verdict:
    """What the pack gives on ``today``; "none" has its rule and reason too."""
    state = one.state
    waits = state.step is Step.REPORTED or state.pending_extension is not None
    office = waits or one.office_owes
    given = given_of(state, today) | {
        "waits_for": "office" if office else "unit",
        "reported_on": state.claimed_on,
    }
    return judge(pack, given, calendar)


def _by_rule(one: Watched, unit: str, circle: Circle, fact: str, verdict: Verdict) -> Notice:
    return Notice(matter=one.key, unit=unit, circle=circle, fact=fact, verdict=verdict)


def _parts(state: MatterState) -> list[str]:
    return [part.unit for part in state.units if part.unit]


def _asked(one: Watched) -> Iterator[Notice]:
    """What the office asked last by each act, of every unit that has not answered it yet."""
    if one.state.step not in _OPEN:
        return
    last = {entry.act: entry for entry in one.asked}
    for entry in sorted(last.values(), key=lambda entry: entry.sequence):
        for part in one.state.units:
            if part.unit and _waits(one.state, part, entry):
                yield Notice(
                    matter=one.key,
                    unit=part.unit,
                    circle=Circle.UNIT,
                    fact=f"asked:{entry.sequence}",
                    entry=entry,
                )


def _waits(state: MatterState, part: UnitState, entry: Entry) -> bool:
    """Whether what ``entry`` asks still waits for that unit: *report once* answers all before."""
    if entry.act not in ASKED:
        return False
    if entry.act is Act.DISPATCH:
        return part.signed_on is None
    if entry.act is Act.RETURN:
        return state.step is Step.RETURNED and state.is_lead(part)
    day = entry.at.astimezone(CHINA_TIME).date()
    return replace(state, last_urged_on=day).owes_answer(part)
