"""Ledgers kept as files: any office's table to lines and back, with all that was not read."""

from .heads import columns_of
from .model import (
    SEVERAL,
    Columns,
    Fault,
    Field,
    Line,
    Named,
    Reading,
    Skipped,
    Table,
    letters,
    place_of,
)
from .read import Mappings, language_of, read_ledger, tables_of
from .tables import words_of
from .to_plan import plan_of

__all__ = [
    "SEVERAL",
    "Columns",
    "Fault",
    "Field",
    "Line",
    "Mappings",
    "Named",
    "Reading",
    "Skipped",
    "Table",
    "columns_of",
    "language_of",
    "letters",
    "place_of",
    "plan_of",
    "read_ledger",
    "tables_of",
    "words_of",
]
