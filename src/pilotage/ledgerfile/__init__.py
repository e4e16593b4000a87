"""Ledgers kept as files: any office's table to lines and back, with all that was not read."""

from .book import BASE_SHEET, ONGOING, PARTS, Kept, Part, cell_words, ledger_xlsx
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
from .returned import Edit, Edited, Returned, is_ours, returned
from .tables import words_of
from .template import Filled, fill
from .to_plan import plan_of

__all__ = [
    "BASE_SHEET",
    "ONGOING",
    "PARTS",
    "SEVERAL",
    "Columns",
    "Edit",
    "Edited",
    "Fault",
    "Field",
    "Filled",
    "Kept",
    "Line",
    "Mappings",
    "Named",
    "Part",
    "Reading",
    "Returned",
    "Skipped",
    "Table",
    "cell_words",
    "columns_of",
    "fill",
    "is_ours",
    "language_of",
    "ledger_xlsx",
    "letters",
    "place_of",
    "plan_of",
    "read_ledger",
    "returned",
    "tables_of",
    "words_of",
]
