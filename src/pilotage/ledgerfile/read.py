"""A ledger file to its lines: the sheets, their tables, the columns as a person maps them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pilotage.base import Language
from pilotage.document import Grid
from pilotage.language import detect
from pilotage.unit import Register

from .heads import columns_of
from .lines import Lens, lines_of
from .model import Columns, Line, Reading, Skipped, Table, letters, place_of
from .problems import COLUMN_UNREAD, HIDDEN_SHEET, NO_TABLE, TOO_MANY
from .tables import find_table

MOST_LINES = 20_000
_TITLE_YEAR = re.compile(r"(20\d\d)")
Mappings = Mapping[str, Columns]
"""What the columns say, by the signature of a table's heads."""


def tables_of(
    grids: tuple[Grid, ...], mended: Mapping[str, str] | None = None
) -> tuple[list[Table], list[Skipped]]:
    """The tables of a file, and its sheets that hold none or are hidden, with the reason.

    ``mended`` are cells that a person wrote anew, by sheet and place ("Sheet1!B17"). PilotageError
    when no sheet holds a table of tasks, or there are too many rows.
    """
    tables, skipped = _tables(grids, mended or {}, loosely=False)
    if not tables:
        tables, skipped = _tables(grids, mended or {}, loosely=True)
    if not tables:
        raise NO_TABLE.refusal()
    count = sum(len(table.rows) for table in tables)
    if count > MOST_LINES:
        raise TOO_MANY.refusal(count=count, limit=MOST_LINES)
    return tables, skipped


def _tables(
    grids: tuple[Grid, ...], mended: Mapping[str, str], *, loosely: bool
) -> tuple[list[Table], list[Skipped]]:
    tables: list[Table] = []
    skipped: list[Skipped] = []
    for grid in grids:
        if grid.hidden:
            skipped.append(Skipped(sheet=grid.name, place="", told=HIDDEN_SHEET.at(None)))
            continue
        found = find_table(_mended(grid, mended), loosely=loosely)
        if isinstance(found, Table):
            tables.append(found)
        else:
            skipped.append(found)
    return tables, skipped


def read_ledger(
    grids: tuple[Grid, ...],
    register: Register,
    *,
    year: int,
    mappings: Mappings | None = None,
    mended: Mapping[str, str] | None = None,
) -> Reading:
    """All lines of a ledger. ``mappings`` come before what the heads say by themselves.

    ``year`` is that of days that name none, where the title above the table names none either.
    """
    tables, skipped = tables_of(grids, mended)
    known = mappings or {}
    lines: list[Line] = []
    for table in tables:
        columns = known.get(table.signature) or columns_of(table.heads)
        lens = Lens(
            columns=columns,
            register=register,
            language=language_of(table),
            year=_year(table) or year,
            mended=frozenset(mended or {}),
        )
        lines += lines_of(table, lens)
        skipped += [*table.skipped, *_unread(table, columns)]
    return Reading(tables=tuple(tables), lines=tuple(lines), skipped=tuple(skipped))


def language_of(table: Table) -> Language:
    """The language that a ledger is written in."""
    cells = (str(value) for row in table.rows[:50] for value in table.grid.rows[row])
    return detect(" ".join((*table.heads, *cells)))


def _year(table: Table) -> int | None:
    """The year that the title above the table names, or its sheet: 2021年度重点任务台账."""
    for words in (table.title, table.grid.name):
        years = _TITLE_YEAR.findall(words)
        if years:
            return int(years[-1])
    return None


def _unread(table: Table, columns: Columns) -> Iterator[Skipped]:
    for column, head in enumerate(table.heads):
        filled = any(
            column < len(table.grid.rows[row]) and table.grid.rows[row][column] not in ("", None)
            for row in table.rows
        )
        if column not in columns and (head or filled):
            told = COLUMN_UNREAD.at(None, head=head or letters(column))
            yield Skipped(sheet=table.grid.name, place=letters(column), told=told)


def _mended(grid: Grid, mended: Mapping[str, str]) -> Grid:
    """``grid`` with the cells that were written anew."""
    own = {key.rpartition("!")[2]: words for key, words in mended.items() if _of(key, grid)}
    if not own:
        return grid
    rows = [
        tuple(own.get(place_of(at, column), value) for column, value in enumerate(row))
        for at, row in enumerate(grid.rows)
    ]
    return replace(grid, rows=tuple(rows))


def _of(key: str, grid: Grid) -> bool:
    return key.rpartition("!")[0] == grid.name
