"""How far a pair stands out: from the other pairs, from its row, from its column.

Likeness in itself says little: one document repeats itself more than another, long items resemble
everything. What carries over between documents and languages is how far a pair stands above the
others that the same two items take part in.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

Row = dict[int, float]

FIELD = 40
"""So many of the best upper items of a lower one are compared with one another."""
_FEWEST = 12
"""Fields smaller than this are filled up with what unrelated items usually give."""
_OVERALL, _IN_ROW, _IN_COLUMN = 1.5, 1.0, 1.0
_LEAST_SPREAD = 0.7
"""Where all pairs are equally unlike, the least unlike one does not stand out: a spread counts for
at least this share of the typical one, and for the whole of it over all pairs."""


@dataclass(frozen=True, slots=True)
class Typical:
    """Mean and spread of a measure over pairs of items of two plans."""

    mean: float
    spread: float

    def scaled(self, scale: float) -> "Typical":
        """The same for items whose likeness runs to ``scale`` of the usual."""
        return Typical(self.mean * scale, self.spread * scale)


def standings(rows: list[Row], typical: Typical) -> list[Row]:
    """For every lower item the standing of each upper item in its row, in spreads.

    A row holds the measure for the upper items compared, at most ``FIELD``; those left out are
    taken to be no better than the least in it.
    """
    overall = _typical([value for row in rows for value in row.values()], typical)
    spread = max(overall.spread, typical.spread)
    in_row = [_typical(row.values(), typical) for row in rows]
    in_column = _columns(rows, typical)
    return [
        {
            upper: _OVERALL * value / spread
            + _IN_ROW * (value - row_typical.mean) / row_typical.spread
            + _IN_COLUMN * (value - in_column[upper].mean) / in_column[upper].spread
            for upper, value in row.items()
        }
        for row, row_typical in zip(rows, in_row, strict=True)
    ]


def _columns(rows: list[Row], typical: Typical) -> dict[int, Typical]:
    columns: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        for upper, value in row.items():
            columns[upper].append(value)
    least = sorted(min(row.values(), default=0.0) for row in rows)
    return {
        upper: _typical(values + least[: len(rows) - len(values)], typical)
        for upper, values in columns.items()
    }


def _typical(values: Iterable[float], typical: Typical) -> Typical:
    """Mean and spread of ``values``, filled up to the fewest that can be judged by."""
    held = list(values)
    missing = max(0, _FEWEST - len(held))
    size = len(held) + missing
    mean = (sum(held) + missing * typical.mean) / size
    square = sum((value - mean) ** 2 for value in held)
    square += missing * (typical.spread**2 + (typical.mean - mean) ** 2)
    return Typical(mean, max(math.sqrt(square / size), _LEAST_SPREAD * typical.spread))
