"""What a single cell of a ledger says of units and of time: the words stand alone, in no text."""

from pilotage.base import Language, Span

from . import limits_en, limits_zh, notes_en, notes_zh
from .model import Limit, Mention, Role


def units_of_cell(words: str, language: Language, role: Role) -> list[Mention]:
    """The units that ``words`` name, in ``role`` unless labels among them say otherwise."""
    read_list = notes_zh.read_list if language == "zh" else notes_en.read_list
    return read_list(words, Span(0, len(words)), role)


def limit_of_cell(words: str, language: Language, year: int | None) -> Limit | None:
    """The limit that ``words`` state; ``year`` is that of limits that name none (3月底前)."""
    cell = Span(0, len(words))
    if language == "zh":
        return limits_zh.limit_of_cell(words, cell, year)
    return limits_en.limit_of_cell(words, cell, year)
