"""Entries that are not made yet: the state they would lead to, and what the ledger says of them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from .from_entries import fold
from .model import Capacity, Entry, MatterState, Refusal
from .moves import Planned
from .workflow import entry_faults, may

_EVER = datetime.max.replace(tzinfo=UTC)


def after(state: MatterState, entries: Sequence[Planned]) -> MatterState:
    """``state`` after ``entries`` made at some moment to come."""
    made = [
        Entry(sequence=state.sequence + place, act=one.act, at=_EVER, by="", payload=one.payload)
        for place, one in enumerate(entries, start=1)
    ]
    return fold(made, zone=UTC, start=state)


def refusals(state: MatterState, entries: Iterable[Planned]) -> tuple[Refusal, ...]:
    """What the ledger itself would say against the first of ``entries`` that the office cannot
    make; empty when all of them can be made."""
    for entry in entries:
        refusal = may(state, entry.act, {Capacity.OFFICE})
        found = (refusal,) if refusal else entry_faults(state, entry.act, entry.payload)
        if found:
            return found
        state = after(state, [entry])
    return ()
