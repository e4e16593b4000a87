"""Word files: paragraphs with printed numbers, tables, footnotes; tracked changes accepted."""

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from pilotage.base import Diagnostic

from .builder import TextBuilder
from .numbering import Numbering, W, read_numbering
from .problems import BOMB, DAMAGED, ENCRYPTED, NOT_WORD

_MAX_PART = 200 * 1024 * 1024
_MAX_RATIO = 200
"""A real document.xml unpacks to 5 to 30 times its packed size; a bomb to a thousand and more."""
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    OSError,
    EOFError,
    NotImplementedError,
    ValueError,
    RuntimeError,
)
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}instrText", _MC_FALLBACK, f"{W}pPr", f"{W}rPr"}
)


def read_docx(data: bytes) -> tuple[TextBuilder, list[Diagnostic]]:
    """The blocks of the file; PilotageError when it is damaged, a bomb, or no Word file."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except zipfile.BadZipFile as error:
        raise DAMAGED.refusal() from error
    with archive:
        body = _part(archive, "word/document.xml")
        if body is None:
            raise NOT_WORD.refusal()
        reader = _Reader(
            read_numbering(_part(archive, "word/numbering.xml")),
            _styles(_part(archive, "word/styles.xml")),
        )
        reader.body(body)
        reader.notes(_part(archive, "word/footnotes.xml"))
    return reader.builder, []


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.flag_bits & 1:
        raise ENCRYPTED.refusal()
    if info.file_size > _MAX_PART or info.file_size > _MAX_RATIO * max(info.compress_size, 5000):
        raise BOMB.refusal()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        with archive.open(info) as part:
            return etree.fromstring(part.read(_MAX_PART + 1), parser)
    except _UNREADABLE as error:
        raise DAMAGED.refusal() from error


class _Style:
    __slots__ = ("depth", "level", "list_id")

    def __init__(self, level: int, list_id: str | None, depth: int) -> None:
        self.level, self.list_id, self.depth = level, list_id, depth


def _styles(root: etree._Element | None) -> dict[str, _Style]:
    """Style id to heading level (0 for none; the title counts as 1) and automatic list."""
    found: dict[str, _Style] = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        name_at, outline = style.find(f"{W}name"), style.find(f"{W}pPr/{W}outlineLvl")
        name = (name_at.get(f"{W}val", "") if name_at is not None else "").lower()
        level = int(outline.get(f"{W}val", "9")) + 1 if outline is not None else 0
        if name.startswith("heading ") and name[8:].isdigit():
            level = int(name[8:])
        elif name == "title":
            level = 1
        list_id, depth = _list_of(style.find(f"{W}pPr"))
        found[style.get(f"{W}styleId", "")] = _Style(level if level < 10 else 0, list_id, depth)
    return found


def _list_of(properties: etree._Element | None) -> tuple[str | None, int]:
    number = properties.find(f"{W}numPr") if properties is not None else None
    if number is None:
        return None, 0
    list_at, depth_at = number.find(f"{W}numId"), number.find(f"{W}ilvl")
    list_id = list_at.get(f"{W}val") if list_at is not None else None
    depth = depth_at.get(f"{W}val", "0") if depth_at is not None else "0"
    return list_id, min(int(depth), 8) if depth.isdigit() else 0


class _Reader:
    def __init__(self, numbering: Numbering, styles: dict[str, _Style]) -> None:
        self.builder = TextBuilder()
        self._numbering = numbering
        self._styles = styles
        self._tables = 0

    def body(self, node: etree._Element) -> None:
        """Every paragraph and table below ``node``, in order."""
        for child in node:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                self.body(child)

    def _paragraph(self, node: etree._Element) -> None:
        properties = node.find(f"{W}pPr")
        style_at = properties.find(f"{W}pStyle") if properties is not None else None
        style = self._styles.get(style_at.get(f"{W}val", "")) if style_at is not None else None
        list_id, depth = _list_of(properties)
        if list_id is None and style is not None:
            list_id, depth = style.list_id, style.depth
        text = _text(node)
        if not text.strip():
            return
        if list_id is not None:
            text = self._numbering.label(list_id, depth) + text
        if style is not None and style.level:
            self.builder.heading(text, style.level)
        else:
            for line in text.split("\n"):
                self.builder.paragraph(line)
        for box in node.iter(f"{W}txbxContent"):
            if not any(a.tag == _MC_FALLBACK for a in box.iterancestors()):
                self.body(box)

    def _table(self, node: etree._Element) -> None:
        self._tables += 1
        table = self._tables
        for row in node.iter(f"{W}tr"):
            cells = [_cell(cell) for cell in row.iter(f"{W}tc")]
            if len(cells) == 1:
                self.builder.paragraph(cells[0])
            else:
                self.builder.row(cells, table)

    def notes(self, root: etree._Element | None) -> None:
        """Footnotes, after the body, set aside as such."""
        for note in root.iter(f"{W}footnote") if root is not None else ():
            if note.get(f"{W}type") is None:
                self.builder.aside(" ".join(_text(p) for p in note.iter(f"{W}p")), "footnote")


def _cell(cell: etree._Element) -> str:
    return " ".join(_text(p) for p in cell.iter(f"{W}p"))


def _text(node: etree._Element) -> str:
    """The visible text of a paragraph: insertions in, deletions out, text boxes apart."""
    parts: list[str] = []
    _gather(node, parts)
    return "".join(parts)


def _gather(node: etree._Element, parts: list[str]) -> None:
    for child in node:
        tag = child.tag
        if tag == f"{W}t":
            parts.append(child.text or "")
        elif tag in (f"{W}tab", f"{W}noBreakHyphen"):
            parts.append("\t" if tag == f"{W}tab" else "-")
        elif tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif tag not in _SKIPPED and tag != f"{W}txbxContent":
            _gather(child, parts)
