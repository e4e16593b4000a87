"""A rule's page, read from its docstring."""

import inspect
import re
import textwrap
from dataclasses import dataclass

from .rule import Rule

HEADINGS = ("What it finds", "Why it matters", "Fails", "Passes", "Source")

_SECTION = re.compile(rf"^({'|'.join(HEADINGS)})\n", re.MULTILINE)
_FENCED = re.compile(r"^```\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Documentation:
    """The parts of a rule's page. ``fails`` and ``passes`` are whole plan documents."""

    summary: str
    finds: str
    why: str
    fails: tuple[str, ...]
    passes: tuple[str, ...]
    source: str

    @classmethod
    def of(cls, rule: type[Rule]) -> "Documentation":
        """The page of ``rule``; ValueError when a heading is missing or out of its place."""
        summary, *rest = _SECTION.split(inspect.cleandoc(rule.__doc__ or ""))
        if tuple(rest[::2]) != HEADINGS:
            raise ValueError(f"{rule.__name__} needs the headings {', '.join(HEADINGS)}")
        finds, why, fails, passes, source = (textwrap.dedent(part).strip() for part in rest[1::2])
        return cls(
            summary=summary.strip(),
            finds=finds,
            why=why,
            fails=tuple(_FENCED.findall(fails)),
            passes=tuple(_FENCED.findall(passes)),
            source=source,
        )
