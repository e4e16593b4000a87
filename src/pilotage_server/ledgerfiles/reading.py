"""A brought file as it is read: the same bytes, columns and mended cells give the same lines."""

import json
from collections.abc import Mapping
from functools import lru_cache

from pilotage.base import Diagnostic
from pilotage.document import Grid, read_grids
from pilotage.ledgerfile import Field, Reading, Table, columns_of, read_ledger, tables_of
from pilotage_server.documents.store import place_of
from pilotage_server.units.names import register

from .choosing import is_choice
from .models import LedgerFileRow, MappingRow


def reading_of(row: LedgerFileRow) -> Reading:
    """All lines of the file; PilotageError when it cannot be read."""
    cells = {key: words for key, words in row.mended.items() if not is_choice(key)}
    said = json.dumps([columns_in_force(row), cells], sort_keys=True)
    return _reading(row.sha256, row.name, said, row.at.year)


def tables(row: LedgerFileRow) -> list[Table]:
    """The tables of the file."""
    return _tables(row.sha256, row.name)


def notes(row: LedgerFileRow) -> list[Diagnostic]:
    """What is to be said of the file as a whole."""
    return _grids(row.sha256, row.name)[1]


def columns_in_force(row: LedgerFileRow) -> dict[str, dict[str, str]]:
    """What the columns mean, by signature and column: as this file says, else as the programme
    remembers it, else by the heads."""
    known = _remembered(row)
    found: dict[str, dict[str, str]] = {}
    for table in tables(row):
        by_head = {str(at): field.value for at, field in columns_of(table.heads).items()}
        mark = table.signature
        found[mark] = row.columns.get(mark) or known.get(mark) or by_head
    return found


def _remembered(row: LedgerFileRow) -> dict[str, dict[str, str]]:
    rows = MappingRow.objects.filter(programme=row.programme_id) if row.programme_id else ()
    return {one.signature: one.columns for one in rows}


@lru_cache(maxsize=2)
def _grids(sha256: str, name: str) -> tuple[tuple[Grid, ...], list[Diagnostic]]:
    return read_grids(place_of(sha256).read_bytes(), name)


@lru_cache(maxsize=2)
def _tables(sha256: str, name: str) -> list[Table]:
    found, _skipped = tables_of(_grids(sha256, name)[0])
    return found


@lru_cache(maxsize=2)
def _reading(sha256: str, name: str, said: str, year: int) -> Reading:
    columns: Mapping[str, Mapping[str, str]]
    columns, mended = json.loads(said)
    mappings = {
        mark: {int(at): Field(field) for at, field in one.items()} for mark, one in columns.items()
    }
    grids, _notes = _grids(sha256, name)
    return read_ledger(grids, register(), year=year, mappings=mappings, mended=mended)
