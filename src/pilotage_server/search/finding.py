"""Asking the index: which passages, how many, in which order, bounded in all three.

Matching is cheap and ranking is not (a common word stands in tens of thousands of clauses), so that
only a result small enough to be read is ranked; a larger one is shown newest first. Counting stops
at COUNTED.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pilotage.search import Query, relevance
from pilotage_server.units.access import MemberRequest

from .models import INDEXES, PassageKind, PassageRow
from .rights import of_programme, openable

COUNTED = 500
RANKED = 100
SHOWN_WITH = {
    PassageKind.TASK: ("matter",),
    PassageKind.CLAUSE: (),
    PassageKind.ENTRY: ("matter", "entry"),
    PassageKind.PROOF: ("matter", "entry", "proof"),
}
"""What the line of a passage shows besides its plan and programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The passages of one kind: a page of them, and how many there are.

    ``more`` when there are more than ``count``; ``ranked`` when the best come first and not the
    newest.
    """

    kind: PassageKind
    passages: Sequence[PassageRow]
    count: int
    more: bool
    ranked: bool


def find(
    request: MemberRequest,
    query: Query,
    kind: PassageKind,
    *,
    programme: str = "",
    first: int = 0,
    shown: int = 20,
) -> Found:
    """The passages of ``kind`` that hold ``query``, from place ``first`` on, at most ``shown``.

    One query to find and count; one to rank and one for the passages, when any are shown.
    """
    numbers = numbers_of(request, query, kind, programme=programme, most=COUNTED + 1)
    more, numbers = len(numbers) > COUNTED, numbers[:COUNTED]
    ranked = len(numbers) <= RANKED
    if ranked and shown:
        numbers = _ranked(numbers, query)
    return Found(
        kind=kind,
        passages=_rows(kind, numbers[first : first + shown]),
        count=len(numbers),
        more=more,
        ranked=ranked,
    )


def numbers_of(
    request: MemberRequest,
    query: Query,
    kind: PassageKind,
    *,
    programme: str = "",
    most: int | None = None,
) -> list[int]:
    """The numbers of the passages that hold ``query``, the newest first, at most ``most``."""
    index = INDEXES[kind].objects.filter(
        openable(request, kind), of_programme(programme), tokens__matches=query
    )
    return list(index.order_by("-rowid").values_list("rowid", flat=True)[:most])


def _ranked(numbers: Sequence[int], query: Query) -> list[int]:
    """Those numbers, the best first, then the newest."""
    rows = PassageRow.objects.filter(pk__in=numbers).values_list("pk", "at", "text")
    best = sorted((-relevance(text, query), -at.timestamp(), number) for number, at, text in rows)
    return [number for _score, _at, number in best]


def _rows(kind: PassageKind, numbers: Sequence[int]) -> list[PassageRow]:
    """The passages with those numbers, in that order, with what their lines show."""
    if not numbers:
        return []
    rows = PassageRow.objects.select_related("plan__programme", *SHOWN_WITH[kind])
    hidden = ["plan__compiled", "plan__adopted"]
    hidden += ["matter__text"] if "matter" in SHOWN_WITH[kind] else []
    found = rows.defer(*hidden).in_bulk(list(numbers))
    return [found[number] for number in numbers if number in found]
