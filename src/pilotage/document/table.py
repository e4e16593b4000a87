"""Tables of any format to rows: merged cells are repeated, heads of two rows are joined."""

from collections.abc import Iterable
from typing import NamedTuple

from .builder import TextBuilder

_MOST_PLACES = 200_000
"""Gained by merging, in one table; beyond that a cell takes one place, whatever it says."""
_LONGEST_REPEAT = 400
"""A merged cell longer than this is text of its own, not a label of the rows beside it."""


class Cell(NamedTuple):
    """A cell: its words, its column (None: the next that is free), and how far it is merged."""

    text: str
    column: int | None = None
    down: int = 1
    across: int = 1


class _Place(NamedTuple):
    """A place in a row: the words of its cell, which cell that is, whether the cell's first
    column stands here, and whether the cell began in a row above."""

    text: str
    cell: int
    first: bool
    repeated: bool = False


class Table:
    """Cells laid out in rows and columns; ``add`` each row, then ``tell`` a builder."""

    def __init__(self) -> None:
        self._rows: list[list[_Place]] = []
        self._hanging: dict[int, tuple[_Place, int]] = {}
        self._cells = 0
        self._places = 0

    def add(self, cells: Iterable[Cell]) -> None:
        """One more row. Cells merged downwards from rows above take their places by themselves."""
        row: dict[int, _Place] = {}
        self._places += len(self._hanging)
        if self._places > _MOST_PLACES:
            self._hanging.clear()
        for column, (place, left) in list(self._hanging.items()):
            repeated = place.text if len(place.text) <= _LONGEST_REPEAT else ""
            row[column] = _Place(repeated, place.cell, place.first, repeated=True)
            if left <= 1:
                del self._hanging[column]
            else:
                self._hanging[column] = (place, left - 1)
        free = 0
        for cell in cells:
            while free in row:
                free += 1
            start = free if cell.column is None else cell.column
            across = max(cell.across, 1) if self._places < _MOST_PLACES else 1
            self._place(cell, range(start, start + across), row)
            free = start + across
        width = max(row, default=-1) + 1
        self._rows.append([row.get(at, _Place("", -1, True)) for at in range(width)])

    def _place(self, cell: Cell, columns: range, row: dict[int, _Place]) -> None:
        self._cells += 1
        self._places += len(columns) - 1
        for column in columns:
            if column in row:
                continue
            row[column] = _Place(cell.text, self._cells, column == columns.start)
            if cell.down > 1 and self._places < _MOST_PLACES:
                self._hanging[column] = (row[column], cell.down - 1)

    def tell(self, builder: TextBuilder, table: int) -> None:
        """The rows, as rows of the table numbered ``table``; one cell across all is a paragraph."""
        rows = [row for row in self._rows if any(_filled(place) for place in row)]
        head = next((at for at, row in enumerate(rows) if not _one_word(row)), 0)
        if len(rows) > head + 1 and _two_storied(rows[head], rows[head + 1]):
            rows[head : head + 2] = [_joined(rows[head], rows[head + 1])]
        for at, row in enumerate(rows):
            if _one_cell(row) or (at < head and _one_word(row)):
                words = next(place.text for place in row if place.text.strip())
                builder.paragraph(" ".join(words.split()))
            else:
                builder.row([place.text if place.first else "" for place in row], table)

    def __len__(self) -> int:
        return len(self._rows)


def _filled(place: _Place) -> bool:
    return bool(place.text.strip()) and not place.repeated


def _one_cell(row: list[_Place]) -> bool:
    return len({place.cell for place in row}) == 1


def _one_word(row: list[_Place]) -> bool:
    """Whether only one cell is filled, as in the title above a table's head."""
    return len({place.cell for place in row if place.text.strip()}) == 1


def _two_storied(upper: list[_Place], lower: list[_Place]) -> bool:
    """Whether a head stands on two rows: some cells merged across, and others merged downwards."""
    cells = [place.cell for place in upper]
    across = 1 < len(set(cells)) < len(cells)
    down = {place.cell for place in lower} & set(cells)
    return across and bool(down) and len(upper) == len(lower)


def _joined(upper: list[_Place], lower: list[_Place]) -> list[_Place]:
    joined = []
    for at, (top, below) in enumerate(zip(upper, lower, strict=True)):
        words = top.text if top.cell == below.cell else f"{top.text} {below.text}".strip()
        joined.append(_Place(words, -2 - at, True))
    return joined
