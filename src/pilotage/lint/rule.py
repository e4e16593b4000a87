"""What a rule is: its documentation first, then one look at a plan."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar, Literal

from pilotage.base import Diagnostic
from pilotage.plan import Plan
from pilotage.unit import Register


class Rule(ABC):
    """One thing looked for in a plan.

    The docstring of a rule is its page: a first line, then What it finds / Why it matters /
    Fails / Passes / Source (``documentation.py`` reads it, the tests run its examples).
    """

    code: ClassVar[str]
    """Stable, never given to another rule."""

    name: ClassVar[str]
    """Reads well after "waive": waive no-limit."""

    status: ClassVar[Literal["settled", "trial"]] = "settled"
    """A rule on trial is not yet right nine times in ten: it runs only when it is asked for."""

    def __init__(self, register: Register | None = None) -> None:
        self.register = register

    @abstractmethod
    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        """The findings in ``plan``, in any order; the register only words them better."""
