"""One's own: how one is told, calendars, saved views, tokens."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from pilotage.base import PilotageError
from pilotage_server.api import actions as tokens
from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import (
    at_fault,
    done,
    found,
    judge_form,
    nothing,
    tag_needed,
    tag_of,
)
from pilotage_server.api.models import Scope, TokenRow
from pilotage_server.api.paging import Order, page
from pilotage_server.api.repeating import once
from pilotage_server.api.schemas import notices as schemas
from pilotage_server.api.telling import notices as telling
from pilotage_server.ledgers import rights, saved
from pilotage_server.notices import actions
from pilotage_server.notices.feeds import offers, shown_feeds
from pilotage_server.notices.forms import WishForm
from pilotage_server.notices.models import FeedRow
from pilotage_server.notices.people import READERS
from pilotage_server.notices.views.feeds import feed_of
from pilotage_server.notices.views.own import wished
from pilotage_server.units.language import reader_language

from .work import ListChoice

router = Router(tags=["account"])


@router.get("/notices/wishes", response=schemas.Wishes, operation_id="wishes")
@opens_to(Scope.OWN, *READERS)
def wishes(request: Any) -> HttpResponse:
    """How the account is told: its address, the language, between which hours."""
    return found(request, wished(request.user))


@router.put("/notices/wishes", response=schemas.Wishes, operation_id="choose_wishes")
@opens_to(Scope.OWN, *READERS)
@once
def choose_wishes(request: Any, said: schemas.Wish) -> HttpResponse:
    """Choose how the account is told. Asks for `If-Match`."""
    form = WishForm(said.model_dump())
    judge_form(form)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=request.user.pk)
        tag_needed(request, tag_of(wished(request.user)))
        try:
            actions.choose(request.user, **form.cleaned_data)
        except PilotageError as error:
            raise at_fault("last_hour", error) from error
    return found(request, wished(request.user))


@router.get("/calendars", response=schemas.CalendarList, operation_id="list_calendars")
@opens_to(Scope.OWN, *READERS)
def list_calendars(request: Any) -> HttpResponse:
    """The calendars of the account with their secret addresses, and what one may be made of."""
    language = reader_language()
    told = {
        "items": [telling.calendar(one) for one in shown_feeds(request, language)],
        "offered": [{"of": of, "name": str(name)} for of, name in offers(request.member, language)],
    }
    return found(request, told)


@router.post("/calendars", response={201: schemas.Calendar}, operation_id="make_calendar")
@opens_to(Scope.OWN, *READERS)
@once
def make_calendar(request: Any, said: schemas.MakeCalendar) -> HttpResponse:
    """Make a calendar to subscribe to, of what is offered."""
    language = reader_language()
    row = feed_of(request.member, said.of, language)
    shown = next(one for one in shown_feeds(request, language) if one.row.pk == row.pk)
    return done(telling.calendar(shown))


@router.delete("/calendars/{int:key}", response={204: None}, operation_id="end_calendar")
@opens_to(Scope.OWN, *READERS)
@once
def end_calendar(request: Any, key: int) -> HttpResponse:
    """End a calendar of one's own; its address opens nothing any more."""
    actions.end_feed(get_object_or_404(FeedRow, pk=key, user=request.user), request.user)
    return nothing()


@router.get("/views", response=schemas.ViewList, operation_id="list_views")
@opens_to(Scope.READ, *rights.READERS)
def list_views(request: Any) -> HttpResponse:
    """The saved views of the list of tasks: the office's shared ones, and one's own."""
    rows = saved.views_of(request.member)
    return found(request, {"items": [telling.view(row, request.member) for row in rows]})


@router.post("/views", response={201: schemas.View}, operation_id="save_view")
@opens_to(Scope.OWN, *rights.READERS)
@once
def save_view(request: Any, said: schemas.SaveView) -> HttpResponse:
    """Keep a filter of the page of tasks under a name."""
    row = saved.save(request.member, said.name, said.query, shared=said.shared)
    return done(telling.view(row, request.member))


@router.delete("/views/{int:key}", response={204: None}, operation_id="remove_view")
@opens_to(Scope.OWN, *rights.READERS)
@once
def remove_view(request: Any, key: int) -> HttpResponse:
    """Remove a view; the tasks in it stay as they are."""
    gone, _by_kind = saved.views_to_remove(request.member).filter(pk=key).delete()
    if not gone:
        raise Http404
    return nothing()


@router.get("/tokens", response=schemas.TokenPage, operation_id="list_tokens")
@opens_to(Scope.OWN)
def list_tokens(request: Any, choice: Query[ListChoice]) -> HttpResponse:
    """The tokens of the account, the newest first. A token is made on the page alone."""
    rows = TokenRow.objects.filter(user=request.user)
    rows = rows.select_related("further", "user__membership")
    shown, next_ = page(rows, Order(name="tokens", down=True), choice.cursor, choice.limit)
    items = [telling.token(row, reader_language()) for row in shown]
    return found(request, {"items": items, "next": next_ or None})


@router.delete("/tokens/{int:key}", response={204: None}, operation_id="revoke_token")
@opens_to(Scope.OWN)
@once
def revoke_token(request: Any, key: int) -> HttpResponse:
    """Take a token of the account back, this one too; it opens nothing from then on."""
    tokens.revoke_token(get_object_or_404(TokenRow, pk=key, user=request.user))
    return nothing()
