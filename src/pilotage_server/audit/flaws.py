"""What a check of the record can find wrong, as values; ``sentences`` puts them into words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Fault(StrEnum):
    """The sorts of flaws: first those of the chain, then those of the things it speaks of."""

    CHANGED = "changed"
    MISSING = "missing"
    MOVED = "moved"
    UNLINKED = "unlinked"
    BEYOND = "beyond"
    HEAD = "head"
    ANCHOR = "anchor"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    DIFFERS = "differs"
    GONE = "gone"
    BACK = "back"
    UNRECORDED = "unrecorded"
    GARBLED = "garbled"
    STATE = "state"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One flaw and its place.

    ``first`` to ``last`` are rows of the record; ``shift`` says how many places further on a moved
    row stands than it was recorded; ``kind``, ``key`` and ``facts`` name the thing.
    """

    fault: Fault
    first: int = 0
    last: int = 0
    shift: int = 0
    kind: str = ""
    key: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)


def to_facts(flaw: Flaw) -> dict[str, Any]:
    """``flaw`` as JSON can keep it."""
    return asdict(flaw)


def from_facts(facts: Mapping[str, Any]) -> Flaw:
    """The flaw kept as ``facts``."""
    return Flaw(**{**facts, "fault": Fault(facts["fault"])})
