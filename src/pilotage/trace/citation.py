"""Links by citation: a lower item that names the upper document, or the very item of it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from pilotage.base import Span, wording
from pilotage.plan import Plan, Reference

from .model import Provision

Cited = Mapping[str, tuple[Span, ...]]
"""The places of one lower document that cite an upper one, by the upper document's name."""

NO_CITATIONS: Cited = {}
BY_DOCUMENT, BY_ITEM = 1.5, 9.0
"""What a citation adds to the standing of a pair: of the document, something; of the item, all."""
_SHORTEST_TITLE = 6
_AFTER = 24
_REPLACES = re.compile(r"废止|停止执行|不再执行|以本.{1,6}为准|(?i:supersede|replace|repeal)")


def citations(lower: Plan, uppers: Iterable[Plan]) -> Cited:
    """Where ``lower`` cites each of ``uppers``, by title or by document number."""
    return {
        upper.source.name: tuple(
            reference.span for reference in lower.references if _names(reference, upper)
        )
        for upper in uppers
    }


def by_citation(lower: Provision, upper: Provision, cited: Cited, text: str) -> float:
    """What the citations in ``lower`` add for ``upper``; 0 when there are none.

    ``text`` is that of the lower document.
    """
    inside = [span for span in cited.get(upper.document, ()) if lower.span.covers(span)]
    if not inside:
        return 0.0
    named = any(_names_item(text[span.end : span.end + _AFTER], upper) for span in inside)
    return BY_ITEM if named else BY_DOCUMENT


def replaces(cited: Cited, upper: str, texts: Sequence[str]) -> bool:
    """Whether the lower document says beside a citation that it takes the upper one's place."""
    return any(
        _REPLACES.search(text[max(0, span.start - _AFTER) : span.end + _AFTER])
        for text in texts
        for span in cited.get(upper, ())
    )


def _names(reference: Reference, upper: Plan) -> bool:
    if reference.number and upper.number:
        return wording(reference.number) == wording(upper.number)
    told, title = wording(reference.title), wording(upper.title or "")
    shorter, longer = sorted((told, title), key=len)
    return len(shorter) >= _SHORTEST_TITLE and shorter in longer


def _names_item(after: str, upper: Provision) -> bool:
    number = re.sub(r"[\W第条项款]", "", upper.number or "")
    if not number:
        return False
    told = rf"第?\s*[（(]?{number}[）)]?\s*[条项款点]|(?i:item|article|action|section)\s+{number}\b"
    return re.search(told, after) is not None
