"""Where the table is in a sheet: titles above it, heads of one to three rows, rows that are none.

Sums, repeated heads, blank rows and notes are no tasks; each is named among what was not read.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from pilotage.base import Diagnostic, fold_width
from pilotage.document import Grid
from pilotage.language import detect, pack_for, read_marker
from pilotage.outline import is_sum

from .heads import STOREYS, field_of, plain
from .model import Field, Skipped, Table
from .problems import ABOVE, BLANK_ROWS, EMPTY_SHEET, FOOT, HEAD_AGAIN, NO_HEADS, SUM_ROW

_HEAD_WITHIN = 40
"""The head stands in one of so many first rows."""
_LONGEST_HEAD = 40
_MOST_HEAD_ROWS = 3
_FOOT = re.compile(
    r"^(?:注|备注|说明|填表人|填报人|填表单位|审核人|制表|note|notes|prepared by)\s*[:：]", re.I
)
Row = tuple[str, ...]


class Sheet:
    """A grid as words, where merged cells count as one: ``row`` gives each its words everywhere."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.width = max((len(row) for row in grid.rows), default=0)
        self._owner = dict(_owners(grid))
        self._words: dict[int, Row] = {}

    def owner(self, row: int, column: int) -> tuple[int, int]:
        """The cell whose value stands here: itself, or the first of its merged area."""
        return self._owner.get((row, column), (row, column))

    def value(self, row: int, column: int) -> object:
        """What stands here, a merged cell's value in all its places."""
        at, across = self.owner(row, column)
        line = self.grid.rows[at] if at < len(self.grid.rows) else ()
        return line[across] if across < len(line) else ""

    def row(self, row: int) -> Row:
        """The words of a row, those of merged cells in all their places."""
        found = self._words.get(row)
        if found is None:
            found = tuple(words_of(self.value(row, column)) for column in range(self.width))
            self._words[row] = found
        return found

    def own(self, row: int) -> list[str]:
        """The different filled cells of a row."""
        words = self.row(row)
        found = {self.owner(row, c): words[c] for c in range(self.width) if words[c]}
        return list(found.values())


def _owners(grid: Grid) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    height, width = len(grid.rows), max((len(row) for row in grid.rows), default=0)
    for top, left, bottom, right in grid.merged:
        for row in range(top, min(bottom, height - 1) + 1):
            for column in range(left, min(right, width - 1) + 1):
                yield (row, column), (top, left)


def find_table(grid: Grid, *, loosely: bool = False) -> Table | Skipped:
    """The table of a sheet, or why there is none.

    ``loosely`` takes the first row with several words for the head, where no head is known: a
    person then says what the columns mean.
    """
    sheet = Sheet(grid)
    if not any(words_of(value) for row in grid.rows for value in row):
        return _none(grid, EMPTY_SHEET.at(None))
    head = _head_row(sheet)
    if head is None and loosely:
        head = _first_words(sheet)
    if head is None:
        return _none(grid, NO_HEADS.at(None))
    first, last, heads = _heads(sheet, head)
    found = _Rows(sheet, heads)
    for row in range(last + 1, len(grid.rows)):
        found.take(row)
    above = [row for row in range(first) if sheet.own(row)]
    skipped = [*(_skipped(grid, row, ABOVE.at(None)) for row in above), *found.told()]
    return Table(
        grid=grid,
        head=last,
        heads=heads,
        rows=tuple(found.rows),
        sections=found.sections,
        skipped=tuple(skipped),
        title=next((words for row in above for words in sheet.own(row)), ""),
    )


def _none(grid: Grid, told: Diagnostic) -> Skipped:
    return Skipped(sheet=grid.name, place="", told=told)


def _skipped(grid: Grid, row: int, told: Diagnostic) -> Skipped:
    return Skipped(sheet=grid.name, place=str(row + 1), told=told)


def _head_row(sheet: Sheet) -> int | None:
    """The row with the most heads that are known, a task or its units among them."""
    best, best_score = None, 0
    for row in range(min(_HEAD_WITHIN, len(sheet.grid.rows))):
        cells = sheet.own(row)
        if any(len(words) > _LONGEST_HEAD for words in cells):
            continue
        known = [field_of(words) for words in cells]
        score = len({field for field in known if field})
        several = score > 1 or len(cells) > 2
        if score > best_score and several and {Field.TASK, Field.WORDS, Field.SECTION} & set(known):
            best, best_score = row, score
    return best


def _first_words(sheet: Sheet) -> int | None:
    """The first row of several short words, all of them words, with a filled row beneath."""
    for row in range(min(_HEAD_WITHIN, len(sheet.grid.rows) - 1)):
        cells = sheet.own(row)
        words = all(len(one) <= _LONGEST_HEAD and not one[0].isdigit() for one in cells)
        if len(cells) > 1 and words and len(sheet.own(row + 1)) > 1:
            return row
    return None


