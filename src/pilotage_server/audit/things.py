"""The second half of a check: what each thing is now against what the record last said of it.

Both are walked in the order of keys, a chunk at a time. Reads and sign-ins say nothing of what a
thing is and are passed over.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from .canonical import digest_of
from .flaws import Fault, Flaw
from .kinds import Facts, Kind, kinds
from .models import CHANGES, REMOVALS, RecordRow, What
from .reading import UNREADABLE, in_chunks


@dataclass(slots=True)
class Count:
    """How many things were compared."""

    things: int = 0


@dataclass(frozen=True, slots=True)
class Last:
    """What the record last said of a thing: in which row, which sort of change, which digest."""

    sequence: int
    what: str
    content: str

    @property
    def gone(self) -> bool:
        return self.what in REMOVALS


def flaws_of_things(count: Count, *, files: bool = False) -> Iterator[Flaw]:
    """Every thing that is not as recorded; with ``files`` the bytes behind them too."""
    for kind in kinds():
        yield from _flaws_of_kind(kind, count, files=files)
        if kind.check:
            yield from kind.check()


def _flaws_of_kind(kind: Kind, count: Count, *, files: bool) -> Iterator[Flaw]:
    rows = in_chunks(kind.rows(), "pk", lambda row: int(row.pk), kind.chunk)
    low, full = 0, True
    while full:
        chunk = list(islice(rows, kind.chunk))
        full = len(chunk) == kind.chunk
        high = chunk[-1][0] if full else None
        lasts = _lasts(kind, low, high)
        for key, row in chunk:
            count.things += 1
            yield from _flaws_of_thing(kind, key, row, lasts.pop(key, None), files=files)
        for key, last in lasts.items():
            if not last.gone and _is_sound(last.sequence):
                yield _flaw(Fault.GONE, kind, key, last)
        low = high or low


def _lasts(kind: Kind, low: int, high: int | None) -> dict[int, Last]:
    """What the record last said of the things with keys after ``low`` up to ``high``."""
    rows = RecordRow.objects.filter(kind=kind.name, key__gt=low, what__in=CHANGES)
    if high is not None:
        rows = rows.filter(key__lte=high)
    told = rows.order_by("key", "sequence").values_list("key", "sequence", "what", "content")
    return {
        key: Last(sequence, what, content)
        for key, sequence, what, content in told
        if isinstance(key, int)
    }


def _flaws_of_thing(
    kind: Kind, key: int, row: Any, last: Last | None, *, files: bool
) -> Iterator[Flaw]:
    if row is None:
        yield _flaw(Fault.GARBLED, kind, key, last)
    elif last is None:
        yield _flaw(Fault.UNRECORDED, kind, key, None, row)
    elif last.gone:
        yield _flaw(Fault.BACK, kind, key, last)
    elif _digest(kind, row) != last.content and _is_sound(last.sequence):
        yield _flaw(Fault.DIFFERS, kind, key, last)
    if files and row is not None and kind.file and last and last.what != What.FORGOTTEN:
        path, digest = kind.file(row)
        if not _holds(path, digest):
            yield _flaw(Fault.FILE, kind, key, last)


def _digest(kind: Kind, row: Any) -> str:
    try:
        return kind.digest(row)
    except UNREADABLE:
        return ""


def _is_sound(sequence: int) -> bool:
    """Whether that row of the record is as it was written; else the chain's flaw says enough."""
    try:
        row = RecordRow.objects.get(pk=sequence)
        return row.digest == digest_of(row)
    except UNREADABLE:
        return False


def _flaw(fault: Fault, kind: Kind, key: int, last: Last | None, row: Any = None) -> Flaw:
    at = last.sequence if last else 0
    return Flaw(
        fault=fault, first=at, last=at, kind=kind.name, key=key, facts=_facts(kind, last, row)
    )


def _facts(kind: Kind, last: Last | None, row: Any) -> Facts:
    """What names the thing, from the record, else from the thing itself, else nothing."""
    try:
        if last is not None:
            facts: Facts = RecordRow.objects.get(pk=last.sequence).facts
            return facts
        return kind.facts(row)
    except UNREADABLE:
        return {}


def _holds(path: Path, digest: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except OSError:
        return False
