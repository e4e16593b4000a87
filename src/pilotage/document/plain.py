"""Plain text: a line is a paragraph, unless the lines of the file are broken at a page's width."""

import re

from .builder import TextBuilder

_BLANK = re.compile(r"\n[ \t\u3000\f]*\n")
_STARTS_ITEM = re.compile(
    r"\s*(?:[•\-–*\uf0b7\u2022]|\(?\d{1,2}[.)]\s|[A-Z]\.\s|[IVX]+\.\s|Article\s)"
)


def read_plain(text: str) -> TextBuilder:
    """The paragraphs of ``text``."""
    builder = TextBuilder()
    for paragraph in _paragraphs(text):
        builder.paragraph(paragraph)
    return builder


def _paragraphs(text: str) -> list[str]:
    text = text.replace("\f", "\n")
    if text.count("\t") > text.count(" "):  # a copy that parts words by tabs
        text = text.replace("\t", " ")
    lines = text.split("\n")
    return _joined(lines) if hard_wrapped(lines) else lines


def hard_wrapped(lines: list[str]) -> bool:
    """Whether prose was broken at a fixed width: most long lines stop short of a full stop."""
    latin = [line.rstrip() for line in lines if line.isascii() or _mostly_latin(line)]
    long = [line for line in latin if 55 <= len(line) <= 130]
    longer = sum(len(line) > 200 for line in latin)
    if len(long) < 8 or longer > len(long) / 4:
        return False
    return sum(line[-1] not in ".:;!?" for line in long) > 0.6 * len(long)


def _mostly_latin(line: str) -> bool:
    return sum(c < "\u2e80" for c in line) > 0.9 * len(line)


def _joined(lines: list[str]) -> list[str]:
    """Lines up to a blank one, or to a line that starts an item, form a paragraph.

    The line breaks stay inside the paragraph: the canonical text is the file's own.
    """
    paragraphs: list[str] = []
    current: list[str] = []
    for line in lines:
        if not line.strip() or (current and _starts_anew(line, current[-1])):
            _flush(current, paragraphs)
        if line.strip():
            current.append(line)
    _flush(current, paragraphs)
    return paragraphs


def _starts_anew(line: str, previous: str) -> bool:
    return bool(_STARTS_ITEM.match(line)) or (
        len(previous.strip()) < 55 and bool(_STARTS_ITEM.match(previous))
    )


def _flush(current: list[str], paragraphs: list[str]) -> None:
    if current:
        paragraphs.append("\n".join(current))
        current.clear()
