"""The record for auditors: who did and read what."""

from typing import Any

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import found
from pilotage_server.api.models import Scope
from pilotage_server.api.paging import MOST, USUAL, Order, page
from pilotage_server.api.schemas import rest as schemas
from pilotage_server.api.schemas.base import Day, Key, Text
from pilotage_server.audit.choosing import Choice, chosen
from pilotage_server.audit.models import HeadRow, RecordRow, What
from pilotage_server.audit.reads import looked_up
from pilotage_server.audit.sentences import thing_said
from pilotage_server.audit.views import READERS

router = Router(tags=["record"])


class RecordChoice(Schema):
    """Which rows are asked for; `kind` and `key` together name a thing."""

    model_config = ConfigDict(extra="forbid")

    who: Text = Field("", max_length=150, description="An account; - for the site itself.")
    what: str = Field("", max_length=16)
    since: Day | None = None
    until: Day | None = None
    kind: Text = Field("", max_length=16)
    key: Key | None = None
    limit: int = Field(USUAL, ge=1, le=MOST)
    cursor: str = Field("", max_length=300)


@router.get("/record", response=schemas.RecordPage, operation_id="list_record")
@opens_to(Scope.RECORD, *READERS)
def list_record(request: Any, choice: Query[RecordChoice]) -> HttpResponse:
    """The rows of the record, the newest first. Looking is recorded, once an hour."""
    looked_up(request.user)
    of_thing = bool(choice.kind) and choice.key is not None
    rows = chosen(
        Choice(
            who=choice.who,
            what=choice.what,
            since=within(choice.since),
            until=within(choice.until),
            kind=choice.kind if of_thing else "",
            key=choice.key if of_thing else None,
        )
    )
    shown, next_ = page(rows, Order(name="record", down=True), choice.cursor, choice.limit)
    return found(request, {"items": [_line(row) for row in shown], "next": next_ or None})


def within(day: Day | None) -> Day | None:
    """A day that a database can compare with."""
    return day if day and 1900 <= day.year <= 9000 else None


def _line(row: RecordRow) -> dict[str, Any]:
    return {
        "sequence": row.sequence,
        "at": row.at,
        "by": row.by,
        "what": row.what,
        "word": str(What(row.what).label) if row.what in What.values else row.what,
        "kind": row.kind,
        "key": row.key,
        "thing": thing_said(row.kind, row.facts),
        "facts": row.facts,
        "content": row.content,
        "before": row.before,
        "digest": row.digest,
    }


@router.get("/record/head", response=schemas.RecordHead, operation_id="record_head")
@opens_to(Scope.RECORD, *READERS)
def record_head(request: Any) -> HttpResponse:
    """How long the record is, and its last digest: note both down outside of the site."""
    head = HeadRow.objects.filter(pk=HeadRow.ONLY).first() or HeadRow()
    return found(request, {"sequence": head.sequence, "digest": head.digest})
