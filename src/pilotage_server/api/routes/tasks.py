"""Tasks: the list with its filters, one task, its entries and evidence, what waits."""

from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from pilotage.ledger import fold
from pilotage.rulepack import Slip
from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import found, found_page
from pilotage_server.api.models import Scope
from pilotage_server.api.paging import (
    MOST,
    USUAL,
    Order,
    Place,
    cut,
    judged_page,
    keys_page,
    page,
)
from pilotage_server.api.schemas import tasks as schemas
from pilotage_server.api.schemas.base import Flag, Key, Short, Text
from pilotage_server.api.telling import kept
from pilotage_server.api.telling import tasks as telling
from pilotage_server.audit import reads
from pilotage_server.ledgers import choosing, proofs, rights, slips, store, waiting
from pilotage_server.ledgers.listing import Line, lines
from pilotage_server.ledgers.models import EntryRow, MatterRow, MatterUnitRow
from pilotage_server.prepared import Prepared
from pilotage_server.units.models import OF_A_UNIT, Standing

router = Router(tags=["tasks"])

COLUMNS = {
    "": "",
    "number": "ordinal",
    "limit": "limit",
    "last": "last_entry_at",
    "claimed": "claimed",
    "verified": "verified",
}
CHUNK = 200
"""Lines judged at once where a filter asks for what no column holds."""


class TaskChoice(Schema):
    """What the list is asked for; each given filter narrows it."""

    model_config = ConfigDict(extra="forbid")

    programme: Key | None = None
    plan: Key | None = None
    unit: Short = Field("", description="Tasks in which this unit of the register has a part.")
    step: schemas.Step | None = None
    kind: schemas.Kind | None = None
    open: Flag = Field(False, description="Only tasks whose supervision has not ended.")
    light: schemas.Light | None = None
    view: schemas.View | None = Field(None, description="A tab of the page of tasks.")
    q: Text = Field("", max_length=100, description="Words of number, heading, text or units.")
    sort: schemas.Sort | None = None
    limit: int = Field(USUAL, ge=1, le=MOST)
    cursor: str = Field("", max_length=300)


@router.get("/tasks", response=schemas.TaskPage, operation_id="list_tasks")
@opens_to(Scope.READ, *rights.READERS)
def list_tasks(request: Any, choice: Query[TaskChoice]) -> HttpResponse:
    """The tasks that the asker may see, a page at a time.

    Without `view`, `step` or `light` tasks that an edition merged or cancelled are left out, as
    on the page.
    """
    to = telling.reader(request.member)
    order = _order(choice.sort)
    if _by_columns(choice):
        rows, next_ = cut(_stamps(request.member, choice, order), order, choice.limit)
        return found_page(request, kept.lines([kept.Stamped(*row[2:]) for row in rows], to), next_)
    shown, next_ = _judged(_asked(rights.visible(request.member), choice), order, choice, to)
    items = [telling.line(one, to) for one in shown]
    return found(request, {"items": items, "next": next_ or None})


FILTERS = ("programme", "plan", "unit", "step", "kind")


def _stamps(member: Any, choice: TaskChoice, order: Order) -> list[Any]:
    """What tells the tasks of a page and the one after it, without their words."""
    circle = rights.circle_of(member)
    if circle is None:
        return []
    if choice.cursor:
        return list(_stamped(circle, choice, order))
    given = {name: value for name in FILTERS if (value := getattr(choice, name))}
    asked = _page_of(circle, tuple(given), choice.open, order, choice.limit)
    return asked.all(*given.values())


@lru_cache(maxsize=256)
def _page_of(
    circle: rights.Circle, names: tuple[str, ...], running: bool, order: Order, limit: int
) -> Prepared[Any]:
    """The first page of what filters of those ``names`` leave, whatever they ask for."""

    def make(*values: Any) -> QuerySet[MatterRow, Any]:
        given = dict(zip(names, values, strict=True))
        choice = TaskChoice.model_construct(**given, open=running, limit=limit)
        return _stamped(circle, choice, order)

    return Prepared(make)


def _stamped(circle: rights.Circle, choice: TaskChoice, order: Order) -> QuerySet[MatterRow, Any]:
    rows = _asked(rights.within(circle), choice).select_related(None)
    columns = ("pk", order.column or "pk", *kept.STAMP)
    return order.after(order.of(rows), choice.cursor).values_list(*columns)[: choice.limit + 1]


def _order(sort: str | None) -> Order:
    name = sort or ""
    return Order(name=name, column=COLUMNS[name.lstrip("-")], down=name.startswith("-"))


def _asked(rows: QuerySet[MatterRow], choice: TaskChoice) -> QuerySet[MatterRow]:
    """The filters that columns answer."""
    named = {
        "plan__programme_id": choice.programme,
        "plan_id": choice.plan,
        "step": choice.step,
        "kind": choice.kind,
    }
    rows = rows.filter(**{name: value for name, value in named.items() if value is not None})
    if choice.open:
        rows = rows.exclude(step__in=("closed", "merged", "cancelled"))
    elif not (choice.view or choice.step or choice.light):
        rows = rows.exclude(step__in=("merged", "cancelled"))
    if choice.unit:
        parts = MatterUnitRow.objects.filter(unit=choice.unit)
        rows = rows.filter(pk__in=parts.values("matter"))
    return rows


