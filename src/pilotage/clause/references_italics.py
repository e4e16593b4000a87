"""Documents whose title the file sets in italics, as English plans and their footnotes do."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from pilotage.base import Span
from pilotage.document import Document

from .model import Reference
from .reference_kinds import KIND, KINDS, NO_PART
from .references_tail import CITED

_NUMBER = re.compile(r"(?:[A-Z]{2,6}\s+)?M-\d\d-\d\d[:,]?\s+")
_OWN_LETTERS = re.compile(r"\s*\(([A-Z&]{2,8})\)$")
_POSSESSIVE = re.compile(r"[’']s$")
_ARTICLES = frozenset({"The", "A", "An"})
_LARGE = 0.6
"""The share of a title's words that are written large."""
_LEAST = 2
"""Words of a title."""
_BEHIND = 60


def find_in_italics(document: Document, span: Span, *, note: bool) -> Iterator[Reference]:
    """The titles in italics within ``span``; words set so for their weight are none. ``note`` when
    the span is a footnote."""
    first = bisect_left(document.italics, span.start, key=lambda slanted: slanted.start)
    last = bisect_left(document.italics, span.end, first, key=lambda slanted: slanted.start)
    for at in range(first, last):
        slanted = document.italics[at]
        title = _trimmed(document.text, slanted)
        if not note and _opens_line(document.text, title.start):
            continue
        if _is_title(title.quote(document.text)) and (
            _tells(title.quote(document.text)) or _cited(document.text, slanted)
        ):
            words = " ".join(title.quote(document.text).split())
            yield Reference(title=_without_letters(words), number=None, span=title)


def _trimmed(text: str, slanted: Span) -> Span:
    """Without the number before it, and without the stop or the genitive behind it."""
    words = slanted.quote(text)
    number = _NUMBER.match(words)
    start = number.end() if number else 0
    end = len(_POSSESSIVE.sub("", words.rstrip(" .,;:")))
    return Span(slanted.start + min(start, end), slanted.start + end)


def _opens_line(text: str, start: int) -> bool:
    """Whether nothing stands before it on its line: then it is a heading, its text behind it."""
    return not any(sign.isalnum() for sign in text[text.rfind("\n", 0, start) + 1 : start])


def _without_letters(words: str) -> str:
    """Without the bracket that abbreviates the title: "… Strategy - A Framework (FDS)"."""
    found = _OWN_LETTERS.search(words)
    initials = "".join(word[0] for word in words.split() if word[0].isupper())
    return words[: found.start()] if found and initials.startswith(found[1]) else words


def _is_title(words: str) -> bool:
    parts = words.split()
    if len(parts) < _LEAST or not parts[0][:1].isupper() or parts[0] in NO_PART - _ARTICLES:
        return False
    letters = [part for part in parts if part[:1].isalpha()]
    large = sum(part[:1].isupper() for part in letters)
    return not words.isupper() and large >= _LARGE * len(letters)


def _tells(words: str) -> bool:
    """Whether the words alone are known for a title."""
    kind = any(match[0] in KINDS for match in KIND.finditer(words))
    return kind or ": " in words


def _cited(text: str, slanted: Span) -> bool:
    """Whether the date or the address of a document follows."""
    return CITED.match(text, slanted.end, slanted.end + _BEHIND) is not None
