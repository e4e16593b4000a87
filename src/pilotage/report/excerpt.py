"""The line of the document that a finding is about, with carets under its words."""

import re
from bisect import bisect_right
from typing import NamedTuple

from pilotage.base import Span

from .columns import fit, printable, width_of


class Place(NamedTuple):
    """Line and column, both from 1, in characters of the canonical text."""

    line: int
    column: int


class Excerpt(NamedTuple):
    """A line, or as much of it around the words as there is room for, and the carets below."""

    line: str
    carets: str


class Lines:
    """The lines of a text, counted once for all the places asked about."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place_of(self, span: Span) -> Place:
        """Where ``span`` begins."""
        line = bisect_right(self._starts, span.start)
        return Place(line, span.start - self._starts[line - 1] + 1)


def excerpt(text: str, span: Span, room: int) -> Excerpt:
    """The line on which ``span`` begins, in at most ``room`` columns.

    Of a span over several lines only the part on its first line is underlined. An empty span gets
    one caret.
    """
    line, start, end = _line_of(text, span, 2 * room)
    left, right = _window(line, start, end, room)
    before = ("…" if left else "") + line[left:start]
    after = line[end:right] + ("…" if right < len(line) else "")
    words = line[start : min(end, right)]
    return Excerpt(
        (before + words + after).rstrip(), " " * width_of(before) + "^" * max(width_of(words), 1)
    )


def _line_of(text: str, span: Span, reach: int) -> tuple[str, int, int]:
    """The span's first line, without its indent, as far as ``reach`` characters to either side."""
    begin = max(text.rfind("\n", 0, span.start) + 1, span.start - reach)
    stop = text.find("\n", span.start)
    line = printable(text[begin : min(stop if stop >= 0 else len(text), span.start + reach)])
    indent = min(len(line) - len(line.lstrip()), span.start - begin)
    return line[indent:], span.start - begin - indent, min(span.end - begin, len(line)) - indent


def _window(line: str, start: int, end: int, room: int) -> tuple[int, int]:
    """The part of ``line`` to show: the words, and about as much on either side of them."""
    if width_of(line) <= room:
        return 0, len(line)
    room -= 2
    words = fit(line[start:end], room)
    spare = room - width_of(words)
    if len(words) < end - start or not spare:
        return start, start + len(words)
    ahead = fit(line[end:], spare)
    behind = fit(line[:start][::-1], spare)
    behind = behind[: len(fit(behind, max(spare // 2, spare - width_of(ahead))))]
    ahead = fit(ahead, spare - width_of(behind))
    return start - len(behind), end + len(ahead)
