"""Word files: paragraphs with printed numbers, tables, boxes, notes; tracked changes accepted."""

from collections.abc import Iterator

from lxml import etree

from pilotage.base import Diagnostic

from .archive import Archive
from .builder import TextBuilder
from .numbering import Numbering, W, read_numbering
from .problems import NO_TEXT_PART, NOT_WORD
from .styles import Style, Styles, list_of, outline_level
from .table import Cell, Table
from .words import DELETED, words_of

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PASSED_BY = DELETED | {f"{_MC}Fallback", f"{W}sdtPr", f"{W}sectPr", f"{W}pPr", f"{W}rPr"}
_WRAPPERS = frozenset(
    {f"{W}{tag}" for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
)
_HEADING_LENGTH = 200
_MAX_CELL = 1600
"""A table whose cells are longer than this lays out a page instead of listing facts."""


def read_docx(archive: Archive) -> tuple[TextBuilder, list[Diagnostic]]:
    """The blocks of the file; PilotageError when it is damaged, a bomb, or no Word file."""
    root = archive.xml("word/document.xml")
    if root is None:
        raise NOT_WORD.refusal()
    styles = Styles(archive.xml("word/styles.xml"))
    numbering = read_numbering(archive.xml("word/numbering.xml"), styles.lists)
    reader = _Reader(numbering, styles)
    reader.body(root)
    for part, tag in (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment")):
        reader.notes(archive.xml(f"word/{part}.xml"), tag)
    problems = [NO_TEXT_PART.at(None, part="altChunk")] if _embeds(root) else []
    return reader.builder, problems


def _embeds(root: etree._Element) -> bool:
    return next(root.iter(f"{W}altChunk"), None) is not None


class _Reader:
    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self.builder = TextBuilder()
        self._numbering = numbering
        self._styles = styles
        self._tables = 0
        self._carried = ""

    def body(self, node: etree._Element) -> None:
        """Every paragraph and table below ``node``, in order."""
        for child in node:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag not in _PASSED_BY and isinstance(child.tag, str):
                self.body(child)

    def _paragraph(self, node: etree._Element) -> None:
        text, style = self._read(node)
        if text is not None:
            self._say(text, style)
        for box in _boxes(node):
            self.body(box)

    def _say(self, text: str, style: Style) -> None:
        if style.contents:
            self.builder.aside(text, "table-of-contents")
        elif style.level and len(text) <= _HEADING_LENGTH:
            self.builder.heading(" ".join(text.split("\n")), style.level)
        else:
            for line in text.split("\n"):
                self.builder.paragraph(line)

    def _read(self, node: etree._Element) -> tuple[str | None, Style]:
        """A paragraph's words with its printed number, and its style; None when it has none.

        A paragraph whose mark was deleted goes on in the next one.
        """
        properties = node.find(f"{W}pPr")
        style_at = properties.find(f"{W}pStyle") if properties is not None else None
        name = style_at.get(f"{W}val") if style_at is not None else None
        style = self._styles.of(name)
        words = words_of(node)
        for hidden in words.hidden:
            self.builder.aside(hidden, "hidden-text")
        text = self._carried + words.text
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried = text
            return None, style
        self._carried = ""
        if not text.strip():
            return None, style
        stated = outline_level(properties)
        if stated is not None and not style.contents:
            style = Style(level=stated, list_id=style.list_id, depth=style.depth)
        return self._label(properties, name, style) + text, style

    def _label(self, properties: etree._Element | None, name: str | None, style: Style) -> str:
        list_id, depth = list_of(properties)
        if list_id is None:
            list_id = style.list_id
            depth = style.depth if depth is None else depth
        if list_id is None:
            return ""
        if depth is None:
            depth = self._numbering.depth_of(list_id, name)
        return self._numbering.label(list_id, depth or 0)

    def _table(self, node: etree._Element) -> None:
        rows = [row for row in _below(node, "tr") if row.find(f"{W}trPr/{W}del") is None]
        cells = [list(_below(row, "tc")) for row in rows]
        if all(len(row) <= 1 for row in cells) or self._lays_out(cells):
            for row in cells:
                for cell in row:
                    self.body(cell)
            return
        table = Table()
        merges = _merged_down(rows, cells)
        for at, row in enumerate(cells):
            table.add(self._cells(rows[at], row, merges, at))
        self._tables += 1
        table.tell(self.builder, self._tables)

    def _lays_out(self, cells: list[list[etree._Element]]) -> bool:
        return any(
            sum(len(t.text or "") for t in cell.iter(f"{W}t")) > _MAX_CELL
            for row in cells
            for cell in row
        )

    def _cells(
        self,
        node: etree._Element,
        row: list[etree._Element],
        merges: dict[tuple[int, int], int],
        at: int,
    ) -> Iterator[Cell]:
        for column, cell in _placed(node, row):
            if _merge(cell) == "continue" and merges.get((at, column)) is None:
                continue
            texts = [self._read(p)[0] for p in _paragraphs(cell)]
            words = " ".join(" ".join((text or "").split()) for text in texts if text)
            yield Cell(words, column, merges.get((at, column), 1), _span(cell))

    def notes(self, root: etree._Element | None, tag: str) -> None:
        """Footnotes, endnotes or comments, after the body, set aside as such."""
        for note in root.iter(f"{W}{tag}") if root is not None else ():
            if note.get(f"{W}type") in (None, "normal"):
                words = " ".join(words_of(p).text for p in note.iter(f"{W}p"))
                self.builder.aside(words, tag)


def _below(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children with that tag, also those inside content controls and tracked insertions."""
    for child in node:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _below(child, tag)


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell, those of tables inside it too."""
    for child in cell:
        if child.tag == f"{W}p":
            yield child
            for box in _boxes(child):
                yield from _paragraphs(box)
        elif child.tag not in _PASSED_BY and isinstance(child.tag, str):
            yield from _paragraphs(child)


def _boxes(node: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a paragraph; those inside a box belong to the paragraphs of that box."""
    for child in node:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag not in _PASSED_BY and len(child):
            yield from _boxes(child)


def _placed(
    node: etree._Element, row: list[etree._Element]
) -> Iterator[tuple[int, etree._Element]]:
    """Each cell of a row with the column in which it begins."""
    before = node.find(f"{W}trPr/{W}gridBefore")
    column = _number(before.get(f"{W}val", "0")) if before is not None else 0
    for cell in row:
        yield column, cell
        column += _span(cell)


def _merged_down(
    rows: list[etree._Element], cells: list[list[etree._Element]]
) -> dict[tuple[int, int], int]:
    """(row, column) of a cell that is merged with cells below it, to the number of rows."""
    begun: dict[int, int] = {}
    found: dict[tuple[int, int], int] = {}
    for at, (node, row) in enumerate(zip(rows, cells, strict=True)):
        placed = dict(_placed(node, row))
        kinds = {column: _merge(cell) for column, cell in placed.items()}
        begun = {c: r for c, r in begun.items() if kinds.get(c) == "continue"}
        for column, kind in kinds.items():
            if column in begun:
                found[begun[column], column] = at - begun[column] + 1
            elif kind:
                begun[column] = at
                found[at, column] = 1
    return found


def _merge(cell: etree._Element) -> str | None:
    at = cell.find(f"{W}tcPr/{W}vMerge")
    return at.get(f"{W}val", "continue") if at is not None else None


def _span(cell: etree._Element) -> int:
    at = cell.find(f"{W}tcPr/{W}gridSpan")
    return max(_number(at.get(f"{W}val", "1")), 1) if at is not None else 1


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0
