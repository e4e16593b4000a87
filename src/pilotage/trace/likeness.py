"""How alike two provisions are: over the whole of their words, and clause by clause."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .model import Provision
from .terms import terms
from .weight import Weights

_HEADING, _PATH, _TITLE = 0.5, 0.5, 0.5
"""What a word counts for standing in the heading (besides once in the body), in the headings above
it, in the title of its document."""
_CLAUSES_TOLD = 3
_CLAUSE_END = re.compile(r"[，,；;。.：:\n]+")


@dataclass(frozen=True, slots=True)
class Words:
    """A provision as weighed terms. ``at`` says in which clauses a term stands."""

    weights: Mapping[str, float]
    norm: float
    clauses: tuple[float, ...]
    at: Mapping[str, tuple[int, ...]]


def counted(provision: Provision) -> Counter[str]:
    """The terms of what the provision says, with how often."""
    return Counter(_terms(provision.body))


def words_of(provision: Provision, weights: Weights) -> Words:
    """The provision's terms, weighed by rarity, repetition and where they stand."""
    found: dict[str, float] = {}
    for share, told in (
        (1.0, provision.body),
        (_HEADING, (provision.heading,)),
        (_PATH, provision.path),
        (_TITLE, (provision.title,)),
    ):
        for term, weight in _weighed(told, weights).items():
            found[term] = found.get(term, 0.0) + share * weight
    norm = math.sqrt(sum([value * value for value in found.values()]))
    sizes, places = _clauses(provision.body, weights)
    return Words(found, norm, sizes, places)


def likeness(one: Words, other: Words) -> float:
    """Root of the dot product over the root of both lengths: long items are held back by half."""
    few, many = sorted((one.weights, other.weights), key=len)
    shared = sum(value * many[term] for term, value in few.items() if term in many)
    return math.sqrt(shared / math.sqrt(one.norm * other.norm)) if shared else 0.0


def clause_likeness(lower: Words, upper: Words, weights: Weights) -> float:
    """The sum of the three best matches of a clause of the lower item with one of the upper."""
    shared: dict[tuple[int, int], float] = {}
    for term, clauses in lower.at.items():
        for mine in clauses if term in upper.at else ():
            for theirs in upper.at[term]:
                shared[mine, theirs] = shared.get((mine, theirs), 0.0) + weights[term]
    best: dict[int, float] = {}
    for (mine, theirs), weight in shared.items():
        size = math.sqrt((lower.clauses[mine] + 0.5) * (upper.clauses[theirs] + 0.5))
        best[mine] = max(best.get(mine, 0.0), weight * weight / size)
    return sum(sorted(best.values(), reverse=True)[:_CLAUSES_TOLD])


@lru_cache(maxsize=4096)
def _terms(told: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(terms("。\n".join(told)))


def _weighed(told: tuple[str, ...], weights: Weights) -> dict[str, float]:
    counts = Counter(_terms(told))
    return {term: (1 + math.log(times)) * weights[term] for term, times in counts.items()}


def _clauses(
    told: Iterable[str], weights: Weights
) -> tuple[tuple[float, ...], dict[str, tuple[int, ...]]]:
    """The weight of every clause, and the clauses of every term."""
    sizes: list[float] = []
    places: dict[str, tuple[int, ...]] = {}
    for clause in (part for said in told for part in _CLAUSE_END.split(said)):
        held = dict.fromkeys(terms(clause))
        if len(held) < 2:
            continue
        for term in held:
            places[term] = (*places.get(term, ()), len(sizes))
        sizes.append(sum([weights[term] for term in held]))
    return tuple(sizes), places
