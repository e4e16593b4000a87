"""Responsibility notes: the brackets and label lines that say who is told to do it."""

from pilotage.base import Language, Span

from . import notes_en, notes_zh
from .note import Note


def find_notes(text: str, span: Span, language: Language) -> list[Note]:
    """The responsibility notes in ``text`` within ``span``, in order."""
    find = notes_zh.find if language == "zh" else notes_en.find
    return find(text, span)
