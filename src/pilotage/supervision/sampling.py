"""A sample that anybody can draw again: by unit, in an order that only the seed decides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What can be drawn: its key, and the unit that it counts for."""

    key: str
    stratum: str


def draw_sample(candidates: Iterable[Candidate], share: int, seed: str) -> tuple[str, ...]:
    """``share`` percent of the keys of every stratum, rounded up, so that none is left out.

    Within a stratum those come first whose SHA-256 of the seed, a line feed and the key is lowest:
    the same seed draws the same in any order given, on any machine, in any version. Sorted.
    """
    strata: dict[str, list[str]] = defaultdict(list)
    for one in candidates:
        strata[one.stratum].append(one.key)
    drawn: list[str] = []
    for keys in strata.values():
        size = -(-len(keys) * share // 100)
        drawn += sorted(keys, key=lambda key: _place(seed, key))[:size]
    return tuple(sorted(drawn))


def _place(seed: str, key: str) -> tuple[str, str]:
    return sha256(f"{seed}\n{key}".encode()).hexdigest(), key
