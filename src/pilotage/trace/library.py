"""Upper provisions made ready to be searched: once, for any number of lower documents."""

import heapq
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from statistics import median

from pilotage.base import Language

from .likeness import Words, clause_likeness, counted, likeness, words_of
from .model import Provision
from .standing import FIELD, Row
from .weight import Counts, Weights, background


@dataclass(frozen=True, slots=True)
class Compared:
    """For every lower provision, the upper ones compared with it: likeness, clause by clause.

    Keys are places in ``Library.provisions``; ``weights`` are what the words counted; ``size`` is
    the middle length of the items compared, as weighed.
    """

    rows: list[Row]
    by_clause: list[Row]
    weights: Weights
    size: float


_ALL_COMPARED = 400
"""Up to so many upper provisions every pair is weighed; beyond, the nearest by their rare terms."""
_NEAR = 16
_ENTRIES_READ = 12_000
"""So many entries of the index are read for one lower provision, those of its rarest terms first:
the time for a provision does not grow with the library."""


class Library:
    """The upper provisions of one language, indexed by their terms."""

    def __init__(self, provisions: Iterable[Provision], language: Language) -> None:
        self.provisions = tuple(provisions)
        self.language = language
        self._counts: Counter[str] = Counter()
        self._places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for place, provision in enumerate(self.provisions):
            held = counted(provision).keys()
            self._counts.update(held)
            if len(self.provisions) > _ALL_COMPARED:
                for term in held:
                    self._places[term].append(place)

    def compare(self, lowers: Iterable[Provision]) -> Compared:
        """Likeness and clause likeness of every lower provision with its field of upper ones."""
        lowers = tuple(lowers)
        weights = self._weights(lowers)
        known: dict[int, Words] = {}
        own: list[Words] = []
        rows: list[Row] = []
        by_clause: list[Row] = []
        for lower in lowers:
            mine = words_of(lower, weights)
            own.append(mine)
            near = self._near(mine)
            for place in near:
                if place not in known:
                    known[place] = words_of(self.provisions[place], weights)
            rows.append(_best({place: likeness(mine, known[place]) for place in near}))
            by_clause.append(
                {place: clause_likeness(mine, known[place], weights) for place in rows[-1]}
            )
        sizes = [median(one.norm for one in words) for words in (known.values(), own) if words]
        return Compared(rows, by_clause, weights, min(sizes, default=0.0))

    def _weights(self, lowers: tuple[Provision, ...]) -> Weights:
        """Rarity here is rarity in the upper and the lower documents together."""
        counts = Counter(self._counts)
        for lower in lowers:
            counts.update(counted(lower).keys())
        here = Counts(len(self.provisions) + len(lowers), counts)
        return Weights(background(self.language), here)

    def _near(self, lower: Words) -> Iterable[int]:
        """The upper provisions worth weighing against ``lower``."""
        if len(self.provisions) <= _ALL_COMPARED:
            return range(len(self.provisions))
        found: dict[int, float] = defaultdict(float)
        read = 0
        held = [(len(self._places[term]), term) for term in lower.weights if term in self._places]
        for entries, term in sorted(held):
            if read and read + entries > _ENTRIES_READ:
                break
            read += entries
            weight = lower.weights[term]
            for place in self._places[term]:
                found[place] += weight
        return [place for place, _ in heapq.nlargest(_NEAR, found.items(), key=itemgetter(1, 0))]


def _best(row: Row) -> Row:
    if len(row) <= FIELD:
        return row
    kept = heapq.nsmallest(FIELD, row.items(), key=lambda item: (-item[1], item[0]))
    return dict(sorted(kept))
