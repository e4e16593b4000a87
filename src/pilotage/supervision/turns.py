"""How often what stood green turned red later, and what was closed was taken up again.

A light that goes from green to red with no yellow between was not worth much while it was green
(“watermelon”: green outside, red inside). It is counted from what was entered, at the ends of
weeks, each judged by the rules in force that day; nothing is stored.

What is counted is a spell: weeks in a row that end green. It has turned when a later week ends red
before another ends green or the task ends. A task that was suspended meanwhile has still turned.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pilotage.ledger import Act
from pilotage.rulepack import Light


class TurnKind(StrEnum):
    """What became of it: red without a yellow week, red after one, taken up again once closed."""

    STRAIGHT = "straight"
    WARNED = "warned"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekEnd:
    """A task at the end of a week: its light, its lead, who had checked it last ("": nobody)."""

    on: date
    light: Light
    lead: str = ""
    checker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """An entry that checks, closes or takes up again, with the unit that led the task."""

    act: Act
    on: date
    by: str
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """Something good that was said of a task: green weeks (``closed`` false), or its closing.

    ``until`` is the last green week's end, or the day of the closing; ``turn`` what became of it
    and ``turned_on`` when, both None while it held. ``lead`` and ``checker`` are those of that day.
    """

    key: int
    until: date
    lead: str
    checker: str
    closed: bool = False
    turn: TurnKind | None = None
    turned_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The spells of one unit or one checker (``of``)."""

    of: str
    spells: tuple[Spell, ...]

    def count(self, *turns: TurnKind) -> int:
        """How many turned in one of these ways."""
        return sum(one.turn in turns for one in self.spells)

    @property
    def green(self) -> int:
        return sum(not one.closed for one in self.spells)

    @property
    def closed(self) -> int:
        return sum(one.closed for one in self.spells)

    @property
    def red(self) -> int:
        return self.count(TurnKind.STRAIGHT, TurnKind.WARNED)

    @property
    def straight(self) -> int:
        return self.count(TurnKind.STRAIGHT)

    @property
    def reopened(self) -> int:
        return self.count(TurnKind.REOPENED)

    @property
    def share(self) -> int | None:
        """Of the green spells, how many in a hundred turned red, rounded down; None without any."""
        return 100 * self.red // self.green if self.green else None


def green_spells(key: int, weeks: Iterable[WeekEnd]) -> list[Spell]:
    """The green spells of one task, the oldest first, each with what became of it."""
    found: list[Spell] = []
    last: WeekEnd | None = None
    open_, warned = False, False
    for week in weeks:
        if week.light is Light.GREEN:
            if last is not None and not open_:
                found.append(_spell(key, last))
            last, open_, warned = week, True, False
        elif last is not None and week.light in (Light.YELLOW, Light.RED):
            open_ = False
            warned = warned or week.light is Light.YELLOW
            if week.light is Light.RED:
                turn = TurnKind.WARNED if warned else TurnKind.STRAIGHT
                found.append(_spell(key, last, turn, week.on))
                last = None
        elif last is not None and week.light in (Light.CLOSED, Light.ENDED):
            found.append(_spell(key, last))
            last, open_ = None, False
    return found if last is None else [*found, _spell(key, last)]


def _spell(
    key: int, week: WeekEnd, turn: TurnKind | None = None, turned_on: date | None = None
) -> Spell:
    return Spell(
        key=key,
        until=week.on,
        lead=week.lead,
        checker=week.checker,
        turn=turn,
        turned_on=turned_on,
    )


def closings(key: int, steps: Sequence[Noted], first: date, last: date) -> list[Spell]:
    """The closings of one task from ``first`` to ``last``, each with whether it held until then."""
    found: list[Spell] = []
    checker, closed = "", None
    for step in steps:
        if step.on > last:
            break
        if step.act is Act.VERIFY:
            checker = step.by
        elif step.act is Act.CLOSE:
            closed = Spell(
                key=key, until=step.on, lead=step.lead, checker=checker or step.by, closed=True
            )
            found.append(closed)
        elif step.act is Act.REOPEN and closed is not None:
            found[-1] = Spell(
                key=key,
                until=closed.until,
                lead=closed.lead,
                checker=closed.checker,
                closed=True,
                turn=TurnKind.REOPENED,
                turned_on=step.on,
            )
            closed = None
    return [one for one in found if one.until >= first]


def tallies(spells: Iterable[Spell], of: Callable[[Spell], str]) -> list[Tally]:
    """The spells by ``of`` (their lead, or their checker), the most that turned first."""
    groups: dict[str, list[Spell]] = {}
    for one in spells:
        groups.setdefault(of(one), []).append(one)
    found = [Tally(of=name, spells=tuple(ones)) for name, ones in groups.items()]
    return sorted(found, key=lambda one: (-one.straight, -one.red - one.reopened, one.of))
