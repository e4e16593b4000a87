"""The fate of every stretch of text: task, heading, set aside with a reason, or unread."""

from bisect import bisect_right
from dataclasses import replace

from pilotage.base import Diagnostic, Span
from pilotage.language import SectionKind
from pilotage.outline import Outline

from .model import Clause, Fate, Portion
from .problems import UNREAD_TEXT

_REASONS = {
    SectionKind.ASIDE: "no-duty",
    SectionKind.MEASURES: "section-introduction",
    SectionKind.SAFEGUARD: "section-introduction",
}
_WORTH_SAYING = 2
"""Fewer unread characters than this are punctuation left between two readings."""


def account(outline: Outline, items: list[Clause]) -> tuple[tuple[Portion, ...], list[Diagnostic]]:
    """Portions in the order of the text, without gaps but for white space, and what is unread."""
    taken = [Portion(span=item.span, fate=Fate.TASK) for item in items]
    taken += [
        Portion(span=a.span, fate=Fate.SET_ASIDE, reason=a.reason) for a in outline.document.asides
    ]
    for remark in outline.remarks:
        taken.append(_of_remark(remark.span, remark.reason))
    covered = [item.span for item in items]
    ends = [span.end for span in covered]
    for node in outline.nodes:
        inside = _first_in(covered, ends, node.own)
        if inside is None or inside.start > node.own.start:
            taken.extend(_of_node(outline, node.index, inside.start if inside else node.own.end))
    return _with_gaps(
        outline.document.text, sorted(taken, key=lambda p: (p.span.start, -p.span.end))
    )


def _first_in(spans: list[Span], ends: list[int], own: Span) -> Span | None:
    """The first of the items (in order, apart, with their ends) that shares text with ``own``."""
    at = bisect_right(ends, own.start)
    return spans[at] if at < len(spans) and spans[at].start < own.end else None


def _of_remark(span: Span, reason: str) -> Portion:
    if reason in ("title", "table-head"):
        return Portion(span=span, fate=Fate.HEADING)
    if reason == "unread":
        return Portion(span=span, fate=Fate.UNREAD)
    return Portion(span=span, fate=Fate.SET_ASIDE, reason=reason)


def _of_node(outline: Outline, index: int, end: int) -> list[Portion]:
    """A node that is no item: its heading and what stands under it, up to ``end``."""
    node = outline.nodes[index]
    own = Span(node.own.start, end)
    head = Span(own.start, min(max(node.heading.end, own.start), end))
    rest = Span(head.end, end)
    portions = [Portion(span=head, fate=Fate.HEADING)] if node.has_heading else []
    rest = rest if node.has_heading else own
    if rest.quote(outline.document.text).strip("。.：: \n\t　"):
        portions.append(Portion(span=rest, fate=Fate.SET_ASIDE, reason=_REASONS[node.section]))
    elif rest.end > rest.start and portions:
        portions = [Portion(span=own, fate=Fate.HEADING)]
    return portions


def _with_gaps(text: str, taken: list[Portion]) -> tuple[tuple[Portion, ...], list[Diagnostic]]:
    portions: list[Portion] = []
    problems: list[Diagnostic] = []
    at = 0
    for portion in taken:
        start = max(portion.span.start, at)
        if start >= portion.span.end:
            continue
        _gap(text, Span(at, start), portions)
        whole = start == portion.span.start
        end = portion.span.end
        portions.append(portion if whole else replace(portion, span=Span(start, end)))
        at = end
    _gap(text, Span(at, len(text)), portions)
    for span in _merged(portions, text):
        words = " ".join(span.quote(text).split())
        count = len("".join(words.split()))
        if count >= _WORTH_SAYING:
            shown = words if len(words) <= 60 else f"{words[:57]}…"
            problems.append(UNREAD_TEXT.at(span, count=count, words=shown))
    return tuple(portions), problems


def _gap(text: str, span: Span, portions: list[Portion]) -> None:
    span = span.strip(text)
    if span.end == span.start:
        return
    if any(c.isalnum() for c in span.quote(text)):
        portions.append(Portion(span=span, fate=Fate.UNREAD))
    else:
        portions.append(Portion(span=span, fate=Fate.SET_ASIDE, reason="punctuation"))


def _merged(portions: list[Portion], text: str) -> list[Span]:
    """Neighbouring unread portions as one stretch: one complaint, not twenty."""
    merged: list[Span] = []
    previous: Portion | None = None
    for portion in portions:
        if portion.fate is Fate.UNREAD:
            if previous is not None and previous.fate is Fate.UNREAD:
                merged[-1] = Span(merged[-1].start, portion.span.end)
            else:
                merged.append(portion.span)
        previous = portion
    return [span.strip(text) for span in merged]
