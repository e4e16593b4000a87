"""The things to do, sentence by sentence."""

import re

from pilotage.base import Span
from pilotage.language import Pack

from .model import Measure

_WORDING = re.compile(r"[^\W_]")


def find_measures(text: str, spans: list[Span], pack: Pack) -> tuple[Measure, ...]:
    """The sentences within ``spans`` (an item without its heading and notes)."""
    return tuple(
        Measure(text[sentence[0] : sentence[1]], sentence)
        for span in spans
        for sentence in sentences(text, span, pack)
    )


def sentences(text: str, span: Span, pack: Pack) -> list[Span]:
    """The sentences of ``span`` that hold at least one letter or figure."""
    start, end = span
    ends = [match.end() for match in pack.sentence_end.finditer(text, start, end)]
    found: list[Span] = []
    for stop in (*ends, end):
        if start < stop and (text[start].isalnum() or _WORDING.search(text, start, stop)):
            found.append(Span(start, stop).strip(text))
        start = stop
    return found
