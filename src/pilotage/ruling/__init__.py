"""A person's answers to questions about the text."""

from .model import NO_RULINGS, Question, Ruling, RulingBook

__all__ = ["NO_RULINGS", "Question", "Ruling", "RulingBook"]
