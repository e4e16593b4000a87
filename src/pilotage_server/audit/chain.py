"""The first half of a check: the rows of the record against one another and against the head.

Reads in chunks by number, so that memory does not grow with the record. A row that stands
elsewhere than it was recorded is told from one that was changed by trying the numbers that its
link and its neighbours suggest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .canonical import COLUMNS, row_digest
from .flaws import Fault, Flaw
from .models import NOTHING_BEFORE, HeadRow, RecordRow
from .reading import in_chunks

CHUNK = 2000
_BEFORE, _DIGEST = COLUMNS.index("before"), len(COLUMNS)


@dataclass(slots=True)
class Walk:
    """How far the chain was walked: the last number, its digest, and whether it was sound."""

    rows: int = 0
    last: int = 0
    digest: str = NOTHING_BEFORE
    sound: bool = True


def flaws_of_chain(
    head: HeadRow | None, walk: Walk, anchor: tuple[int, str] | None = None
) -> Iterator[Flaw]:
    """Every flaw of the chain in order; ``walk`` is moved along.

    ``anchor`` is a number and the beginning of the digest that was written down for it.
    """
    moved: Flaw | None = None
    for sequence, values in _rows():
        for flaw in _flaws_of_row(sequence, values, walk, head):
            joined = _join(moved, flaw)
            if moved and joined is None:
                yield moved
            moved = joined or (flaw if flaw.fault is Fault.MOVED else None)
            if moved is None:
                yield flaw
        if anchor and anchor[0] == sequence and not walk.digest.startswith(anchor[1]):
            yield Flaw(fault=Fault.ANCHOR, first=sequence, last=sequence)
    if moved:
        yield moved
    yield from _flaws_of_end(head, walk)
    if anchor and anchor[0] > walk.last:
        yield Flaw(fault=Fault.ANCHOR, first=anchor[0], last=anchor[0])


def _rows() -> Iterator[tuple[int, Sequence[Any] | None]]:
    rows = RecordRow.objects.order_by("sequence").values_list(*COLUMNS, "digest")
    return in_chunks(rows, "sequence", lambda row: int(row[0]), CHUNK)


def _flaws_of_row(
    sequence: int, values: Sequence[Any] | None, walk: Walk, head: HeadRow | None
) -> Iterator[Flaw]:
    gap = sequence != walk.last + 1
    if gap:
        yield Flaw(fault=Fault.MISSING, first=walk.last + 1, last=sequence - 1)
    link, before_sound = walk.digest, walk.sound
    walk.rows, walk.last, walk.sound = walk.rows + 1, sequence, False
    if head and sequence > head.sequence:
        yield Flaw(fault=Fault.BEYOND, first=sequence, last=sequence)
    if values is None:
        yield Flaw(fault=Fault.UNREADABLE, first=sequence, last=sequence)
        return
    walk.digest = str(values[_DIGEST])
    if _digest(values, sequence) != walk.digest:
        yield _changed_or_moved(sequence, values)
        return
    walk.sound = True
    if not gap and before_sound and values[_BEFORE] != link:
        yield _unlinked(sequence)


def _unlinked(sequence: int) -> Flaw:
    if sequence == 1:
        return Flaw(fault=Fault.CHANGED, first=1, last=1)
    return Flaw(fault=Fault.UNLINKED, first=sequence - 1, last=sequence)


def _digest(values: Sequence[Any], sequence: int) -> str:
    try:
        return row_digest([sequence, *values[1:_DIGEST]])
    except (TypeError, ValueError):
        return ""


def _changed_or_moved(sequence: int, values: Sequence[Any]) -> Flaw:
    """Whether the row is right for another number, and for which."""
    link = RecordRow.objects.filter(digest=values[_BEFORE]).values_list("sequence", flat=True)
    after = link.first()
    likely = [sequence - 1, sequence + 1, *([after + 1] if after is not None else [])]
    if values[_BEFORE] == NOTHING_BEFORE:
        likely.append(1)
    for number in likely:
        if _digest(values, number) == values[_DIGEST]:
            return Flaw(fault=Fault.MOVED, first=sequence, last=sequence, shift=sequence - number)
    return Flaw(fault=Fault.CHANGED, first=sequence, last=sequence)


def _join(run: Flaw | None, flaw: Flaw) -> Flaw | None:
    """``run`` with ``flaw`` at its end, when both moved by the same number of places."""
    if run is None or flaw.fault is not Fault.MOVED:
        return None
    if flaw.shift != run.shift or flaw.first != run.last + 1:
        return None
    return Flaw(fault=Fault.MOVED, first=run.first, last=flaw.last, shift=run.shift)


def _flaws_of_end(head: HeadRow | None, walk: Walk) -> Iterator[Flaw]:
    if head is None:
        if walk.rows:
            yield Flaw(fault=Fault.HEAD, first=walk.last, last=walk.last)
    elif walk.last < head.sequence:
        yield Flaw(fault=Fault.MISSING, first=walk.last + 1, last=head.sequence)
    elif walk.last == head.sequence and walk.sound and walk.digest != head.digest:
        yield Flaw(fault=Fault.HEAD, first=walk.last, last=walk.last)