def _by_columns(choice: TaskChoice) -> bool:
    return not (choice.light or choice.view or choice.q)


def _judged(
    rows: QuerySet[MatterRow], order: Order, choice: TaskChoice, to: telling.Reader
) -> tuple[list[Line], str]:
    """The same where a light, a tab or words are asked for: judged by the chunk till it is full."""
    kept: list[Line] = []
    cursor = choice.cursor
    wanted = choosing.Choice(view=choice.view or "", light=choice.light or "", q=choice.q.strip())
    while True:
        keys, cursor = keys_page(rows, order, cursor, CHUNK)
        for one in telling.lines_of(keys, to, texts=bool(choice.q)):
            if _wanted(one, wanted):
                kept.append(one)
            if len(kept) > choice.limit:
                return kept[:-1], order.cursor_after(kept[-2].matter)
        if not cursor:
            return kept, ""


def _wanted(one: Line, wanted: choosing.Choice) -> bool:
    return bool(choosing.among([one], wanted))


@router.get("/tasks/{int:key}", response=schemas.Task, operation_id="task")
@opens_to(Scope.READ, *rights.READERS)
def task(request: Any, key: int) -> HttpResponse:
    """One task: its light and why, its words, what the asker may do, its newest entries.

    Reading it is recorded, once an hour.
    """
    matter = rights.matter_for(request.member, key)
    reads.opened(request.user, matter)
    to = telling.reader(request.member)
    return found(request, telling.whole(matter, to), version=matter.version)


class EntryChoice(Schema):
    """A page of entries, the newest first."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(USUAL, ge=1, le=MOST)
    cursor: str = Field("", max_length=300)


@router.get("/tasks/{int:key}/entries", response=schemas.EntryPage, operation_id="task_entries")
@opens_to(Scope.READ, *rights.READERS)
def entries(request: Any, key: int, choice: Query[EntryChoice]) -> HttpResponse:
    """What was entered on a task, as far as the asker may read it, the newest first."""
    matter = rights.matter_for(request.member, key)
    reads.opened(request.user, matter)
    rows, files = proofs.entries_of(matter), proofs.proofs_of(matter)
    lead, above = _lead(rows), rights.above_of(matter)
    seen = [row for row in rows if rights.sees_entry(request.member, row, lead, above)]
    shown, next_ = page(
        EntryRow.objects.filter(pk__in=[row.pk for row in seen]),
        Order(name="entries", down=True),
        choice.cursor,
        choice.limit,
    )
    to = telling.reader(request.member)
    own = [one for one in files if proofs.sees(request.member, one, rows, lead, above)]
    items = [
        telling.entry(row, [one.pk for one in own if one.entry_id == row.pk], to.language)
        for row in shown
    ]
    return found(request, {"items": items, "next": next_ or None})


def _lead(rows: list[EntryRow]) -> str | None:
    state = fold(store.entries_from(rows, []))
    return state.lead.unit if state.lead else None


@router.get("/tasks/{int:key}/evidence", response=schemas.ProofList, operation_id="task_evidence")
@opens_to(Scope.READ, *rights.READERS)
def evidence(request: Any, key: int) -> HttpResponse:
    """The files of a task that the asker may open."""
    matter = rights.matter_for(request.member, key)
    reads.opened(request.user, matter)
    rows, files = proofs.entries_of(matter), proofs.proofs_of(matter)
    lead, above = _lead(rows), rights.above_of(matter)
    seen = [one for one in files if proofs.sees(request.member, one, rows, lead, above)]
    items = [telling.proof(one) for one in proofs.shown(rows, seen)]
    return found(request, {"items": items})


class WaitingChoice(Schema):
    """A page of what waits."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(USUAL, ge=1, le=MOST)
    cursor: str = Field("", max_length=300)


@router.get("/to-do", response=schemas.DutyPage, operation_id="to_do")
@opens_to(Scope.READ, *OF_A_UNIT)
def to_do(request: Any, choice: Query[WaitingChoice]) -> HttpResponse:
    """What waits for the unit of the asker: to sign, to answer, to report."""
    if not request.member.unit:
        raise Http404
    to = telling.reader(request.member)
    duties = waiting.work_of(request.member).duties
    shown, next_ = judged_page(duties, "to-do", _of_duty, choice.cursor, choice.limit)
    items = [telling.duty(one, to) for one in shown]
    return found(request, {"items": items, "next": next_ or None})


def _of_duty(one: waiting.Duty) -> Place:
    number = one.instructed.said.number if one.instructed else 0
    return waiting.ORDER.index(one.kind), one.line.key, number


@router.get("/slips", response=schemas.SlipPage, operation_id="list_slips")
@opens_to(Scope.READ, Standing.OFFICE)
def due_slips(request: Any, choice: Query[WaitingChoice]) -> HttpResponse:
    """The slips that are due today, the gravest first; one is sent by the act `urge`."""
    to = telling.reader(request.member)
    known = lines(rights.visible(request.member), to.today, to.language, to.book)
    due = slips.due(known, to.book)
    shown, next_ = judged_page(due, "slips", of_slip, choice.cursor, choice.limit)
    return found(request, {"items": [telling.slip(one) for one in shown], "next": next_ or None})


def of_slip(one: slips.Due) -> Place:
    """Where a slip stands among those that are due: the gravest first."""
    return slips.LADDER.index(Slip(one.slip.gives)), one.line.key
