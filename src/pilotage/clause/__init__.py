"""Who is told to do what, by when, how much: an outline's items read one by one."""

from .cell_dates import stated_in
from .cells import limit_of_cell, units_of_cell
from .from_outline import from_outline
from .model import (
    Clause,
    Clauses,
    Comparison,
    Directive,
    Fate,
    Limit,
    LimitKind,
    Measure,
    Mention,
    Portion,
    Reference,
    Role,
    Target,
)
from .problems import NO_ITEMS, UNREAD_TEXT

__all__ = [
    "NO_ITEMS",
    "UNREAD_TEXT",
    "Clause",
    "Clauses",
    "Comparison",
    "Directive",
    "Fate",
    "Limit",
    "LimitKind",
    "Measure",
    "Mention",
    "Portion",
    "Reference",
    "Role",
    "Target",
    "from_outline",
    "limit_of_cell",
    "stated_in",
    "units_of_cell",
]
