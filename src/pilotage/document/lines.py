"""Signs on a page to lines in reading order, column by column."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median

from .page import GUESSED_BLANK, Glyph, Line, is_ideograph

_GUTTER_ROWS = 4
"""So many rows must keep a gap free before it parts two columns: lists of labels have fewer."""

_MOST_ROWS = 400
"""No sheet of paper has more; what has is drawn by a machine and is read straight down."""


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of a page in the order in which they are read."""
    fragments = list(_fragments(glyphs))
    if not fragments:
        return []
    lines = [line for part in _columns(_rows(fragments)) for line in part]
    return [line for line in lines if line.text.strip()]


def share_borders(lines: Iterable[Line]) -> None:
    """Columns that begin at one place have one right border, though no line may reach it."""
    borders: dict[int, float] = {}
    ragged = [line for line in lines if line.ragged]
    for line in ragged:
        place = round(line.left / 8)
        borders[place] = max(borders.get(place, 0.0), line.right)
    for line in ragged:
        border = borders[round(line.left / 8)]
        line.right = border if border - line.right < 3 * line.size else line.right


def join_across(text: str, more: str) -> str:
    """Two stretches of one sentence; a blank between them unless one side is Chinese."""
    if not text or not more or is_ideograph(text[-1]) or is_ideograph(more[0]):
        return text + more
    return f"{text} {more}"


def _fragments(glyphs: Iterable[Glyph]) -> Iterator[Line]:
    """Stretches on one base line without a wide gap, in the order in which they were written."""
    run: list[Glyph] = []
    blank = ""
    for glyph in glyphs:
        if glyph.char.isspace():
            blank = glyph.char if blank in ("", GUESSED_BLANK) else blank
            continue
        if run and not _goes_on(run[-1], glyph):
            yield _fragment(run)
            run, blank = [], ""
        if run and _stays(blank, run[-1], glyph):
            blank = " " if blank < "\u2000" else blank
            run.append(run[-1]._replace(char=blank, x0=run[-1].x1))
        run.append(glyph)
        blank = ""
    if run:
        yield _fragment(run)


def _stays(blank: str, before: Glyph, after: Glyph) -> bool:
    """Whether there is a blank: beside a Chinese sign only one that was typed."""
    if blank == GUESSED_BLANK:
        wide = after.x0 - before.x1 > 0.15 * after.size
        return wide and not (is_ideograph(before.char) or is_ideograph(after.char))
    return bool(blank)


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    height = min(before.bottom - before.top, glyph.bottom - glyph.top)
    overlap = min(before.bottom, glyph.bottom) - max(before.top, glyph.top)
    gap = glyph.x0 - before.x1
    em = max(before.size, glyph.size, 1.0)
    ligature = glyph.x0 >= before.x0
    return overlap > 0.4 * height and (ligature or gap > -0.8 * em) and gap < 1.5 * em


