"""Responsibility notes: the brackets and label lines that say who is told to do it."""

from pilotage.base import Language, Span

from . import notes_en, notes_zh
from .note import Note


def find_notes(text: str, span: Span, language: Language) -> list[Note]:
    """The responsibility notes in ``text`` within ``span``, in order."""
    find = notes_zh.find if language == "zh" else notes_en.find
    return find(text, span)


def first_leads_everywhere(text: str, language: Language) -> bool:
    """Whether ``text``, outside of notes, says of every item that the unit listed first leads."""
    return language == "zh" and notes_zh.first_leads_everywhere(text)


_A_HABIT = 3
"""Items that assign so: fewer are a turn of phrase, not how a plan assigns."""


def closing_notes(text: str, spans: list[Span], language: Language, others: int) -> dict[int, Note]:
    """By its place among ``spans``, each item that closes by saying who does it, without a label.

    In Chinese a sentence that says nothing else, where a plan assigns its tasks so; in English a
    bracket of units alone, also where the plan has ``others``, notes that say what they are.
    """
    close = notes_zh.closing_sentence if language == "zh" else notes_en.closing_bracket
    found = {at: close(text, span) for at, span in enumerate(spans)}
    notes = {at: note for at, note in found.items() if note}
    beside = others if language == "en" else 0
    return notes if len(notes) + beside >= _A_HABIT else {}
