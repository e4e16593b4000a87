"""A check of the whole record: the chain, then the things, in one view of the database."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .chain import Walk, flaws_of_chain
from .flaws import Fault, Flaw, to_facts
from .kinds import kinds
from .models import HeadRow, RecordRow, What
from .reading import snapshot
from .record import record
from .things import Count, flaws_of_things

MOST = 1000
"""Flaws that are listed; further ones are counted. A spoilt table has one in every row."""

KEPT = 20
"""Flaws that are kept with the record of the check."""

Anchor = tuple[int, str]


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What a check found: rows and things compared, the flaws, the head, the seconds it took."""

    rows: int = 0
    things: int = 0
    found: int = 0
    flaws: list[Flaw] = field(default_factory=list)
    sequence: int = 0
    digest: str = ""
    seconds: float = 0.0

    @property
    def is_sound(self) -> bool:
        return self.found == 0

    @property
    def rate(self) -> float:
        """Rows and things a second."""
        return (self.rows + self.things) / self.seconds if self.seconds else 0.0


def verify(
    *, anchor: Anchor | None = None, files: bool = False, told: Callable[[Flaw], None] | None = None
) -> Outcome:
    """Check the record; ``told`` hears every flaw as it is found. Writes nothing."""
    outcome, started = Outcome(), time.perf_counter()
    with snapshot():
        for flaw in _flaws(outcome, anchor, files=files):
            outcome.found += 1
            if outcome.found <= MOST:
                outcome.flaws.append(flaw)
                if told:
                    told(flaw)
    outcome.seconds = time.perf_counter() - started
    return outcome


def _flaws(outcome: Outcome, anchor: Anchor | None, *, files: bool) -> Iterator[Flaw]:
    head, walk, count = HeadRow.objects.filter(pk=HeadRow.ONLY).first(), Walk(), Count()
    if not RecordRow.objects.exists() and not (head and head.sequence):
        if any(kind.rows().exists() for kind in kinds()):
            yield Flaw(fault=Fault.EMPTY)
        return
    yield from flaws_of_chain(head, walk, anchor)
    outcome.rows, outcome.sequence, outcome.digest = walk.rows, walk.last, walk.digest
    yield from flaws_of_things(count, files=files)
    outcome.things = count.things


def keep(outcome: Outcome) -> None:
    """Record that the check was made and what it found, for the page of the record."""
    facts = {
        "rows": outcome.rows,
        "things": outcome.things,
        "found": outcome.found,
        "head": outcome.sequence,
        "flaws": [to_facts(flaw) for flaw in outcome.flaws[:KEPT]],
    }
    record(What.VERIFIED, facts=facts)
