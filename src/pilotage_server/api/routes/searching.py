"""Search among tasks, clauses, entries and evidence."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from pilotage.search import MOST_CHARACTERS, Piece, read_query
from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import found
from pilotage_server.api.models import Scope
from pilotage_server.api.paging import USUAL, no_cursor, read, written
from pilotage_server.api.schemas import rest as schemas
from pilotage_server.api.schemas.base import Text
from pilotage_server.search.finding import COUNTED, find
from pilotage_server.search.models import PassageKind, PassageRow
from pilotage_server.search.showing import Line, line_of
from pilotage_server.units.language import reader_language

router = Router(tags=["search"])

OF_EACH = 5
"""Of each kind, where none is named."""


class SearchChoice(Schema):
    """What is looked for."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[Text, Field(min_length=1, max_length=MOST_CHARACTERS)]
    kind: Literal["task", "clause", "entry", "proof"] | None = None
    programme: Annotated[Text, Field(max_length=80)] = Field("", description="Its code.")
    limit: int = Field(USUAL, ge=1, le=50)
    cursor: str = Field("", max_length=100)


@router.get("/search", response=schemas.HitPage, operation_id="search")
@opens_to(Scope.READ)
def search(request: Any, choice: Query[SearchChoice]) -> HttpResponse:
    """Passages that hold the words, the best first: of one kind a page at a time, else the first
    few of each. Finds only what the asker can open."""
    query, language = read_query(choice.q.strip() or choice.q), reader_language()
    kinds = [PassageKind(choice.kind)] if choice.kind else list(PassageKind)
    first = _first(choice.cursor) if choice.kind else 0
    shown = choice.limit if choice.kind else OF_EACH
    groups = [
        find(request, query, kind, programme=choice.programme, first=first, shown=shown)
        for kind in kinds
    ]
    hits = [
        _hit(passage, line_of(passage, query, language))
        for group in groups
        for passage in group.passages
    ]
    more = bool(choice.kind) and first + shown < groups[0].count
    return found(
        request,
        {
            "items": hits,
            "next": written(["search", first + shown]) if more else None,
            "counts": {group.kind.value: group.count for group in groups},
            "more": any(group.more for group in groups),
        },
    )


def _first(cursor: str) -> int:
    """Hits are ordered by how well they fit, so their place is all that a cursor can hold."""
    if not cursor:
        return 0
    said = read(cursor)
    if not (isinstance(said, list) and len(said) == 2 and said[0] == "search"):
        raise no_cursor()
    if not isinstance(said[1], int) or not 0 < said[1] <= COUNTED:
        raise no_cursor()
    return said[1]


def _hit(passage: PassageRow, line: Line) -> dict[str, Any]:
    text, marks = _marked(line.excerpt)
    return {
        "kind": passage.kind,
        "title": "".join(piece[0] for piece in line.title),
        "excerpt": text,
        "marks": marks,
        "places": [str(place) for place in line.places],
        "at": line.at,
        "programme": passage.plan.programme_id,
        "plan": passage.plan_id,
        "task": passage.matter_id,
        "evidence": passage.proof_id,
        "page": line.url,
    }


def _marked(pieces: Iterable[Piece]) -> tuple[str, list[list[int]]]:
    """The words of an excerpt, and from where to where they are marked."""
    text, marks = "", []
    for said, marked in pieces:
        if marked:
            marks.append([len(text), len(text) + len(said)])
        text += said
    return text, marks
