"""What waits for the office, what is stuck, what is approved, how far things are, trials."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Back, Day, Flag, Int, Key, Moment, Page, Sent, Text
from .tasks import Entry, Instruction, Light, SlipDue, TaskLine

Waits = Literal[
    "slips", "reports", "extensions", "undispatched", "instructed", "silent", "review", "passing",
]  # fmt: skip


class Missing(Back):
    """A report whose day has gone by without it; ``missed`` are how many by now."""

    day: Day
    missed: int


class Waiting(Back):
    """Something that waits for the office. What its kind does not have is null.

    ``reason`` is why the task is to be passed on, or why it is not dispatched.
    """

    kind: Waits
    task: TaskLine
    slip: SlipDue | None
    report: Entry | None
    instructions: list[Instruction]
    missing: Missing | None
    waits_for: str | None
    review: Day | None
    reason: str | None


class WaitingPage(Page):
    """``counts`` by kind; ``proposed`` are the tasks that wait for approval."""

    items: list[Waiting]
    counts: dict[str, int]
    proposed: int


class Stuck(Back):
    """A suspended task: why, since when, what it waits for, when it is looked at again."""

    task: TaskLine
    reason: str
    since: Moment | None
    waits_for: str
    review: Day | None
    review_past: bool


class StuckPage(Page):
    items: list[Stuck]


class Approving(Back):
    """A task put up for approval, or approved and not dispatched; ``reason`` says why the asker
    cannot take the act, empty when it can."""

    task: TaskLine
    reason: str


class ApprovingPage(Page):
    items: list[Approving]


class Chosen(Sent):
    """Tasks that are taken together: all of them, or none."""

    tasks: list[Key] = Field(min_length=1, max_length=500)


class Taken(Back):
    tasks: int


class Approval(Sent):
    """Whether the tasks of a programme are approved before they are dispatched."""

    asked: Flag


class ApprovalTold(Back):
    programme: int
    asked: bool


class Figure(Back):
    """How far a programme (``of`` is p and its number) or a unit is, with its sums in words.

    ``depth`` indents it under what it is part of.
    """

    of: str
    name: str
    depth: int
    parts: int
    claimed: int | None
    verified: int | None
    sums: str
    weights: str


class Progress(Back):
    programmes: list[Figure]
    units: list[Figure]


class PartOfFigure(Back):
    """A task that counts for a figure, and with what weight."""

    task: int
    code: str
    heading: str
    lead: str
    state: str
    weight: int
    claimed: int | None
    verified: int | None


class PartPage(Page):
    items: list[PartOfFigure]


class UnitEntry(Back):
    """What a unit was asked or did."""

    task: int
    code: str
    heading: str
    entry: Entry


class UnitTold(Back):
    """A unit in figures, with what it was asked and did last. Its tasks: `/tasks?unit=`."""

    unit: str
    name: str
    leads: int
    shares: int
    ended: int
    late: int
    near: int
    asked: list[UnitEntry]
    done: list[UnitEntry]


class UsualLimit(Back):
    """The usual limit of a kind of matter dispatched today; `dispatch` takes ``rule``."""

    rule: str
    words: str
    source: str
    day: Day


class UsualLimits(Back):
    items: list[UsualLimit]


class Try(Sent):
    """Numbers to be tried in place of the pack's own, and which page of what would change."""

    numbers: dict[Annotated[Text, Field(max_length=60)], Annotated[Int, Field(ge=0, le=9999)]] = (
        Field({}, max_length=60)
    )
    limit: Int = Field(25, ge=1, le=100)
    cursor: Annotated[Text, Field(max_length=300)] = ""


class Otherwise(Back):
    """A task that the tried pack would judge otherwise today; lights, or slips."""

    task: int
    code: str
    heading: str
    before: str
    after: str
    light: Light
    why: str


class Tried(Page):
    """``judged`` tasks were judged, ``changed`` of them otherwise; of the pack's ``cases`` so many
    fail with these numbers."""

    items: list[Otherwise]
    pack: str
    edition: str
    in_force: str
    judged: int
    changed: int
    cases: int
    failing: int
