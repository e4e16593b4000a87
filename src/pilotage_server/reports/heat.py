"""Unit × week: the worst light among the matters a unit leads, at the end of each week."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pilotage.base import Language
from pilotage.rulepack import Light
from pilotage_server.ledgers import lights
from pilotage_server.units import names

from .figures import Figures
from .history import Week

WEEKS = 13
SHOWN_NARROW = 9
SHOWN_PHONE = 5

LETTER = {
    Light.RED: "hr",
    Light.YELLOW: "hy",
    Light.GREEN: "hg",
    Light.SUSPENDED: "hs",
    Light.CLOSED: "hs",
    Light.ENDED: "hx",
    Light.NONE: "hx",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One unit in one week: the worst light, and how many of its matters had it."""

    light: Light | None
    count: int
    week: Week
    fold: str

    @property
    def classes(self) -> str:
        """The ground of the cell, and on which widths it gives way."""
        return f"{LETTER[self.light] if self.light else 'hx'}{self.fold}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One unit through the weeks."""

    unit: str
    name: str
    led: int
    cells: list[Cell]

    @property
    def lit(self) -> bool:
        """Whether any week has a light: a unit that handed its only slip back has none."""
        return any(cell.light not in (None, Light.NONE) for cell in self.cells)


def folds(count: int) -> list[str]:
    """The classes by which older weeks give way on narrow pages, oldest first."""
    found = []
    for back in reversed(range(count)):
        narrow = " old2" if back >= SHOWN_NARROW else ""
        found.append((" old" if back >= SHOWN_PHONE else "") + narrow)
    return found


def rows(figures: Figures, weeks: Sequence[Week], language: Language) -> list[Row]:
    """The units that ever led a matter in these weeks, the worst of today first."""
    seen: dict[str, list[dict[Light, int]]] = defaultdict(lambda: [{} for _ in weeks])
    for (unit, week, light), count in figures.weeks.items():
        if count:
            seen[unit][week][Light(light)] = count
    hiding = folds(len(weeks))
    found = [
        Row(
            unit=unit,
            name=names.short_name(unit, language),
            led=sum(each[-1].values()),
            cells=[_cell(each[i], week, hiding[i]) for i, week in enumerate(weeks)],
        )
        for unit, each in seen.items()
    ]
    return sorted((row for row in found if row.lit), key=_urgency)


def _cell(seen: Mapping[Light, int], week: Week, fold: str) -> Cell:
    if not seen:
        return Cell(light=None, count=0, week=week, fold=fold)
    worst = min(seen, key=lights.rank)
    return Cell(light=worst, count=seen[worst], week=week, fold=fold)


def _urgency(row: Row) -> tuple[int, int, str]:
    now = row.cells[-1]
    return (lights.rank(now.light) if now.light else 9, -row.led, row.name)
