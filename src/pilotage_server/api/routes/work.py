"""The daily work of the office: what waits, what is stuck, what is approved together."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal

from django.db import transaction
from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from pilotage.ledger import Step
from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import done, found, tag_needed, tag_of
from pilotage_server.api.models import Scope
from pilotage_server.api.paging import MOST, USUAL, Place, judged_page
from pilotage_server.api.repeating import once
from pilotage_server.api.schemas import work as schemas
from pilotage_server.api.telling import tasks as telling
from pilotage_server.api.telling import work
from pilotage_server.ledgers import actions, rights
from pilotage_server.ledgers.approval import asks_approval
from pilotage_server.ledgers.listing import Line, lines
from pilotage_server.ledgers.slips import Due
from pilotage_server.ledgers.views.approving import approve_all, approved_of, chosen, proposed_of
from pilotage_server.ledgers.views.checking import Queue, queue_of, since, with_reports
from pilotage_server.ledgers.views.suspended import stuck, suspensions
from pilotage_server.plans.access import programme_for
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.models import Standing

from .tasks import of_slip

router = Router(tags=["daily work"])

OF_EACH = 5
"""Of each kind, where none is named."""


class QueueChoice(Schema):
    """A page of one kind, or the first few of each."""

    model_config = ConfigDict(extra="forbid")

    kind: schemas.Waits | None = None
    limit: int = Field(USUAL, ge=1, le=MOST)
    cursor: str = Field("", max_length=300)


@router.get("/checking", response=schemas.WaitingPage, operation_id="checking")
@opens_to(Scope.READ, Standing.OFFICE, Standing.CHECKER)
def checking(request: Any, choice: Query[QueueChoice]) -> HttpResponse:
    """What waits for the office: of one kind a page at a time, else the first few of each, with how
    many there are. A checker has the reports."""
    queue = queue_of(request.member)
    to = telling.reader(request.member)
    kinds: list[str] = [choice.kind] if choice.kind else ["slips", *queue.kinds]
    limit = choice.limit if choice.kind else OF_EACH
    items: list[telling.Told] = []
    next_ = ""
    for kind in kinds:
        cursor = choice.cursor if choice.kind else ""
        shown, next_ = _of_kind(queue, kind, to, cursor, limit)
        items += shown
    counts = {kind: len(ones) for kind, ones in queue.kinds.items()}
    if request.member.is_office:
        counts = {"slips": len(queue.slips)} | counts
    told = {"items": items, "counts": counts, "proposed": queue.proposed}
    return found(request, told | {"next": next_ if choice.kind and next_ else None})


def _of_kind(
    queue: Queue, kind: str, to: telling.Reader, cursor: str, limit: int
) -> tuple[list[telling.Told], str]:
    if kind == "slips":
        due, next_ = judged_page(queue.slips, kind, _of_due, cursor, limit)
        return [work.slip_waiting(one, to) for one in due], next_
    place = _of_report if kind == "reports" else _of_line
    shown, next_ = judged_page(queue.kinds.get(kind, ()), kind, place, cursor, limit)
    reports = dict(_reports(shown, to)) if kind == "reports" else {}
    return [work.waiting(kind, one, to, reports.get(one.key)) for one in shown], next_


def _reports(shown: Sequence[Line], to: telling.Reader) -> Iterator[tuple[int, telling.Told]]:
    """The report that waits on each line."""
    rows = [row for _line, row in with_reports(shown) if row]
    told = work.entries(rows, to.language)
    return ((row.matter_id, told[row.pk]) for row in rows)


def _of_due(one: Due) -> Place:
    return of_slip(one)


def _of_report(one: Line) -> Place:
    return since(one).isoformat(), one.key


def _of_line(one: Line) -> Place:
    return (one.key,)


class ListChoice(Schema):
    """A page of the list."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(USUAL, ge=1, le=MOST)
    cursor: str = Field("", max_length=300)


