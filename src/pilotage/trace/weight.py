"""How much a term tells: little when every plan says it, much when few do."""

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from pilotage.base import Language

_LEAST = 0.02
_BY_BACKGROUND = 0.8
"""Share of the background in a term's weight; the rest is its rarity in the documents traced."""


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many of ``provisions`` each term stands."""

    provisions: int
    of: Counter[str]


@lru_cache(maxsize=2)
def background(language: Language) -> Counts:
    """Counts over published plans of many kinds (see tools/count_background.py)."""
    table = resources.files("pilotage.trace").joinpath(f"background/{language}.txt")
    provisions, *lines = table.read_text(encoding="utf-8").splitlines()
    counted: Counter[str] = Counter()
    for line in lines:
        count, *terms = line.split("\t")
        counted.update(dict.fromkeys(terms, int(count)))
    return Counts(int(provisions), counted)


class Weights(dict[str, float]):
    """The weight of a term, from ``everyday`` plans and from the documents ``here``; 0 to about 1.

    Both shares are the logarithm of the term's rarity over that of a term seen nowhere else. A
    weight is worked out when it is first asked for.
    """

    def __init__(self, everyday: Counts, here: Counts) -> None:
        super().__init__()
        self._everyday, self._here = everyday, here
        self._rarest_everyday = math.log((everyday.provisions + 1) / 0.5)
        self._rarest_here = max(math.log((here.provisions + 1) / 1.5), 0.5)

    def __missing__(self, term: str) -> float:
        everyday = math.log((self._everyday.provisions + 1) / (self._everyday.of[term] + 0.5))
        here = math.log((self._here.provisions + 1) / (self._here.of[term] + 0.5))
        weight = self[term] = max(
            _LEAST,
            _BY_BACKGROUND * everyday / self._rarest_everyday
            + (1 - _BY_BACKGROUND) * here / self._rarest_here,
        )
        return weight