def _heads(sheet: Sheet, known: int) -> tuple[int, int, Row]:
    """The first and last row of the head, and its words by column, those of storeys joined."""
    first = last = known
    storeys = [sheet.row(known)]
    if known and _is_storey(sheet, known - 1, known):
        first -= 1
        storeys.insert(0, sheet.row(first))
    while len(storeys) < _MOST_HEAD_ROWS and last + 1 < len(sheet.grid.rows):
        if not _is_storey(sheet, last, last + 1):
            break
        last += 1
        storeys.append(sheet.row(last))
    return first, last, tuple(_joined(words) for words in zip(*storeys, strict=True))


def _is_storey(sheet: Sheet, upper: int, lower: int) -> bool:
    """Whether ``lower`` is a further row of the head in ``upper``.

    So when a cell of the upper row is merged down into it; or, where nothing is merged (.csv), when
    it fills only gaps of the upper row and its words are known heads.
    """
    columns = range(sheet.width)
    down = any(sheet.owner(lower, c) == sheet.owner(upper, c) != (lower, c) for c in columns)
    across = any(sheet.owner(upper, c) == sheet.owner(upper, c + 1) for c in columns[:-1])
    own = [c for c in columns if sheet.owner(lower, c) == (lower, c) and sheet.row(lower)[c]]
    if not own or any(len(sheet.row(lower)[c]) > _LONGEST_HEAD for c in own):
        return False
    if down and across:
        return not all(_is_value(sheet.value(lower, c)) for c in own)
    known = sum(field_of(sheet.row(lower)[c]) is not None for c in own)
    gaps = [c for c in columns if not sheet.row(upper)[c]]
    fills = len(own) > 1 and known * 2 >= len(own)
    return (
        fills and bool(set(own) & set(gaps)) and len(own) < len([*filter(None, sheet.row(upper))])
    )


def _is_value(value: object) -> bool:
    return isinstance(value, float | int | date | datetime | time)


def _joined(words: tuple[str, ...]) -> str:
    parts = list(dict.fromkeys(filter(None, words)))
    return STOREYS.join(parts)


class _Rows:
    """The rows beneath the head, one by one."""

    def __init__(self, sheet: Sheet, heads: Row) -> None:
        self.sheet = sheet
        self.heads = [plain(part) for head in heads for part in head.split(STOREYS)]
        self.rows: list[int] = []
        self.sections: dict[int, tuple[str, ...]] = {}
        self._why: list[Skipped] = []
        self._blank = 0
        self._path: list[tuple[int, str]] = []
        self._last = -1

    def take(self, row: int) -> None:
        cells = self.sheet.own(row)
        if not cells:
            self._blank += 1
        elif any(is_sum(words) for words in cells[:3]):
            self._leave(row, SUM_ROW.at(None))
        elif len(cells) > 1 and all(plain(words) in self.heads for words in cells):
            self._leave(row, HEAD_AGAIN.at(None))
        elif _FOOT.match(fold_width(cells[0])):
            self._leave(row, FOOT.at(None))
        elif len(cells) == 1 and self._alone(row):
            self._descend(row, cells[0])
        else:
            self.sections[row] = tuple(words for _rank, words in self._path)
            self.rows.append(row)

    def _descend(self, row: int, words: str) -> None:
        """A heading takes the place of those of its rank (一、 above （一）) and below."""
        marker = read_marker(pack_for(detect(words)), words, 0, len(words))
        rank = marker.rank if marker else 0
        self._path = [one for one in self._path if one[0] < rank] + [(rank, words)]
        self._last = row

    def _alone(self, row: int) -> bool:
        """Whether the one filled cell is a heading: it stands first, or goes across the table."""
        filled = [c for c, words in enumerate(self.sheet.row(row)) if words]
        return filled[0] == 0 and self.sheet.owner(row, 0)[0] == row and self.sheet.width > 2

    def _leave(self, row: int, told: Diagnostic) -> None:
        self._why.append(_skipped(self.sheet.grid, row, told))

    def told(self) -> list[Skipped]:
        """What of the rows was not read; a heading that nothing follows is none."""
        found = list(self._why)
        if self._last > max(self.rows, default=-1):
            found.append(_skipped(self.sheet.grid, self._last, FOOT.at(None)))
        if self._blank:
            told = BLANK_ROWS.at(None, count=self._blank)
            found.append(Skipped(sheet=self.sheet.grid.name, place="", told=told))
        return found


def words_of(value: object) -> str:
    """A value as it is read: days as 2021-06-30, whole numbers without a point, breaks kept."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        whole = value.time() == time.min
        return value.date().isoformat() if whole else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    lines = (" ".join(line.split()) for line in str(value).replace("\r", "\n").split("\n"))
    return "\n".join(filter(None, lines))
