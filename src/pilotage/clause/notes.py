"""Responsibility notes: the brackets and label lines that say who is told to do it."""

from dataclasses import dataclass

from pilotage.base import Language, Span

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


def find_notes(text: str, span: Span, language: Language) -> list[Note]:
    """The responsibility notes in ``text`` within ``span``, in order."""
    if language == "zh":
        from .notes_zh import find
    else:
        from .notes_en import find
    return find(text, span)
