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
"""Items that close with such a sentence: fewer are a turn of phrase, not how a plan assigns."""


def closing_sentences(text: str, spans: list[Span], language: Language) -> dict[int, Note]:
    """By its place among ``spans``, each item whose last sentence says who does it; where a plan
    assigns its tasks so, without brackets or labels."""
    if language != "zh":
        return {}
    found = {at: notes_zh.closing_sentence(text, span) for at, span in enumerate(spans)}
    notes = {at: note for at, note in found.items() if note}
    return notes if len(notes) >= _A_HABIT else {}
