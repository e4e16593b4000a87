"""The things to do, sentence by sentence."""

import re

from pilotage.base import Span
from pilotage.language import Pack

from .model import Measure

_WORDING = re.compile(r"[^\W_]")


def find_measures(text: str, spans: list[Span], pack: Pack) -> tuple[Measure, ...]:
    """The sentences within ``spans`` (an item without its heading and notes)."""
    return tuple(
        Measure(text=sentence.quote(text), span=sentence)
        for span in spans
        for sentence in sentences(text, span, pack)
    )


def sentences(text: str, span: Span, pack: Pack) -> list[Span]:
    """The sentences of ``span`` that hold at least one letter or figure."""
    found: list[Span] = []
    start = span.start
    for match in pack.sentence_end.finditer(text, span.start, span.end):
        _keep(text, Span(start, match.end()), found)
        start = match.end()
    _keep(text, Span(start, span.end), found)
    return found


def _keep(text: str, span: Span, found: list[Span]) -> None:
    span = span.strip(text)
    if _WORDING.search(text, *span):
        found.append(span)
