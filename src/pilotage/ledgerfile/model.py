"""A ledger kept as a file: its tables, what their columns mean, its lines, what was not read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pilotage.base import Diagnostic, fingerprint
from pilotage.clause import Limit
from pilotage.document import Grid
from pilotage.plan import Role


class Field(StrEnum):
    """What a column of a ledger says. ``KEEP`` stays in the task's words, under its head,
    ``PROBLEM`` (what stands in the way) and ``PROOF`` in the words of the report."""

    NUMBER = "number"
    SECTION = "section"
    TASK = "task"
    WORDS = "words"
    LEAD = "lead"
    SUPPORT = "support"
    UNITS = "units"
    LIMIT = "limit"
    STATUS = "status"
    PROGRESS = "progress"
    REPORT = "report"
    NEXT = "next"
    PROBLEM = "problem"
    PROOF = "proof"
    KEEP = "keep"


SEVERAL = frozenset(
    {
        *(Field.SECTION, Field.WORDS, Field.KEEP, Field.LEAD),
        *(Field.REPORT, Field.PROBLEM, Field.PROOF),
    }
)
"""Fields that more than one column may say; the others are said by one."""

Columns = Mapping[int, Field]
"""Columns, counted from 0, to what they say; a column that is not there is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Something that was not read: where, and why, as a sentence in both languages."""

    sheet: str
    place: str
    told: Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a ledger: its sheet, its heads, and the rows that hold tasks.

    ``rows`` are counted from 0. ``sections`` are the headings, from the outermost, that stand above
    a row in rows of their own. ``title`` is what stands first above
    the head.
    """

    grid: Grid
    head: int
    heads: tuple[str, ...]
    rows: tuple[int, ...]
    sections: Mapping[int, tuple[str, ...]]
    skipped: tuple[Skipped, ...]
    title: str = ""

    @property
    def signature(self) -> str:
        """Equal for tables with equal heads: what a mapping is remembered by."""
        return fingerprint(*self.heads)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A cell that is wrong, or doubtful: its place ("B17"), its field, its words, and why."""

    sheet: str
    cell: str
    field: Field
    words: str
    told: Diagnostic

    @property
    def key(self) -> str:
        """Names the cell within the file."""
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A unit as a cell writes it, and which one of the register that is, if exactly one."""

    name: str
    role: Role
    unit: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a ledger says of one task. ``row`` is the number of its first row in the sheet.

    ``progress`` is a whole number of percent, None where none is stated. ``faults`` keep the line
    from being entered; ``doubts`` do not.
    """

    sheet: str
    row: int
    number: str
    section: tuple[str, ...]
    heading: str
    text: str
    units: tuple[Named, ...]
    limit: Limit | None
    progress: int | None
    done: bool
    report: str
    next: str
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Fault, ...] = ()

    @property
    def reports(self) -> bool:
        """Whether anything was done about the task, by the ledger."""
        return bool(self.done or self.progress or self.report or self.next)

    @property
    def day(self) -> date | None:
        """The last day of its limit."""
        return self.limit.date if self.limit else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A ledger as it was read: its tables, their lines, and all that was not read."""

    tables: tuple[Table, ...]
    lines: tuple[Line, ...]
    skipped: tuple[Skipped, ...]


def place_of(row: int, column: int) -> str:
    """The name of a cell counted from 0: "B17" for row 16, column 1."""
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """The name of a column counted from 0: "A", "Z", "AA"."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
