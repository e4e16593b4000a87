"""A form that was refused, as its page shows it again: what was typed, and why it did not count."""

from collections.abc import Mapping
from dataclasses import dataclass

from pilotage.base import PilotageError

from .targets import TargetLine
from .values import UnitLine


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitEntry:
    """A limit as typed: the answer it gives, or the error, or the question it raises.

    ``asks`` is the question of a day that has passed; answered, the form carries the same day
    once more.
    """

    typed: str = ""
    answer: Mapping[str, object] | None = None
    error: str = ""
    asks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonEntry:
    """The reason of a waiver as typed, and the finding (or, with ``all``, the code) it is for."""

    code: str
    task: str
    words: str
    all: bool
    typed: str
    error: str = ""

    @property
    def form(self) -> str:
        """Which form of the findings page it came from."""
        return f"{self.code}-all" if self.all else f"{self.code}-{self.task}-{self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What a page shows again, with the status of the answer (422, or 409 for a stale page)."""

    status: int = 422
    problem: PilotageError | None = None
    lines: tuple[UnitLine, ...] = ()
    targets: tuple[TargetLine, ...] = ()
    limit: LimitEntry | None = None
    reason: ReasonEntry | None = None


NOTHING = Returned(status=200)
