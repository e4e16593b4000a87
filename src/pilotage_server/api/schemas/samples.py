"""Samples to be checked on the spot, and slips as they are printed."""

from typing import Annotated

from pydantic import Field

from .base import Back, Int, Key, Moment, Page, Sent, Text
from .tasks import Entry, TaskLine


class Draw(Sent):
    """Of which programme, what share of each unit's tasks, and by which seed."""

    programme: Key
    share: Int = Field(ge=1, le=100, description="Percent, rounded up: at least one of each unit.")
    seed: Annotated[Text, Field(min_length=1, max_length=40)] = Field(
        description="Any word or figure; whoever has it can draw the same sample again."
    )


class SampleLine(Back):
    """A sample in a list: of ``among`` tasks so many were ``drawn``, and of these ``checked``."""

    id: int
    programme: int
    name: str = Field(description="Of the programme.")
    at: Moment
    share: int
    seed: str
    among: int
    drawn: int
    checked: int


class SamplePage(Page):
    items: list[SampleLine]


class Stratum(Back):
    """A unit of a sample: how many could be drawn, were drawn, are checked."""

    name: str
    among: int
    drawn: int
    checked: int


class Sample(SampleLine):
    """``repeated``: drawn again just now with the same seed it is the same sample."""

    repeated: bool
    units: list[Stratum]


class DrawnTask(Back):
    """A task of a sample, with the check on the spot that was entered since."""

    task: TaskLine
    check: Entry | None


class DrawnPage(Page):
    items: list[DrawnTask]


class FactStated(Back):
    """A row of the table of a letter."""

    word: str
    value: str


class Letter(Back):
    """An urging note or a coloured slip as it is printed; ``facts`` are the rows of its table."""

    title: str
    number: str
    addressee: str
    facts: list[FactStated]
    paragraphs: list[str]
    issuer: str
    day: str
