"""Drawn lines to tables: where level and upright lines cross, there are cells."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from .lines import join_across, lines_of
from .page import Glyph, Rule
from .table import Cell

_NEAR = 3.0
"""Points by which two ends may miss each other and still meet."""
_SHORTEST = 6.0
_MOST_LEVELS = 400
_MOST_CELLS = 5000
"""On one page; more lines than that are a drawing or squared paper."""


@dataclass(slots=True, kw_only=True)
class Grid:
    """A ruled table: its borders and its rows of cells."""

    x0: float
    top: float
    x1: float
    bottom: float
    rows: list[list[Cell]]
    columns: tuple[float, ...] = ()


def strokes(corners: Iterable[tuple[bool, tuple[float, float]]]) -> Iterator[Rule]:
    """The level and upright lines between corners; a corner is (begins anew, (x, y))."""
    before: tuple[float, float] | None = None
    for begins, (x, y) in corners:
        if before is not None and not begins:
            width, height = abs(x - before[0]), abs(y - before[1])
            if min(width, height) < 1 and max(width, height) > _SHORTEST:
                yield Rule(
                    min(x, before[0]), min(y, before[1]), max(x, before[0]), max(y, before[1])
                )
        before = (x, y)


def split_tables(glyphs: list[Glyph], rules: list[Rule]) -> tuple[list[Grid], list[Glyph]]:
    """The ruled tables of a page, and the signs that stand in none of them."""
    grids = []
    for level, upright in _crossing(_levels(rules), _uprights(rules)):
        xs, ys = _places(r.x0 for r in upright), _places(r.top for r in level)
        if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_CELLS:
            continue
        inside = [
            g for g in glyphs if xs[0] < (g.x0 + g.x1) / 2 < xs[-1] and ys[0] < _middle(g) < ys[-1]
        ]
        if not inside:
            continue
        rows = list(_rows(_cells(xs, ys, level, upright), inside, xs, ys))
        grids.append(
            Grid(x0=xs[0], top=ys[0], x1=xs[-1], bottom=ys[-1], rows=rows, columns=tuple(xs))
        )
        taken = {id(g) for g in inside}
        glyphs = [g for g in glyphs if id(g) not in taken]
    return sorted(grids, key=lambda g: g.top), glyphs


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _levels(rules: list[Rule]) -> list[Rule]:
    return _united([r for r in rules if r.bottom - r.top < 1])


def _uprights(rules: list[Rule]) -> list[Rule]:
    turned = [Rule(r.top, r.x0, r.bottom, r.x1) for r in rules if r.x1 - r.x0 < 1]
    return [Rule(r.top, r.x0, r.bottom, r.x1) for r in _united(turned)]


def _united(rules: list[Rule]) -> list[Rule]:
    """Level lines, those on one height that touch made one."""
    found: list[Rule] = []
    for _, same in groupby(
        sorted(rules, key=lambda r: (round(r.top / 2), r.x0)), lambda r: round(r.top / 2)
    ):
        for rule in same:
            if found and abs(found[-1].top - rule.top) <= 2 and rule.x0 <= found[-1].x1 + _NEAR:
                last = found.pop()
                rule = Rule(last.x0, last.top, max(last.x1, rule.x1), last.bottom)  # noqa: PLW2901
            found.append(rule)
    return found[:_MOST_LEVELS]


def _crossing(levels: list[Rule], uprights: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that hang together, as (level, upright) lines of one table each."""
    left_levels, left_uprights = list(levels), list(uprights)
    while left_levels:
        level, upright = [left_levels.pop()], []
        grown = True
        while grown:
            more_up = [u for u in left_uprights if any(_meet(r, u) for r in level)]
            left_uprights = [u for u in left_uprights if u not in more_up]
            upright += more_up
            more = [r for r in left_levels if any(_meet(r, u) for u in upright)]
            left_levels = [r for r in left_levels if r not in more]
            level += more
            grown = bool(more or more_up)
        if len(level) > 1 and len(upright) > 1:
            yield level, upright


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.x0 - _NEAR <= upright.x0 <= level.x1 + _NEAR
        and upright.top - _NEAR <= level.top <= upright.bottom + _NEAR
    )


def _places(values: Iterable[float]) -> list[float]:
    """Distinct places in order: those closer than a line's breadth are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _cells(
    xs: list[float], ys: list[float], level: list[Rule], upright: list[Rule]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Each place of the grid (row, column) to the first place of the cell that it belongs to."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(len(xs) - 1):
            centre = (xs[column] + xs[column + 1]) / 2
            open_left = column and not any(
                abs(u.x0 - xs[column]) <= _NEAR and u.top < middle < u.bottom for u in upright
            )
            open_above = row and not any(
                abs(r.top - ys[row]) <= _NEAR and r.x0 < centre < r.x1 for r in level
            )
            if open_left:
                owner[row, column] = owner[row, column - 1]
            elif open_above:
                owner[row, column] = owner[row - 1, column]
            else:
                owner[row, column] = (row, column)
    return owner


def _rows(
    owner: dict[tuple[int, int], tuple[int, int]],
    inside: list[Glyph],
    xs: list[float],
    ys: list[float],
) -> Iterator[list[Cell]]:
    signs: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in inside:
        place = _at(ys, _middle(glyph)), _at(xs, (glyph.x0 + glyph.x1) / 2)
        signs.setdefault(owner[place], []).append(glyph)
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, column), first in owner.items():
        last = ends.get(first, first)
        ends[first] = max(last[0], row), max(last[1], column)
    for row in range(len(ys) - 1):
        yield [
            Cell(
                text=_text(signs.get(first, [])),
                column=first[1],
                down=1 + ends[first][0] - row,
                across=1 + ends[first][1] - first[1],
            )
            for first in dict.fromkeys(owner[row, column] for column in range(len(xs) - 1))
            if first[0] == row
        ]


def _at(places: list[float], value: float) -> int:
    """Which of the stretches between ``places`` holds ``value``."""
    return min(max(bisect_right(places, value) - 1, 0), len(places) - 2)


def _text(glyphs: list[Glyph]) -> str:
    text = ""
    for line in lines_of(glyphs):
        text = join_across(text, line.text)
    return text
