"""What a file says, block by block."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pilotage.base import Language, Span


class BlockKind(StrEnum):
    """Heading as the file itself marks it (a style, a tag, a #); paragraph; row of a table."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One stretch of the canonical text.

    ``level`` is the heading level (1 outermost, 0 when it is no heading); ``cells`` are the spans
    of a row's cells; ``table`` numbers the tables of the document from 1 (0 outside tables).
    """

    kind: BlockKind
    span: Span
    level: int = 0
    cells: tuple[Span, ...] = ()
    table: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Text that the reader itself knows to be no part of the document, and why."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as text: every later span indexes ``text``; blocks lie in order and do not overlap.

    ``italics`` are the words that the file sets in italics, in order, where its format tells.
    """

    name: str
    media_type: str
    sha256: str
    language: Language
    text: str
    blocks: tuple[Block, ...]
    asides: tuple[Aside, ...] = ()
    italics: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One sheet as a table of values, for files that are read cell by cell.

    ``rows[0]`` is line 1, ``rows[0][0]`` is A1; a value is text, a float, a bool, a date, a time, a
    length of time, or empty text. ``merged`` are areas of one cell, as top, left, bottom and right
    counted from 0; only the first cell holds the value. ``formulas`` are the formulas of cells, by
    row and column; their values stand in ``rows``.
    """

    name: str
    rows: tuple[tuple[object, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False