@router.get("/suspended", response=schemas.StuckPage, operation_id="list_suspended")
@opens_to(Scope.READ, *rights.READERS)
def list_suspended(request: Any, choice: Query[ListChoice]) -> HttpResponse:
    """The tasks that are stuck: why, waiting for what, the nearest day of review first."""
    to = telling.reader(request.member)
    shown, next_ = judged_page(
        stuck(request.member), "suspended", _of_review, choice.cursor, choice.limit
    )
    rows = suspensions(shown)
    items = [work.stuck(one, rows.get(one.key), to) for one in shown]
    return found(request, {"items": items, "next": next_ or None})


def _of_review(one: Line) -> Place:
    return (one.review_on or date.min).isoformat(), one.key


class ApprovingChoice(ListChoice):
    """Which of the two lists: what waits for approval, or what is approved and not dispatched."""

    list: Literal["proposed", "approved"] = "proposed"


@router.get("/approving", response=schemas.ApprovingPage, operation_id="list_approving")
@opens_to(Scope.READ, Standing.OFFICE, Standing.LEADER)
def list_approving(request: Any, choice: Query[ApprovingChoice]) -> HttpResponse:
    """What waits for approval; for the office also what was approved and waits to be dispatched."""
    to = telling.reader(request.member)
    step = Step.PROPOSED if choice.list == "proposed" else Step.REGISTERED
    rows = rights.visible(request.member).filter(step=step.value)
    if step is Step.REGISTERED and not request.member.is_office:
        rows = rows.none()
    shown, next_ = judged_page(
        lines(rows, to.today, to.language, to.book),
        choice.list,
        _of_line,
        choice.cursor,
        choice.limit,
    )
    waiting = proposed_of(request, shown) if step is Step.PROPOSED else approved_of(shown)
    items = [{"task": telling.line(one.line, to), "reason": one.reason} for one in waiting]
    return found(request, {"items": items, "next": next_ or None})


@router.post("/approving/approve", response={201: schemas.Taken}, operation_id="approve_chosen")
@opens_to(Scope.OFFICE, Standing.OFFICE, Standing.LEADER)
@once
def approve_chosen(request: Any, said: schemas.Chosen) -> HttpResponse:
    """Approve the chosen tasks, all or none."""
    matters = chosen(request.member, set(said.tasks), Step.PROPOSED)
    return done({"tasks": len(approve_all(matters, request.member))})


@router.post("/approving/dispatch", response={201: schemas.Taken}, operation_id="dispatch_chosen")
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def dispatch_chosen(request: Any, said: schemas.Chosen) -> HttpResponse:
    """Dispatch the chosen tasks as their plan says, all or none."""
    matters = chosen(request.member, set(said.tasks), Step.REGISTERED)
    return done({"tasks": len(actions.dispatch_planned(matters, request.member))})


@router.get(
    "/programmes/{int:key}/approval", response=schemas.ApprovalTold, operation_id="approval"
)
@opens_to(Scope.READ, Standing.OFFICE)
def approval(request: Any, key: int) -> HttpResponse:
    """Whether the tasks of a programme are approved before they are dispatched."""
    return found(request, _approval(programme_for(request, key)))


def _approval(programme: ProgrammeRow) -> telling.Told:
    return {"programme": programme.pk, "asked": asks_approval(programme)}


@router.put(
    "/programmes/{int:key}/approval", response=schemas.ApprovalTold, operation_id="set_approval"
)
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def set_approval(request: Any, key: int, said: schemas.Approval) -> HttpResponse:
    """Say whether they are; what is registered and was never sent is then put up at once. Asks for
    `If-Match`."""
    programme_for(request, key)
    with transaction.atomic():
        programme = ProgrammeRow.objects.select_for_update().get(pk=key)
        tag_needed(request, tag_of(_approval(programme)))
        actions.ask_approval(programme, request.member, asked=said.asked)
    return found(request, _approval(programme))
