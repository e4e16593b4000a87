"""Which words of two editions are marked as gone and as come, and a text cut where they begin."""

from collections.abc import Sequence
from itertools import pairwise

from pilotage.base import Span
from pilotage.plan import Aspect, Plan, Succession

from .columns import printable

_CELLS = (Aspect.UNIT, Aspect.LIMIT, Aspect.TARGET)


def marked_spans(one: Succession) -> tuple[list[Span], list[Span]]:
    """The places that went, in the old text, and those that came, in the new one."""
    gone = [span for edit in one.edits for span in edit.old]
    come = [span for edit in one.edits for span in edit.new]
    cells = [change for change in one.changes if change.aspect in _CELLS]
    gone += [cell.old.span for cell in cells if cell.old and cell.old.span]
    come += [cell.new.span for cell in cells if cell.new and cell.new.span]
    return gone, come


def pieces(plan: Plan, whole: Span, spans: Sequence[Span]) -> list[tuple[bool, str]]:
    """The words of ``whole`` in order, each stretch with whether it stands in one of ``spans``."""
    inside = [span for span in spans if whole.covers(span)]
    cuts = {whole.start, whole.end} | {at for span in inside for at in span}
    found: list[tuple[bool, str]] = []
    for start, end in pairwise(sorted(cuts)):
        mark = any(span.covers(Span(start, end)) for span in inside)
        piece = clean(plan.text[start:end])
        if found and found[-1][0] == mark:
            found[-1] = (mark, found[-1][1] + piece)
        else:
            found.append((mark, piece))
    return found


def clean(text: str) -> str:
    """``text`` without characters that would hide others or turn the direction of writing."""
    return "\n".join(printable(line) for line in text.split("\n"))
