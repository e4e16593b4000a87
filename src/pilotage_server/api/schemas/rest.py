"""Rule packs, search, the record, workbooks."""

from typing import Annotated, Any, Literal

from pydantic import Field

from .base import Back, Day, Flag, Int, Moment, Page, Sent, Text
from .tasks import ActName


class PackLine(Back):
    """A rule pack; ``slot`` is what it can be in force for."""

    slot: Literal["limit", "progress", "forecast", "slip", "days", "notice"]
    pack: str
    edition: str
    title: str
    about: str
    in_force: bool


class PackList(Back):
    items: list[PackLine]


class Number(Back):
    name: str
    value: int
    meaning: str


class Rule(Back):
    id: str
    gives: str
    when: list[str]
    says: str


class Edition(Back):
    edition: str
    in_force_from: Day
    changed: list[str]
    reason: str
    post: str


class Pack(PackLine):
    """A rule pack in one edition: its numbers, rules, sources, and all its editions."""

    numbers: list[Number]
    rules: list[Rule]
    sources: list[str]
    editions: list[Edition]


class Adopt(Sent):
    """A pack put in force from a day, with these numbers in place of its own."""

    numbers: dict[Annotated[Text, Field(max_length=60)], Annotated[Int, Field(ge=0, le=9999)]] = (
        Field({}, max_length=60)
    )
    day: Day
    reason: Annotated[Text, Field(min_length=1, max_length=2000)]


class Adopted(Back):
    pack: str
    edition: str
    in_force_from: Day


class Hit(Back):
    """A passage that was found. ``excerpt`` is plain text; ``marks`` are the places found in it."""

    kind: Literal["task", "clause", "entry", "proof"]
    title: str
    excerpt: str
    marks: list[list[int]]
    places: list[str]
    at: Moment
    programme: int
    plan: int
    task: int | None
    evidence: int | None
    page: str = Field(description="Where a person reads it.")


class HitPage(Page):
    """``counts`` by kind; counting stops at 500 and says so with ``more``."""

    items: list[Hit]
    counts: dict[str, int]
    more: bool


class RecordLine(Back):
    """A row of the record, as its chain has it, with its words."""

    sequence: int
    at: Moment
    by: str
    what: str
    word: str
    kind: str
    key: int | None
    thing: str
    facts: dict[str, Any]
    content: str
    before: str
    digest: str


class RecordPage(Page):
    items: list[RecordLine]


class RecordHead(Back):
    """How long the record is and its last digest: what is noted down outside of the site."""

    sequence: int
    digest: str


class BookLine(Back):
    """A filled-in line of a workbook, and what entering it would do."""

    line: int
    outcome: Literal["ready", "entered", "conflict", "refused"]
    task: int | None
    code: str
    heading: str
    acts: list[ActName]
    claimed: int | None
    before: int | None
    text: str
    next_step: str
    done: bool
    reasons: list[str]


class Book(Back):
    """A workbook that came back."""

    id: int
    name: str
    unit: str
    at: Moment
    entered_at: Moment | None


class BookList(Page):
    items: list[Book]


class BookRead(Book):
    lines: list[BookLine]
    empty: int
    notes: list[str]


class BookEntered(Back):
    workbook: int
    entered: int


class Mailing(Back):
    """The address that the workbook of a unit was mailed to last, that at which the asker is told,
    and how many tasks would stand in it; ``ready`` once a mail server is set up."""

    unit: str
    address: str
    back: str
    tasks: int
    ready: bool


class Mail(Sent):
    """Where the workbook goes, and where it is to come back."""

    address: Annotated[Text, Field(max_length=254)]
    back: Annotated[Text, Field(max_length=254)]
    rest: Flag = Field(False, description="Without the tasks reported within seven days.")


class Mailed(Back):
    unit: str
    address: str


class AskedUnit(Back):
    """A unit with open tasks, and how many of them were reported within seven days."""

    unit: str
    name: str
    tasks: int
    fresh: int


class AskedUnits(Back):
    items: list[AskedUnit]
