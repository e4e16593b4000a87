"""How far a whole is, from how far its parts are, with the working that a reader can do again.

A whole is a task with sub-tasks, a unit with its tasks, a programme with its tasks. Its figure is
the weighted mean of its parts, each figure in whole percent, rounded down at each level: so nothing
is above 100, and 100 is reached only when every part has reached it. What is claimed and what is
verified are two figures and never mixed. What nobody reported or checked yet counts as 0 among
parts of which others are known; where none is known there is no figure, not a zero. What
ended without being done (merged, cancelled, withdrawn) is no part.

A task that is broken down when some of it is done keeps the figure that was found for the whole of
it, until the mean of its sub-tasks passes that: breaking down takes nothing away.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pilotage.base import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A task as a part of a whole: what it says of itself, and the sub-tasks that are not ended.

    ``key`` is what the caller knows it by, ``lead`` the register id of its lead. ``weight`` counts
    among its siblings.
    """

    key: int
    claimed: int | None = None
    verified: int | None = None
    weight: int = 1
    lead: str | None = None
    parts: tuple["Branch", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One part in the working: its weight, and its own figures; None for what is not known yet."""

    key: int
    weight: int
    claimed: int | None
    verified: int | None
    broken_down: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollup:
    """The figures of a whole, and the parts they come from. No parts: no figure."""

    shares: tuple[Share, ...]

    @property
    def weight(self) -> int:
        """The sum of the weights."""
        return sum(one.weight for one in self.shares)

    @property
    def claimed_sum(self) -> int:
        """The sum of weight times claimed progress."""
        return sum(one.weight * (one.claimed or 0) for one in self.shares)

    @property
    def verified_sum(self) -> int:
        """The sum of weight times verified progress."""
        return sum(one.weight * (one.verified or 0) for one in self.shares)

    @property
    def claimed(self) -> int | None:
        """The mean of what is claimed, in whole percent, rounded down."""
        known = any(one.claimed is not None for one in self.shares)
        return self.claimed_sum // self.weight if known else None

    @property
    def verified(self) -> int | None:
        """The mean of what is verified, in whole percent, rounded down."""
        known = any(one.verified is not None for one in self.shares)
        return self.verified_sum // self.weight if known else None

    @property
    def even(self) -> bool:
        """Whether all parts count the same."""
        return len({one.weight for one in self.shares}) < 2

    def sentence(self, language: Language, *, claims: bool = True) -> str:
        """The sums as a reader would write them: "Verified 150 ÷ 2 = 75 %"."""
        told = [("Verified", "核实", self.verified_sum, self.verified)]
        if claims:
            told.insert(0, ("Claimed", "申报", self.claimed_sum, self.claimed))
        told = [one for one in told if one[-1] is not None]
        if not told:
            return ""
        if language == "zh":
            said = "，".join(f"{zh}{sum_}÷{self.weight}＝{got}%" for _, zh, sum_, got in told)
            return f"{said}，尾数舍去。"
        said = "; ".join(f"{en} {sum_} ÷ {self.weight} = {got} %" for en, _, sum_, got in told)
        return f"{said}; rounded down."


def rollup(parts: Iterable[Branch], *, evenly: bool = False) -> Rollup:
    """The whole that ``parts`` make up; ``evenly`` counts each the same, whatever its weight."""
    return Rollup(shares=tuple(_share(one, 1 if evenly else one.weight) for one in parts))


def _share(one: Branch, weight: int) -> Share:
    """The figures of a part: its own, or those of its own parts where they are greater."""
    whole = rollup(one.parts)
    return Share(
        key=one.key,
        weight=weight,
        claimed=greater(one.claimed, whole.claimed),
        verified=greater(one.verified, whole.verified),
        broken_down=bool(one.parts),
    )


def greater(own: int | None, parts: int | None) -> int | None:
    """What a task that is broken down counts: the greater of its own figure and its parts'."""
    found = [one for one in (own, parts) if one is not None]
    return max(found, default=None)


def led_by(branches: Iterable[Branch], units: frozenset[str]) -> Iterator[Branch]:
    """The tasks that one of ``units`` leads, each once.

    A sub-task of a task among them is counted in that task already, and not beside it.
    """
    for one in branches:
        if one.lead in units:
            yield one
        else:
            yield from led_by(one.parts, units)
