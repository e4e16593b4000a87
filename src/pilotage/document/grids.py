"""Files that are tables, cell by cell: .xlsx, .xls, .csv, a web page called .xls, and the like."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pilotage.base import Diagnostic

from .archive import Archive
from .charset import decode
from .delimited import rows_of
from .model import Grid
from .problems import EMPTY, ENCRYPTED, MACROS, NOT_A_TABLE, OLD_WORKBOOK, TOO_LARGE
from .read import (
    MAX_BYTES,
    OLE,
    declared,
    foreign_package,
    is_html,
    refuse_foreign,
    stream,
)
from .table import Cell

Found = tuple[tuple[Grid, ...], list[Diagnostic]]
Cells = dict[str, dict[tuple[int, int], str]]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_HERE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FORMULA = re.compile(
    rb"""<c\b[^>]*?\sr=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>\s*<f\b[^>]*?(?:/>|>([^<]{0,500})[^<]*</f>)"""
)
_ERROR = re.compile(
    rb"""<c\b(?=[^>]*\st=["']e["'])[^>]*?\sr=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>"""
    rb"""(?:\s*<f\b[^>]*?(?:/>|>[^<]*</f>))?\s*<v>([^<]{1,40})</v>"""
)
_MOST_PLACES = 2_000_000


def read_grids(data: bytes, name: str) -> Found:
    """The sheets of ``data``, hidden ones too, and what is to be said of the file as a whole.

    ``name`` is the file's name and only breaks ties of format. Raises PilotageError, in one
    sentence, for what is no table: empty, too large, encrypted, damaged, another kind of file.
    """
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise EMPTY.refusal()
    if len(data) > MAX_BYTES:
        raise TOO_LARGE.refusal(size=f"{len(data) / 1048576:.0f}", limit=MAX_BYTES // 1048576)
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith(OLE):
        return _compound(data)
    if b"urn:schemas-microsoft-com:office:spreadsheet" in data[:4096] and b"<?xml" in data[:60]:
        from . import office

        return _packed(office.convert(data, office.XML_SHEET))
    if b"%PDF-" in data[:1024] or data.startswith(b"{\\rtf"):
        raise NOT_A_TABLE.refusal()
    refuse_foreign(data)
    return _text(data, name)


def _packed(data: bytes) -> Found:
    with Archive(data) as archive:
        if "xl/workbook.xml" in archive:
            from .sheet import sheet_grids

            notes = [MACROS.at(None)] if "xl/vbaproject.bin" in archive else []
            formulas, errors = _beside_values(archive)
            grids = sheet_grids(data, archive, formulas)
            return tuple(_with_errors(grid, errors.get(grid.name, {})) for grid in grids), notes
        foreign = foreign_package(archive)
        if foreign is None or foreign.target != "xlsx":
            raise NOT_A_TABLE.refusal()
        from .office import convert

        return _packed(convert(data, foreign))


def _beside_values(archive: Archive) -> tuple[Cells, Cells]:
    """The formulas of every sheet by its name, and the errors that its cells show, both by cell;
    parts that cannot be followed have none."""
    book, ties = archive.xml("xl/workbook.xml"), archive.xml("xl/_rels/workbook.xml.rels")
    if book is None or ties is None:
        return {}, {}
    targets = {str(tie.get("Id")): str(tie.get("Target")) for tie in ties}
    formulas: Cells = {}
    errors: Cells = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(str(sheet.get(_HERE)), "").removeprefix("/xl/")
        part = archive.part(f"xl/{target}") or b""
        formulas[str(sheet.get("name"))] = _found(_FORMULA, part) if b"<f" in part else {}
        errors[str(sheet.get("name"))] = _found(_ERROR, part) if b't="e"' in part else {}
    return formulas, errors


def _found(form: re.Pattern[bytes], part: bytes) -> dict[tuple[int, int], str]:
    return {
        (int(match[2]) - 1, _column(match[1])): html.unescape(
            (match[3] or b"").decode("utf-8", errors="replace")
        )
        for match in form.finditer(part)
    }


def _with_errors(grid: Grid, errors: Mapping[tuple[int, int], str]) -> Grid:
    """The grid with its errors where the library leaves the cells empty."""
    if not errors:
        return grid
    rows = [list(row) for row in grid.rows]
    for (row, column), shown in errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = shown
    return replace(grid, rows=tuple(map(tuple, rows)))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _compound(data: bytes) -> Found:
    """A workbook of the time before .xlsx; an encrypted one of today."""
    if stream("EncryptedPackage") in data:
        raise ENCRYPTED.refusal()
    if stream("WordDocument") in data or not (
        stream("Workbook") in data or stream("Book\0") in data
    ):
        raise NOT_A_TABLE.refusal()
    from .sheet import sheet_grids

    return sheet_grids(data, None), [OLD_WORKBOOK.at(None)]


def _text(data: bytes, name: str) -> Found:
    text, problems = decode(declared(data))
    if is_html(text, name):
        from .html import tables_of

        tables = tables_of(text)
        if not tables:
            raise NOT_A_TABLE.refusal()
        return tuple(_laid_out(str(at), rows) for at, rows in enumerate(tables, 1)), problems
    rows = tuple(tuple(row) for row in rows_of(text))
    if max(map(len, rows), default=0) < 2:
        raise NOT_A_TABLE.refusal()
    return (Grid(name="1", rows=rows),), problems


def _laid_out(name: str, rows: Iterable[Iterable[Cell]]) -> Grid:
    """Cells that span rows and columns, each in its place."""
    places: list[list[object]] = []
    merged: list[tuple[int, int, int, int]] = []
    taken: dict[tuple[int, int], bool] = {}
    for at, row in enumerate(rows):
        line: list[object] = []
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            line += [""] * (column - len(line)) + [cell.text]
            down, across = max(cell.down, 1), max(cell.across, 1)
            if down * across > 1 and len(taken) < _MOST_PLACES:
                merged.append((at, column, at + down - 1, column + across - 1))
                taken |= dict.fromkeys(
                    ((at + d, column + a) for d in range(down) for a in range(across)), True
                )
            column += across
        places.append(line)
    return Grid(name=name, rows=tuple(map(tuple, places)), merged=tuple(merged))
