"""The office's own workbook filled with today's state: its heads, widths, looks and print settings.

The file is opened by openpyxl, which keeps these; pictures and drawn shapes it does not keep. Rows
beneath the heads are the office's samples and are written over; what stands below them (sums,
notes, signatures) moves down. Text is always written as text, whatever sign it begins with, and
shown as text by the spreadsheet program when it is saved again in another format.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from pilotage.report import fit_cell

from .model import Columns, Field, Table
from .problems import NOT_A_TEMPLATE

Filled = Mapping[Field, str | int | date | None]
"""What the columns of one row hold; a progress is a whole number of percent."""

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "|", "%")
"""With these, programs take text for a formula when a table passes through a .csv (OWASP)."""


def fill(data: bytes, table: Table, columns: Columns, rows: Sequence[Filled]) -> bytes:
    """The workbook ``data`` with ``rows`` in ``table``, its first one, by ``columns``.

    PilotageError when the file is no .xlsx that can be opened for writing.
    """
    book = _opened(data)
    sheet = book[table.grid.name]
    first = table.head + 2
    last = max(table.rows, default=table.head) + 1
    foot = _taken_out(sheet, max(last, first) + 1)
    looks = [_look(sheet, first, column) for column in range(1, sheet.max_column + 1)]
    height = sheet.row_dimensions[first].height
    _cleared(sheet, first, last)
    for place, row in enumerate(rows, first):
        sheet.row_dimensions[place].height = height
        for look in looks:
            look.put_on(sheet.cell(place, look.column))
        for column, said in columns.items():
            _write(sheet.cell(place, column + 1), row.get(said))
    foot.put_back(sheet, first + max(len(rows), 1))
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _opened(data: bytes) -> Any:
    import openpyxl

    if not data.startswith(b"PK"):
        raise NOT_A_TEMPLATE.refusal()
    try:
        return openpyxl.load_workbook(BytesIO(data))
    except Exception as error:  # whatever a strange workbook makes the library stumble over
        raise NOT_A_TEMPLATE.refusal() from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How the cells of a column look in the first row beneath the heads."""

    column: int
    style: Any

    def put_on(self, cell: Any) -> None:
        cell._style = copy(self.style)


def _look(sheet: Any, row: int, column: int) -> _Look:
    return _Look(column=column, style=sheet.cell(row, column)._style)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Foot:
    """What stood below the rows: values, looks, heights and merged areas, by rows from 0."""

    start: int
    cells: Sequence[tuple[int, int, Any, Any]]
    heights: Mapping[int, float | None]
    merged: Sequence[tuple[int, int, int, int]]

    def put_back(self, sheet: Any, start: int) -> None:
        for row, column, value, style in self.cells:
            cell = sheet.cell(start + row, column)
            cell.value = value
            cell._style = copy(style)
        for row, height in self.heights.items():
            sheet.row_dimensions[start + row].height = height
        for top, left, bottom, right in self.merged:
            sheet.merge_cells(
                start_row=start + top,
                start_column=left,
                end_row=start + bottom,
                end_column=right,
            )


def _taken_out(sheet: Any, start: int) -> _Foot:
    """All from row ``start`` on, taken off the sheet."""
    areas = [one for one in sheet.merged_cells.ranges if one.min_row >= start]
    for one in areas:
        sheet.unmerge_cells(str(one))
    cells = []
    heights = {}
    for row in range(start, sheet.max_row + 1):
        heights[row - start] = sheet.row_dimensions[row].height
        for column in range(1, sheet.max_column + 1):
            cell = sheet.cell(row, column)
            cells.append((row - start, column, cell.value, copy(cell._style)))
            cell.value = None
    merged = [(o.min_row - start, o.min_col, o.max_row - start, o.max_col) for o in areas]
    return _Foot(start=start, cells=cells, heights=heights, merged=merged)


def _cleared(sheet: Any, first: int, last: int) -> None:
    """The sample rows emptied; areas that are merged within them are parted."""
    for one in [m for m in sheet.merged_cells.ranges if first <= m.min_row <= max(last, first)]:
        sheet.unmerge_cells(str(one))
    for row in range(first, last + 1):
        for column in range(1, sheet.max_column + 1):
            sheet.cell(row, column).value = None


def _write(cell: Any, value: str | int | date | None) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        kept = cell.number_format
        cell.value = value
        cell.number_format = kept if cell.is_date and kept != "General" else "yyyy-mm-dd"
    elif isinstance(value, int):
        cell.value = value / 100 if "%" in cell.number_format else value
    else:
        words = fit_cell(value)
        cell.value = words
        cell.data_type = "s"
        if words.startswith(_FORMULA_SIGNS):
            cell.quotePrefix = True
