"""Pages of signs at places to the text of a document: what PDF and OFD have in common."""

from collections.abc import Iterable, Iterator

from pilotage.base import Diagnostic, Kind

from .builder import TextBuilder
from .grid import Grid, split_tables
from .lines import lines_of, share_borders
from .page import Line, Page
from .paragraphs import Paragraph, body_size, paragraphs_of
from .problems import PICTURE_PAGES, RECOGNISED
from .running import Furniture, set_aside
from .table import Table

_HEADING_LENGTH = 160
_COVER_LEVELS = 2
"""Sizes of title and subtitle; what is smaller on the page of the title is date and place."""


def read_pages(pages: Iterable[Page]) -> tuple[TextBuilder, list[Diagnostic]]:
    """The blocks of a document, given its pages; pages that are only pictures are told."""
    reader = _Reader()
    sheets = []
    pictures: dict[Kind, list[int]] = {PICTURE_PAGES: [], RECOGNISED: []}
    for page in pages:
        if page.picture:
            pictures[RECOGNISED if page.glyphs else PICTURE_PAGES].append(page.number)
        grids, rest = split_tables(page.glyphs, page.rules)
        page.glyphs = []
        sheets.append((page, lines_of(rest), grids))
    furniture = set_aside([(page, lines) for page, lines, _ in sheets])
    reader.read([(page, furniture.kept(lines), grids) for page, lines, grids in sheets])
    reader.leave(furniture)
    return reader.builder, [
        kind.at(None, pages=_runs(numbers)) for kind, numbers in pictures.items() if numbers
    ]


def _runs(numbers: list[int]) -> str:
    """Page numbers with runs drawn together: ``1–3, 7``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


class _Reader:
    """``_cover`` is the page of the title and what stands around it: 0 unknown, -1 left behind."""

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self._waiting: list[Line] = []
        self._tables = 0
        self._body = 0.0
        self._cover = 0
        self._sizes: list[float] = []
        self._open: tuple[Table, Grid] | None = None

    def read(self, sheets: list[tuple[Page, list[Line], list[Grid]]]) -> None:
        """All pages in order."""
        lines = [line for _, found, _ in sheets for line in found]
        share_borders(lines)
        self._body = body_size(lines)
        sizes = {round(line.size) for line in lines if line.size > 1.12 * self._body}
        self._sizes = sorted(sizes, reverse=True)
        for _, found, grids in sheets:
            for part in _in_order(found, grids):
                if isinstance(part, Grid):
                    self._grid(part)
                else:
                    self._close_table()
                    self._waiting.append(part)
        self._flush()
        self._close_table()

    def leave(self, furniture: Furniture) -> None:
        """What was set aside, after the text, so that no paragraph is cut by it."""
        for text, reason in furniture.asides:
            self.builder.aside(text, reason)

    def _grid(self, grid: Grid) -> None:
        """A table; one with the same columns right after another is its other half."""
        self._flush()
        if self._open and not _same_columns(self._open[1], grid):
            self._close_table()
        table = self._open[0] if self._open else Table()
        for row in grid.rows:
            table.add(row)
        self._open = (table, grid)

    def _close_table(self) -> None:
        if self._open:
            self._tables += 1
            self._open[0].tell(self.builder, self._tables)
            self._open = None

    def _flush(self) -> None:
        for paragraph in paragraphs_of(self._waiting, self._body):
            self._say(paragraph)
        self._waiting.clear()

    def _say(self, paragraph: Paragraph) -> None:
        size = round(paragraph.size)
        large = size in self._sizes and paragraph.size > 1.12 * self._body
        if not large or len(paragraph.text) > _HEADING_LENGTH:
            self._cover = -1
            self.builder.paragraph(paragraph.text)
            return
        level = min(1 + self._sizes.index(size), 6)
        if self._cover not in (0, paragraph.first.page):
            self.builder.heading(paragraph.text, level)
            return
        self._cover = paragraph.first.page
        if level <= _COVER_LEVELS:
            self.builder.heading(paragraph.text, 1)
        else:
            self.builder.paragraph(paragraph.text)


def _same_columns(one: Grid, other: Grid) -> bool:
    return len(one.columns) == len(other.columns) and all(
        abs(a - b) < 6 for a, b in zip(one.columns, other.columns, strict=True)
    )


def _in_order(lines: list[Line], grids: list[Grid]) -> Iterator[Line | Grid]:
    """Each table before the first line that stands below it in its column."""
    waiting = list(grids)
    for line in lines:
        for grid in list(waiting):
            beside = line.x1 > grid.x0 and line.x0 < grid.x1
            if beside and line.top > grid.top:
                waiting.remove(grid)
                yield grid
        yield line
    yield from waiting
