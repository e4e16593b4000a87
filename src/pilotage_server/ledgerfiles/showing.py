"""What the page of a ledger file shows: its columns with samples, its lines by what becomes of
them, the cells to be mended, all that was not read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.ledger import Act
from pilotage.ledgerfile import Fault, Field, Reading, Skipped, Table, letters, words_of

from . import became, reading
from .editing import EditedRow
from .judging import Judged, Outcome
from .models import LedgerFileRow
from .wording import OUTCOME_ICONS, field_word, outcome_word

PAGE = 50
SAMPLES = 3
MOST_CELLS = 100
"""Cells to be mended that one page shows; the next come when these are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table with what it is taken for, and a few of its cells. ``name`` is that of
    its form field."""

    name: str
    letter: str
    head: str
    samples: str
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """The columns of all tables with the same head."""

    sheets: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """The lines of one outcome (empty: all)."""

    name: str
    word: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A line as the page shows it; ``made`` says what it became, once it is entered."""

    judged: Judged
    word: str
    icon: str
    made: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEdits:
    """An edited row as the page shows it."""

    row: EditedRow
    word: str
    icon: str
    stops: bool
    made: str


def mapped(row: LedgerFileRow) -> list[Mapped]:
    """The columns of the file, one group a head."""
    groups: dict[str, list[Table]] = {}
    for table in reading.tables(row):
        groups.setdefault(table.signature, []).append(table)
    chosen = reading.columns_in_force(row)
    return [
        Mapped(
            sheets="、".join(one.grid.name for one in tables),
            columns=tuple(_columns(tables[0], chosen[mark])),
        )
        for mark, tables in groups.items()
    ]


def mapped_template(table: Table, chosen: Mapping[int, Field]) -> Mapped:
    """The columns of a template."""
    by_name = {str(at): field.value for at, field in chosen.items()}
    return Mapped(sheets=table.grid.name, columns=tuple(_columns(table, by_name)))


def _columns(table: Table, chosen: dict[str, str]) -> Iterator[Column]:
    for at, head in enumerate(table.heads):
        cells = (table.grid.rows[row] for row in table.rows)
        words = (words_of(cell[at]) for cell in cells if at < len(cell))
        samples = list(dict.fromkeys(word[:40] for word in words if word))[:SAMPLES]
        if head or samples:
            yield Column(
                name=f"c-{table.signature}-{at}",
                letter=letters(at),
                head=head,
                samples=" · ".join(samples),
                chosen=chosen.get(str(at), ""),
            )


def choices() -> list[tuple[str, str]]:
    """What a column may be taken for."""
    return [(field.value, field_word(field)) for field in Field]


def tabs(
    judged: Sequence[Judged], shown: str, everything: str, *, entered: bool = False
) -> list[Tab]:
    """All lines, then those of each outcome that there is."""
    counts = Counter(one.outcome for one in judged)
    found = [Tab(name="", word=everything, count=len(judged), current=not shown)]
    found += [
        Tab(
            name=one.value,
            word=outcome_word(one, entered=entered),
            count=counts[one],
            current=shown == one.value,
        )
        for one in Outcome
        if counts[one]
    ]
    return found


def begun(judged: Sequence[Judged]) -> tuple[int, int]:
    """How many of the new tasks were dispatched, and how many reported on."""
    acts = [{one.act for one in line.made} for line in judged if line.outcome is Outcome.NEW]
    return sum(Act.DISPATCH in one for one in acts), sum(Act.REPORT in one for one in acts)


def lines(
    judged: Iterable[Judged], outcome: str, language: Language, *, entered: bool = False
) -> list[Shown]:
    """The lines of one outcome, or all."""
    return [
        Shown(
            judged=one,
            word=outcome_word(one.outcome, entered=entered),
            icon=OUTCOME_ICONS[one.outcome],
            made=became.told(one.made, language),
        )
        for one in judged
        if not outcome or one.outcome.value == outcome
    ]


def cells(judged: Iterable[Judged]) -> list[Fault]:
    """The cells to be mended: first those that keep a line out, then the doubtful ones."""
    found: dict[str, Fault] = {}
    for urgent in (True, False):
        for one in judged:
            for fault in one.to_mend if (one.outcome is Outcome.FAULTY) is urgent else ():
                found.setdefault(fault.key, fault)
    return list(found.values())


def not_read(row: LedgerFileRow, read: Reading, language: Language) -> list[tuple[str, str, str]]:
    """Sheet, place and reason of all that was not read; of the whole file first."""
    whole = [("", "", one.message(language)) for one in reading.notes(row)]
    return whole + skipped(read.skipped, language)


def skipped(found: Iterable[Skipped], language: Language) -> list[tuple[str, str, str]]:
    """Sheet, place and reason of what was not read."""
    return [(one.sheet, one.place, one.told.message(language)) for one in found]


def edited(judged: Iterable[EditedRow], language: Language) -> list[ShownEdits]:
    """The edited rows, each with what becomes of it."""
    return [
        ShownEdits(
            row=one,
            word=_edited_word(one),
            icon=OUTCOME_ICONS[one.outcome],
            stops=one.outcome is not Outcome.REPORT,
            made=became.told(one.made, language),
        )
        for one in judged
    ]


def _edited_word(row: EditedRow) -> str:
    if row.outcome is not Outcome.REPORT:
        return outcome_word(row.outcome)
    return _("entered") if row.made else _("will be entered")