def _fragment(run: list[Glyph]) -> Line:
    sizes = sorted(g.size for g in run)
    return Line(
        text="".join(g.char for g in run).rstrip(),
        x0=min(g.x0 for g in run),
        top=min(g.top for g in run),
        x1=max(g.x1 for g in run),
        bottom=max(g.bottom for g in run),
        size=sizes[len(sizes) // 2],
        face=_one({g.face for g in run}),
    )


def _one(faces: set[int]) -> int:
    return faces.pop() if len(faces) == 1 else -1


def _rows(fragments: list[Line]) -> list[list[Line]]:
    """Fragments side by side make a row; rows from the top down, each from left to right."""
    rows: list[list[Line]] = []
    for fragment in sorted(fragments, key=lambda f: (f.top + f.bottom) / 2):
        middle = (fragment.top + fragment.bottom) / 2
        row = rows[-1] if rows else []
        if row and middle < median(f.bottom for f in row[-9:]) - 0.15 * fragment.size:
            row.append(fragment)
        else:
            rows.append([fragment])
    for row in rows:
        row.sort(key=lambda f: f.x0)
    return rows


def _columns(rows: list[list[Line]]) -> Iterator[list[Line]]:
    """Bands of rows that keep a common gap free are read column by column, all others across."""
    across: list[Line] = []
    at = 0
    while at < len(rows):
        end, gutter = _band(rows, at)
        if gutter is None:
            across.append(_merged(rows[at]))
        else:
            if across:
                yield _bordered(across)
                across = []
            for side in _sides(rows[at:end], sum(gutter) / 2):
                yield from _columns(side)
        at = end
    if across:
        yield _bordered(across)


def _sides(rows: list[list[Line]], middle: float) -> Iterator[list[list[Line]]]:
    for left in (True, False):
        side = [[f for f in row if (f.x1 <= middle) is left] for row in rows]
        yield [row for row in side if row]


def _band(rows: list[list[Line]], at: int) -> tuple[int, tuple[float, float] | None]:
    """Where the columns that begin with row ``at`` end, and the gap between them, or none."""
    best: tuple[int, tuple[float, float] | None] = (at + 1, None)
    if len(rows) > _MOST_ROWS:
        return best
    for gap in _gaps(rows[at]):
        end, kept = _reach(rows, at, gap)
        both = sum(row[0].x1 <= kept[0] + 1 and row[-1].x0 >= kept[1] - 1 for row in rows[at:end])
        if both >= _GUTTER_ROWS and _balanced(rows[at:end], kept) and end > best[0]:
            best = (end, kept)
    return best


def _gaps(row: list[Line]) -> Iterator[tuple[float, float]]:
    for one, other in pairwise(row):
        if other.x0 - one.x1 > 0.8 * one.size:
            yield one.x1, other.x0


def _reach(
    rows: list[list[Line]], at: int, gap: tuple[float, float]
) -> tuple[int, tuple[float, float]]:
    left, right = gap
    for end in range(at, len(rows)):
        narrow = left, right
        for fragment in rows[end]:
            if fragment.x1 <= (left + right) / 2:
                left = max(left, fragment.x1)
            elif fragment.x0 >= (left + right) / 2:
                right = min(right, fragment.x0)
            else:
                return end, narrow
        if right - left < 0.6 * rows[end][0].size:
            return end, narrow
    return len(rows), (left, right)


def _balanced(rows: list[list[Line]], gap: tuple[float, float]) -> bool:
    """Whether both sides are prose: numbers or labels before a text make no column of their own."""
    sides = [
        [f.x1 - f.x0 for row in rows for f in row if (f.x0 < gap[0]) is left]
        for left in (True, False)
    ]
    if not all(sides):
        return False
    widths = [median(side) for side in sides]
    return min(widths) > 0.4 * max(widths) and min(widths) > 8 * rows[0][0].size


def _merged(row: list[Line]) -> Line:
    text = row[0].text
    for before, fragment in pairwise(row):
        near = fragment.x0 - before.x1 < 2.5 * fragment.size
        text = join_across(text, fragment.text) if near else f"{text} {fragment.text}"
    return Line(
        text=text,
        x0=row[0].x0,
        top=min(f.top for f in row),
        x1=max(f.x1 for f in row),
        bottom=max(f.bottom for f in row),
        size=max(row, key=lambda f: len(f.text)).size,
        face=_one({f.face for f in row}),
    )


def _bordered(lines: list[Line]) -> list[Line]:
    """Tells each line the borders of its column: where most lines end, else where the longest."""
    left = min(line.x0 for line in lines)
    ends = Counter(round(line.x1 / 2) * 2.0 for line in lines)
    common, count = ends.most_common(1)[0]
    longest = max(line.x1 for line in lines)
    set_flush = count > 2 and count > 0.25 * len(lines) and common > left + 0.7 * (longest - left)
    for line in lines:
        line.left, line.right = left, common if set_flush else longest
        line.ragged = not set_flush
    return lines
