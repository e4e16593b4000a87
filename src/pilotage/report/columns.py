"""Text in the columns of a terminal, where a Chinese character takes two.

Characters of ambiguous width (quotation marks, the ellipsis) are counted as one column, as
terminals do unless told otherwise.
"""

import re
import unicodedata
from collections.abc import Iterator

_NEVER_FIRST = "、，。；：？！）〕》”’…％,.;:?!)%"
_NEVER_LAST = "（〔《“‘(["
_WORD = re.compile(r"[^\S\n]+|[\u0021-\u2e7f]+|.", re.DOTALL)


def width_of(text: str) -> int:
    """How many columns ``text`` takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def printable(text: str) -> str:
    """``text`` with what would move the cursor or hide characters made a space; same length."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") else c for c in text)


def pad(text: str, columns: int) -> str:
    """``text`` with spaces after it, up to ``columns``."""
    return text + " " * (columns - width_of(text))


def fit(text: str, columns: int) -> str:
    """As much of ``text`` from its start as fits into ``columns``."""
    taken = 0
    for place, character in enumerate(text):
        taken += _columns(character)
        if taken > columns:
            return text[:place]
    return text


def wrap(text: str, columns: int) -> list[str]:
    """``text`` in lines of at most ``columns``, broken at spaces and between Chinese characters.

    Line breaks of the text are kept; a closing mark stays with the character before it; a word
    longer than a line is cut. At least one line, which may be empty.
    """
    columns = max(columns, 4)
    lines = [""]
    for piece in _pieces(_printable_lines(text)):
        if piece == "\n":
            lines.append("")
        elif width_of(lines[-1]) + width_of(piece.rstrip()) <= columns:
            lines[-1] += piece if lines[-1] or piece.strip() else ""
        else:
            lines += _cut(piece.lstrip(), columns)
    return [line.rstrip() for line in lines]


def _printable_lines(text: str) -> str:
    """``text`` made printable, its line breaks kept."""
    return "\n".join(printable(line) for line in text.split("\n"))


def _pieces(text: str) -> Iterator[str]:
    held = ""
    for piece in _WORD.findall(text):
        if held and piece[0] not in _NEVER_FIRST and held[-1] not in _NEVER_LAST:
            yield held
            held = ""
        held += piece
    if held:
        yield held


def _cut(piece: str, columns: int) -> Iterator[str]:
    while width_of(piece) > columns:
        line = fit(piece, columns)
        yield line
        piece = piece[len(line) :]
    yield piece
