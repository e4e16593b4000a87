"""A government web page: its blocks in order; menus, share bars and the like set aside."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from .builder import ITALIC, UPRIGHT, TextBuilder, tightened
from .furniture import Furniture, reason_of
from .problems import BAD_PAGE
from .table import Cell, Table

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "hr",
        "br",
    ]
)
_SILENT = frozenset(
    ["script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select"]
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"[ \t\r\n]+")
_SLANTED = frozenset(["em", "i", "cite"])
_MAX_CELL = 1600
"""A table whose cells are longer than this lays out a page instead of listing facts."""
_MOST_SPAN = 1000


def read_html(text: str) -> TextBuilder:
    """The blocks of the page; PilotageError when the markup holds nothing that can be parsed.

    The parser opens no network connection, expands no entity of a document type, and stops at a
    nesting of 256.
    """
    root = _parsed(text)
    walk = _Walk(Furniture(root))
    walk.visit(root)
    walk.flush()
    return walk.builder


def tables_of(text: str) -> list[list[list[Cell]]]:
    """The rows of every table of the page that holds no other table, for files that are tables.

    PilotageError when the markup holds nothing that can be parsed.
    """
    tables = (t for t in _parsed(text).iter("table") if t.find(".//table") is None)
    found = []
    for table in tables:
        nodes = list(table.iter("tr"))
        found.append([list(_cells(row, len(nodes) - at)) for at, row in enumerate(nodes)])
    return [rows for rows in found if any(rows)]


def _parsed(text: str) -> lxml_html.HtmlElement:
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(_XML_DECLARATION.sub("", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise BAD_PAGE.refusal() from error


class _Walk:
    """Visits elements in document order and closes a block at each block-level border."""

    def __init__(self, furniture: Furniture) -> None:
        self.builder = TextBuilder()
        self._known = furniture
        self._inline: list[str] = []
        self._level = 0
        self._aside: str | None = None
        self._tables = 0

    def visit(self, node: lxml_html.HtmlElement) -> None:
        """The text of ``node`` and all below it (its tail is its parent's)."""
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _SILENT:
            return
        border = tag in _BLOCKS or tag in _HEADINGS
        outer = self._aside
        reason = outer or (self._known.reason(node) if border or tag == "span" else None)
        if border or reason != outer:
            self.flush()
        self._aside = reason
        if tag == "table" and not reason and (rows := _facts(node)):
            self._table(rows)
        else:
            self._inside(node, tag)
        if border or reason != outer:
            self.flush()
        self._aside = outer

    def _inside(self, node: lxml_html.HtmlElement, tag: str) -> None:
        level = self._level
        self._level = _HEADINGS.get(tag, level)
        if tag in _SLANTED:
            self._inline.append(ITALIC)
        self._say(node.text)
        for child in node:
            self.visit(child)
            self._say(child.tail)
        if tag in _SLANTED:
            self._inline.append(UPRIGHT)
        if tag in _HEADINGS:
            self.flush()
        self._level = level

    def _say(self, text: str | None) -> None:
        if text:
            self._inline.append(_SPACE.sub(" ", text))

    def _table(self, rows: list[list[Cell]]) -> None:
        self._tables += 1
        table = Table()
        for row in rows:
            table.add(row)
        table.tell(self.builder, self._tables)

    def flush(self) -> None:
        """Close the block being gathered."""
        text = "".join(self._inline)
        if ITALIC in text or UPRIGHT in text:
            text = tightened(text)
        text = text.strip(" ")
        self._inline.clear()
        if not text.strip():
            return
        if reason := self._aside or reason_of(text):
            self.builder.aside(text, reason)
        elif self._level:
            self.builder.heading(text, self._level)
        else:
            self.builder.paragraph(text)


def _facts(table: lxml_html.HtmlElement) -> list[list[Cell]]:
    """The rows of a table that lists facts; empty when it only lays out the page."""
    if table.find(".//table") is not None:
        return []
    nodes = list(table.iter("tr"))
    rows = [list(_cells(row, len(nodes) - at)) for at, row in enumerate(nodes)]
    cells = [cell for row in rows for cell in row]
    wide = sum(len(row) >= 2 for row in rows)
    if wide < 2 or max((len(cell.text) for cell in cells), default=0) > _MAX_CELL:
        return []
    return rows


def _cells(row: lxml_html.HtmlElement, rows_left: int) -> Iterator[Cell]:
    for cell in row:
        if cell.tag in ("td", "th"):
            down = _span(cell.get("rowspan"))
            yield Cell(
                " ".join(" ".join(_texts(cell)).split()),
                down=rows_left if down == 0 else min(down, rows_left),
                across=max(_span(cell.get("colspan")), 1),
            )


def _texts(node: lxml_html.HtmlElement) -> Iterator[str]:
    """The words of a cell, its paragraphs and lines parted, its inline marks not."""
    inline = node.text or ""
    for child in node:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _SILENT:
            pass
        elif tag in _BLOCKS or tag in _HEADINGS:
            yield inline
            inline = ""
            yield from _texts(child)
        else:
            inner = list(_texts(child))
            inline += inner.pop(0)
            for more in inner:
                yield inline
                inline = more
        inline += child.tail or ""
    yield inline


def _span(value: str | None) -> int:
    value = (value or "1").strip()
    return min(int(value), _MOST_SPAN) if value.isdecimal() and len(value) < 6 else 1
