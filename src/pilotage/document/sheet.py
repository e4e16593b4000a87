"""Workbooks (.xlsx, .xls): every row a row; the names of several sheets are headings."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TypeVar

import python_calamine as calamine

from pilotage.base import Diagnostic

from .archive import Archive
from .builder import TextBuilder
from .model import Grid
from .problems import BOMB, DAMAGED, ENCRYPTED, TOO_WIDE
from .table import Cell, Table

T = TypeVar("T")
Formulas = Mapping[str, Mapping[tuple[int, int], str]]
_MOST_CELLS = 2_000_000
_MOST_BYTES = 400 * 1024 * 1024
_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")


def read_workbook(data: bytes, archive: Archive | None) -> tuple[TextBuilder, list[Diagnostic]]:
    """The blocks of a workbook; ``archive`` is its parts when it is a packed one.

    Raises PilotageError when it is encrypted, damaged, or reaches over too many cells.
    """
    if archive is not None:
        _refuse_wide(archive)
    return _opened(data, _read), []


def read_cells(data: bytes) -> tuple[Grid, ...]:
    """All sheets of an .xlsx, hidden ones too; where a workbook is filled in, not read as a text.

    Raises PilotageError when it is none, or reaches over too many cells.
    """
    with Archive(data) as archive:
        if "xl/workbook.xml" not in archive:
            raise DAMAGED.refusal()
        return sheet_grids(data, archive)


def sheet_grids(
    data: bytes, archive: Archive | None, formulas: Formulas | None = None
) -> tuple[Grid, ...]:
    """All sheets of a workbook with values, merged areas and ``formulas`` (by sheet and cell).

    Raises PilotageError when it is encrypted, damaged, or reaches over too many cells.
    """
    if archive is not None:
        _refuse_wide(archive)
    return _opened(data, lambda workbook: tuple(_grids(workbook, formulas or {})))


def _grids(workbook: calamine.CalamineWorkbook, formulas: Formulas) -> Iterator[Grid]:
    for meta in workbook.sheets_metadata:
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        if sheet.total_height * sheet.total_width > _MOST_CELLS:
            raise TOO_WIDE.refusal(cells=_MOST_CELLS, limit=_MOST_CELLS)
        rows = sheet.to_python(skip_empty_area=False)
        yield Grid(
            name=meta.name,
            rows=tuple(tuple(row) for row in rows),
            merged=tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ()),
            formulas=formulas.get(meta.name, {}),
            hidden=meta.visible != calamine.SheetVisibleEnum.Visible,
        )


def _opened(data: bytes, read: Callable[[calamine.CalamineWorkbook], T]) -> T:
    """What ``read`` finds in the workbook; PilotageError when it cannot be opened."""
    try:
        return read(calamine.CalamineWorkbook.from_filelike(BytesIO(data)))
    except calamine.PasswordError as error:
        raise ENCRYPTED.refusal() from error
    except (calamine.CalamineError, OSError, ValueError, TypeError, OverflowError) as error:
        raise DAMAGED.refusal() from error
    except BaseException as error:
        # calamine is Rust: what it did not foresee comes up as a panic, which is no Exception
        if type(error).__name__ == "PanicException":
            raise DAMAGED.refusal() from error
        raise


def _refuse_wide(archive: Archive) -> None:
    """A sheet with one cell in its last corner would be laid out whole in memory."""
    if archive.size() > _MOST_BYTES:
        raise BOMB.refusal()
    for name in archive.names():
        if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
            continue
        low, high = [1 << 30, 1 << 30], [0, 0]
        for match in _PLACE.finditer(archive.part(name) or b""):
            place = int(match[2]), _column(match[1])
            low = [min(low[0], place[0]), min(low[1], place[1])]
            high = [max(high[0], place[0]), max(high[1], place[1])]
        cells = (high[0] - low[0] + 1) * (high[1] - low[1] + 1)
        if high[0] and cells > _MOST_CELLS:
            raise TOO_WIDE.refusal(cells=_MOST_CELLS, limit=_MOST_CELLS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _read(workbook: calamine.CalamineWorkbook) -> TextBuilder:
    builder = TextBuilder()
    visible = calamine.SheetVisibleEnum.Visible
    shown = sum(meta.visible == visible for meta in workbook.sheets_metadata)
    tables = 0
    for meta in workbook.sheets_metadata:
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        if sheet.height * sheet.width > _MOST_CELLS:
            raise TOO_WIDE.refusal(cells=_MOST_CELLS, limit=_MOST_CELLS)
        rows = [[_words(value) for value in row] for row in sheet.to_python()]
        if not any(any(row) for row in rows):
            continue
        if meta.visible != visible:
            for row in rows:
                builder.aside("\t".join(row), "hidden-sheet")
            continue
        if shown > 1:
            builder.heading(meta.name, 1)
        else:
            builder.aside(meta.name, "sheet-name")
        tables += 1
        _table(rows, sheet).tell(builder, tables)
    return builder


def _table(rows: list[list[str]], sheet: calamine.CalamineSheet) -> Table:
    """The rows of a sheet, its merged cells as such."""
    table = Table()
    top, left = sheet.start or (0, 0)
    spans = {
        (first[0] - top, first[1] - left): (last[0] - first[0] + 1, last[1] - first[1] + 1)
        for first, last in sheet.merged_cell_ranges or ()
    }
    for at, row in enumerate(rows):
        table.add(_cells(at, row, spans))
    return table


def _cells(
    at: int, row: list[str], spans: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[Cell]:
    for column, words in enumerate(row):
        down, across = spans.get((at, column), (1, 1))
        yield Cell(words, column, down, across)


def _words(value: object) -> str:
    """A cell's value as it is read: dates by year, month, day; whole numbers without a point."""
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time.min
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return " ".join(str(value).split()) if value is not None else ""
