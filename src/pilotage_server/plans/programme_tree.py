"""Programmes as a tree: which stands under which. A programme stands under one, or under none."""

from collections.abc import Iterator, Mapping

from .models import ProgrammePlaceRow, ProgrammeRow


def parents() -> dict[int, ProgrammeRow]:
    """The programme above, by the key of each that stands under one; one query."""
    rows = ProgrammePlaceRow.objects.select_related("above")
    return {row.programme_id: row.above for row in rows}


def line_above(key: int, above: Mapping[int, ProgrammeRow]) -> Iterator[ProgrammeRow]:
    """The programmes above the one with that key, the nearest first; each once, so that a database
    that somebody altered does not hold a reader up for ever."""
    seen = {key}
    while key in above and above[key].pk not in seen:
        yield above[key]
        key = above[key].pk
        seen.add(key)
