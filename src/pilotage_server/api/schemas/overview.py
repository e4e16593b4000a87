"""The overview, and what stood green."""

from typing import Literal

from pydantic import Field

from .base import Back, Day, Page
from .tasks import ActName, Light

By = Literal["unit", "checker"]
Figure = Literal["green", "red", "straight", "closed", "reopened"]
Weeks = Literal["13", "26", "52"]


class Named(Back):
    """A task by its name; all of it stands under `/tasks/{task}`."""

    task: int
    plan: int
    code: str
    heading: str
    lead: str
    light: Light


class Counted(Back):
    """How many tasks have a light, and by how many that changed since the last week ended."""

    light: Light
    count: int
    by: int


class Late(Named):
    """A red task: by which channels, how far, the last words entered that bear on it."""

    channels: str
    far: str
    cause: str
    waits_for: str


class Decision(Named):
    """What is to be decided, and by which of these acts. ``together``: it is about all tasks that
    wait for approval (`/approving`), and the task is the first of them."""

    title: str
    facts: str
    acts: list[ActName]
    together: bool


class Week(Back):
    """A week by its number in the calendar, up to the day it is looked at."""

    year: int
    number: int
    monday: Day
    last_day: Day


class UnitWeek(Back):
    """The worst light of a unit in a week, null when it led nothing, and how many tasks had it."""

    light: Light | None
    count: int


class UnitWeeks(Back):
    """A unit that leads ``led`` tasks, through the weeks."""

    unit: str
    name: str
    led: int
    weeks: list[UnitWeek]


class Change(Named):
    """An entry of this week, or a light that went over, in a sentence."""

    on: Day
    words: str


class ComingLimit(Named):
    limit: Day
    original_limit: Day | None


class InForce(Back):
    """A rule pack by which today's lights are judged."""

    pack: str
    edition: str
    title: str


class Overview(Back):
    """The state of all tasks today. Of what is late, to be decided, changed and limited the first
    are told, with how many there are."""

    day: Day
    running: int = Field(description="Tasks under supervision.")
    leads: int = Field(description="Units that lead one.")
    counts: list[Counted]
    late: list[Late]
    late_count: int
    urgent: int = Field(description="Red and yellow together.")
    decisions: list[Decision]
    decisions_count: int
    weeks: list[Week]
    units: list[UnitWeeks]
    changed: list[Change]
    changed_count: int
    limits: list[ComingLimit]
    limits_count: int
    next_limit: ComingLimit | None
    packs: list[InForce]


class Turns(Back):
    """Green spells and closings, and how many of them turned: to red, of these without yellow
    between (``straight``), or were taken up again."""

    green: int
    red: int
    straight: int
    closed: int
    reopened: int


class TurnsOf(Turns):
    """Of one unit or one checker; ``share`` of its green spells turned red without yellow."""

    of: str
    name: str
    share: int | None


class TurnsIn(Back):
    """What turned red in a week: without yellow, and after it."""

    last_day: Day
    straight: int
    warned: int


class Turned(Turns):
    """The same of all, up to a day, by week, by unit and by who had checked last."""

    until: Day
    weeks: list[TurnsIn]
    units: list[TurnsOf]
    checkers: list[TurnsOf]


class Spell(Back):
    """Something good that was said of a task, until when, and what became of it."""

    task: int
    code: str
    heading: str
    lead: str
    checker: str
    closed: bool
    until: Day
    turn: Literal["straight", "warned", "reopened"] | None
    turned_on: Day | None


class SpellPage(Page):
    items: list[Spell]
