"""What people are told: one's own notices, the log, the burden, what the office sets."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from pilotage.base import PilotageError
from pilotage_server import clock
from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import at_fault, done, found, nothing
from pilotage_server.api.models import Scope
from pilotage_server.api.paging import Order, page
from pilotage_server.api.repeating import once
from pilotage_server.api.schemas import notices as schemas
from pilotage_server.api.schemas.base import Day, Text
from pilotage_server.api.telling import notices as telling
from pilotage_server.notices import actions
from pilotage_server.notices.burden import burden, mondays
from pilotage_server.notices.models import (
    DeliveryRow,
    DigestRow,
    HookRow,
    LineRow,
    QuietRow,
    SeenRow,
)
from pilotage_server.notices.people import READERS, lines_for
from pilotage_server.notices.showing import digests_of, once_each
from pilotage_server.notices.views.burden import BURDEN_READERS
from pilotage_server.notices.views.log import LOG_READERS, chosen, told_lines, troubles
from pilotage_server.notices.views.office import for_all, offered
from pilotage_server.notices.views.own import first_high, mark
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing

from .record import within
from .work import ListChoice

router = Router(tags=["notices"])


@router.get("/notices", response=schemas.NoticePage, operation_id="list_notices")
@opens_to(Scope.READ, *READERS)
def list_notices(request: Any, choice: Query[ListChoice]) -> HttpResponse:
    """What the asker was told, the newest first."""
    lines = lines_for(request.member)
    keys, next_ = _digests(lines, "notices", choice)
    seen = SeenRow.objects.filter(user=request.user).values_list("digest", flat=True)
    shown = once_each(first_high(list(_of(lines, keys))))
    digests = digests_of(shown, reader_language(), seen=seen)
    items = [telling.digest(one) | {"unread": one.unread} for one in digests]
    return found(request, {"items": items, "next": next_ or None})


def _digests(lines: QuerySet[LineRow], name: str, choice: ListChoice) -> tuple[list[int], str]:
    """The keys of a page of the digests that hold ``lines``, and the cursor of the next."""
    rows = DigestRow.objects.filter(pk__in=lines.values("digest"))
    shown, next_ = page(
        rows, Order(name=name, column="day", down=True), choice.cursor, choice.limit
    )
    return [row.pk for row in shown], next_


def _of(lines: QuerySet[LineRow], digests: list[int]) -> QuerySet[LineRow]:
    rows = lines.filter(digest__in=digests).select_related("digest", "matter__plan")
    return rows.defer("matter__plan__compiled", "matter__plan__adopted")


@router.post("/notices/read", response={204: None}, operation_id="mark_read")
@opens_to(Scope.OWN, *READERS)
@once
def mark_read(request: Any, said: schemas.MarkRead) -> HttpResponse:
    """Mark one digest as read, or all that the asker has."""
    mark(request.member, said.digest)
    return nothing()


class LogChoice(ListChoice):
    """Which part of the log."""

    unit: Text = Field("", max_length=80, description="To whom; `leader` for no unit.")
    day: Day | None = None


@router.get("/notices/log", response=schemas.LogPage, operation_id="notices_log")
@opens_to(Scope.READ, *LOG_READERS)
def notices_log(request: Any, choice: Query[LogChoice]) -> HttpResponse:
    """Who was told what, when, by which rule, and what became of sending it."""
    language, seen = reader_language(), told_lines(request.member)
    lines = chosen(seen, choice.unit, within(choice.day))
    keys, next_ = _digests(lines, "log", choice)
    sent = DeliveryRow.objects.filter(digest__in=keys)
    items = [
        telling.digest(one)
        | {"deliveries": [telling.delivery(each, language) for each in one.deliveries]}
        for one in digests_of(_of(lines, keys), language, deliveries=sent)
    ]
    wrong = [telling.delivery(one.row, language) for one in troubles(seen)]
    return found(request, {"items": items, "troubles": wrong, "next": next_ or None})


@router.post("/notices/deliveries/{int:key}/again", response={204: None}, operation_id="send_again")
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def send_again(request: Any, key: int) -> HttpResponse:
    """Send once more what was given up."""
    seen = told_lines(request.member).values("digest")
    row = get_object_or_404(DeliveryRow, pk=key, digest__in=seen)
    actions.send_again(row, request.member)
    return nothing()


@router.get("/burden", response=schemas.BurdenList, operation_id="burden")
@opens_to(Scope.READ, *BURDEN_READERS)
def burden_of_units(request: Any) -> HttpResponse:
    """What was asked of each unit in the last weeks, the most asked first."""
    today = clock.today()
    rows = burden(request.member, today, reader_language())
    told = {"mondays": mondays(today), "items": [telling.burden(row) for row in rows]}
    return found(request, told)


@router.get("/quiet-days", response=schemas.QuietList, operation_id="list_quiet_days")
@opens_to(Scope.READ, Standing.OFFICE)
def list_quiet_days(request: Any) -> HttpResponse:
    """The days to come on which nobody is told anything."""
    rows = QuietRow.objects.filter(ended_at=None, last__gte=clock.today()).order_by("first")
    return found(request, {"items": [telling.quiet(row) for row in rows]})


@router.post("/quiet-days", response={201: schemas.Quiet}, operation_id="keep_quiet")
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def keep_quiet(request: Any, said: schemas.KeepQuiet) -> HttpResponse:
    """Have nobody told anything on these days."""
    for_all(request.member)
    try:
        row = actions.keep_quiet(said.first, said.last, said.reason, request.member)
    except PilotageError as error:
        raise at_fault("last", error) from error
    return done(telling.quiet(row))


@router.delete("/quiet-days/{int:key}", response={204: None}, operation_id="end_quiet")
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def end_quiet(request: Any, key: int) -> HttpResponse:
    """Take quiet days back."""
    row = get_object_or_404(QuietRow, pk=key)
    for_all(request.member)
    actions.end_quiet(row, request.member)
    return nothing()


@router.get("/hooks", response=schemas.HookList, operation_id="list_hooks")
@opens_to(Scope.OFFICE, Standing.OFFICE)
def list_hooks(request: Any) -> HttpResponse:
    """The systems that notices are posted to, with their keys; none for a post of a part."""
    rows = HookRow.objects.filter(ended_at=None).select_related("programme")
    shown = [] if request.member.is_narrowed else rows
    return found(request, {"items": [telling.hook(row, reader_language()) for row in shown]})


@router.post("/hooks", response={201: schemas.Hook}, operation_id="add_hook")
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def add_hook(request: Any, said: schemas.AddHook) -> HttpResponse:
    """Have the notices of a programme posted to another system."""
    for_all(request.member)
    programme = ProgrammeRow.objects.filter(pk=said.programme).first()
    if programme is None or programme.pk not in dict(offered()):
        raise Http404
    try:
        row = actions.add_hook(programme, said.address, request.member)
    except PilotageError as error:
        raise at_fault("address", error) from error
    return done(telling.hook(row, reader_language()))


@router.delete("/hooks/{int:key}", response={204: None}, operation_id="end_hook")
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def end_hook(request: Any, key: int) -> HttpResponse:
    """Post nothing more there."""
    row = get_object_or_404(HookRow, pk=key)
    for_all(request.member)
    actions.end_hook(row, request.member)
    return nothing()
