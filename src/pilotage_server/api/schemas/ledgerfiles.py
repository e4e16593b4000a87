"""Ledgers kept as files: brought, mapped, mended, entered; and the office's own workbooks."""

from typing import Annotated, Literal

from pydantic import Field

from pilotage.ledgerfile import Field as Meaning

from .base import Back, Day, Flag, Int, Key, Moment, Page, Sent, Share, Text

FileState = Literal["looked_at", "waiting", "running", "entered"]
Side = Literal["file", "here"]
Outcome = Literal["new", "report", "same", "conflict", "refused", "faulty"]
Place = Annotated[Text, Field(max_length=120)]
Columns = dict[
    Annotated[Text, Field(max_length=32)],
    dict[Annotated[Text, Field(pattern=r"^[0-9]{1,5}$")], Meaning | Literal[""]],
]


class LedgerFileLine(Back):
    """A ledger that was brought; ``kind`` is ``ours`` for one that was taken out here and edited.

    ``version`` rises with every column mapped and every cell mended.
    """

    id: int
    kind: Literal["any", "ours"]
    name: str
    title: str
    programme: int | None
    at: Moment
    state: FileState
    percent: int
    version: int
    entered_at: Moment | None


class LedgerFilePage(Page):
    items: list[LedgerFileLine]


class Column(Back):
    """A column with what it is taken for (empty: not read) and a few of its cells."""

    at: str
    letter: str
    head: str
    samples: str
    chosen: str


class Head(Back):
    """The columns of all tables with the same head; ``signature`` names it in a mapping."""

    signature: str
    sheets: str
    columns: list[Column]


class NotRead(Back):
    """What was not read, and why; of the whole file where no place is named."""

    sheet: str
    place: str
    why: str


class LedgerFile(LedgerFileLine):
    """``counts`` are the lines by what becomes of them; ``cells`` are to be mended. ``trouble`` is
    why entering failed."""

    share: int
    heads: list[Head]
    counts: dict[str, int]
    cells: int
    untouched: int | None
    not_read: list[NotRead]
    not_read_count: int
    trouble: str


class Bring(Sent):
    """The programme that a ledger of another shape belongs to; ``new`` for one of its own. An
    edited ledger of this site that a unit brings needs neither; of the office, either will do."""

    programme: Key | None = None
    new: Flag = False


class BringTemplate(Sent):
    """Of which programme the tasks are filled in; of all, when none is named."""

    programme: Key | None = None


class EditedCell(Back):
    """A cell that was edited: what stood there, what stands here now, what was written."""

    head: str
    cell: str
    before: str
    here: str
    after: str


class LedgerLine(Back):
    """A line and what entering it would do; ``task`` is the task it is already, if it is one, at
    that ``version``. ``place`` names a line that was changed on both sides, empty for any other;
    ``side`` is whose words stand, once it was chosen."""

    sheet: str
    row: int
    outcome: Outcome
    task: int | None
    version: int | None
    place: str
    side: Side | None
    number: str
    heading: str
    lead: str
    limit: Day | None
    progress: int | None
    report: str
    reasons: list[str]
    cells: list[EditedCell]


class LedgerLinePage(Page):
    items: list[LedgerLine]


class FaultyCell(Back):
    """A cell to be written anew; ``key`` names it."""

    key: str
    field: str
    words: str
    why: str


class CellPage(Page):
    items: list[FaultyCell]


class MapColumns(Sent):
    """By signature of the head, by column: what it holds; empty for what is not read. ``share`` is
    the progress of reports that state none."""

    columns: Columns = Field({}, max_length=60)
    share: Share = 0


class MapTemplate(Sent):
    columns: Columns = Field({}, max_length=60)


class MendCells(Sent):
    """What is to be read instead, by the key of the cell."""

    cells: dict[Place, Annotated[Text, Field(max_length=2000)]] = Field(
        min_length=1, max_length=500
    )


class ChooseSide(Sent):
    """Of a line that was changed on both sides: whether the words of the file stand, or those that
    were entered here. ``version`` is that of its task, as the line says it."""

    place: Annotated[Text, Field(max_length=120)]
    version: Int = Field(ge=1, le=2**63 - 1)
    side: Side


class TemplateLine(Back):
    """A workbook of the office's own that the ledger is filled into."""

    id: int
    name: str
    programme: int | None
    at: Moment


class TemplatePage(Page):
    items: list[TemplateLine]


class Template(TemplateLine):
    heads: list[Head]
