"""A responsibility note as a value."""

from dataclasses import dataclass

from pilotage.base import Span

from .model import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One responsibility note.

    ``first_leads`` and ``also_all`` are what a note states once for all later ones: that the unit
    listed first leads, and which units every later item has besides.
    """

    span: Span
    mentions: tuple[Mention, ...]
    first_leads: bool = False
    also_all: tuple[Mention, ...] = ()
