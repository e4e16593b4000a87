"""A government web page: its blocks in order; menus, share bars and the like set aside."""

import re

from lxml import etree
from lxml import html as lxml_html

from .builder import TextBuilder
from .problems import BAD_PAGE

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "form",
        "header",
        "li",
        "main",
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
_FURNITURE = frozenset(["nav", "footer", "aside", "menu", "button"])
_BUTTONS = re.compile(
    r"^[\s【】|｜]*(?:(?:打印本页|打印|关闭窗口|关闭|分享到?|收藏|返回顶部|字体[：:]?|[大中小]|纠错"
    r"|print|close|share|back to top|skip to (?:main )?content)[\s【】|｜]*)+$",
    re.IGNORECASE,
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"[ \t\r\n]+")
_MAX_CELL = 1600
"""A table whose cells are longer than this lays out a page instead of listing facts."""


def read_html(text: str) -> TextBuilder:
    """The blocks of the page; PilotageError when the markup holds nothing that can be parsed.

    The parser opens no network connection, expands no entity of a document type, and stops at a
    nesting of 256.
    """
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(_XML_DECLARATION.sub("", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise BAD_PAGE.refusal() from error
    walk = _Walk()
    walk.visit(root)
    walk.flush()
    return walk.builder


class _Walk:
    """Visits elements in document order and closes a block at each block-level border."""

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self._inline: list[str] = []
        self._level = 0
        self._furniture = 0
        self._tables = 0

    def visit(self, node: lxml_html.HtmlElement) -> None:
        """The text of ``node`` and all below it (its tail is its parent's)."""
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _SILENT:
            return
        if tag == "table" and (rows := _facts(node)):
            self._table(rows)
            return
        border = tag in _BLOCKS or tag in _HEADINGS or tag in _FURNITURE
        if border:
            self.flush()
        self._level = _HEADINGS.get(tag, self._level)
        self._furniture += tag in _FURNITURE
        self._say(node.text)
        for child in node:
            self.visit(child)
            self._say(child.tail)
        if border:
            self.flush()
        self._furniture -= tag in _FURNITURE
        self._level = 0 if tag in _HEADINGS else self._level

    def _say(self, text: str | None) -> None:
        if text:
            self._inline.append(_SPACE.sub(" ", text))

    def _table(self, rows: list[list[str]]) -> None:
        self.flush()
        self._tables += 1
        for row in rows:
            self.builder.row(row, self._tables)

    def flush(self) -> None:
        """Close the block being gathered."""
        text = "".join(self._inline).strip(" ")
        self._inline.clear()
        if not text.strip():
            return
        if self._furniture:
            self.builder.aside(text, "page-furniture")
        elif _BUTTONS.match(text):
            self.builder.aside(text, "page-button")
        elif self._level:
            self.builder.heading(text, self._level)
        else:
            self.builder.paragraph(text)


def _facts(table: lxml_html.HtmlElement) -> list[list[str]]:
    """The rows of a table that lists facts; empty when it only lays out the page."""
    if table.find(".//table") is not None:
        return []
    rows = [
        [" ".join(cell.text_content().split()) for cell in row if cell.tag in ("td", "th")]
        for row in table.iter("tr")
    ]
    cells = [cell for row in rows for cell in row]
    wide = sum(len(row) >= 2 for row in rows)
    if wide < 2 or max(map(len, cells), default=0) > _MAX_CELL:
        return []
    return rows
