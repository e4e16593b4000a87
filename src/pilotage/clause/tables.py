"""Rows of a table as items: units and limit stand in columns of their own."""

import re

from pilotage.base import Language, Span
from pilotage.outline import Node

from . import limits_en, limits_zh, notes_en, notes_zh
from .model import Limit, Mention, Role
from .note import Note

_ROLES = {"lead": Role.LEAD, "responsible": Role.RESPONSIBLE, "support": Role.SUPPORT}
_AS_ABOVE = re.compile(r"(?i)^[(（]?(?:see above|as above|same as above|ditto|同上|同前|〃)[)）]?$")


class RowReader:
    """Reads the rows of a document in order, since "see above" looks back."""

    def __init__(self, text: str, language: Language) -> None:
        self._text = text
        self._zh = language == "zh"
        self._last: dict[str, tuple[Mention, ...]] = {}
        self._limit: Limit | None = None

    def notes(self, node: Node) -> list[Note]:
        """The unit columns of the row as responsibility notes."""
        notes = []
        for column, role in _ROLES.items():
            cell = node.cells.get(column)
            if cell is None:
                continue
            mentions = self._mentions(column, cell, role)
            if mentions:
                notes.append(Note(span=cell, mentions=mentions))
        return sorted(notes, key=lambda n: n.span)

    def _mentions(self, column: str, cell: Span, role: Role) -> tuple[Mention, ...]:
        if _AS_ABOVE.match(cell.quote(self._text)):
            return tuple(
                Mention(name=m.name, span=m.span, role=m.role, inherited=True)
                for m in self._last.get(column, ())
            )
        read_list = notes_zh.read_list if self._zh else notes_en.read_list
        self._last[column] = tuple(read_list(self._text, cell, role))
        return self._last[column]

    def limit(self, node: Node, year: int | None, else_stated: Limit | None) -> Limit | None:
        """What the limit column of the row says, None when it says nothing of time; where the row
        has no such cell, ``else_stated``, what the words of its task say."""
        cell = node.cells.get("limit")
        if cell is None:
            return else_stated
        if not _AS_ABOVE.match(cell.quote(self._text)):
            limit_of_cell = limits_zh.limit_of_cell if self._zh else limits_en.limit_of_cell
            self._limit = limit_of_cell(self._text, cell, year)
        return self._limit


def row_body(text: str, node: Node, begin: int) -> list[Span]:
    """The cells of the row that say what is to be done and reached; a task may take several."""
    task = node.cells["task"]
    spans = _cells(text, Span(min(max(begin, task.start), task.end), task.end))
    if target := node.cells.get("target"):
        spans.append(target)
    return [span for span in sorted(spans) if span.end > span.start] or [task]


def _cells(text: str, span: Span) -> list[Span]:
    """The cells within a span of a row: tabs part them."""
    cells, start = [], span.start
    while (tab := text.find("\t", start, span.end)) >= 0:
        cells.append(Span(start, tab))
        start = tab + 1
    return [*cells, Span(start, span.end)]
