"""One condition of a rule: a fact compared with a value that the pack states."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Facts = Mapping[str, Any]


class Op(StrEnum):
    """How a fact is compared; a fact that is not known passes no comparison."""

    IS = "is"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    KNOWN = "known"


_TESTS: Mapping[Op, Callable[[Any, Any], bool]] = {
    Op.IS: lambda value, wanted: value in wanted,
    Op.AT_LEAST: lambda value, bound: value is not None and value >= bound,
    Op.AT_MOST: lambda value, bound: value is not None and value <= bound,
    Op.MORE_THAN: lambda value, bound: value is not None and value > bound,
    Op.LESS_THAN: lambda value, bound: value is not None and value < bound,
    Op.KNOWN: lambda value, wanted: (value is not None) is wanted,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """``bound`` is a number, a truth, or the tuple of words of which one has to be said.

    ``parameter`` names the number where the pack lets an office change it.
    """

    fact: str
    op: Op
    bound: Any
    parameter: str = ""

    def holds(self, facts: Facts) -> bool:
        """Whether the fact is as asked."""
        return _TESTS[self.op](facts.get(self.fact), self.bound)
