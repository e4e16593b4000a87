"""A form sent twice does its work once.

Every rendered form that does something carries ``{% post_token %}``. The view spends the token in
the same transaction as the act; the second arrival of the same form finds it spent.
"""

import secrets
from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from pilotage_server import clock

from .models import PostRow
from .problems import stale

FIELD = "post_token"


def new_token() -> str:
    """A fresh token for a form being rendered."""
    return secrets.token_urlsafe(16)


@transaction.atomic
def spend(request: HttpRequest) -> PostRow | None:
    """Spend the form's token: None the first time, else the row of the first sending.

    Its ``location`` is where the first answer led. A form without a token is refused as stale.
    """
    token = request.POST.get(FIELD, "")[:43]
    if not token:
        raise stale()
    row, first = PostRow.objects.get_or_create(
        token=token, defaults={"user": request.user, "at": clock.now()}
    )
    return None if first else row


def answer(request: HttpRequest, location: str) -> str:
    """Keep where the answer to this form led, and return it."""
    token = request.POST.get(FIELD, "")[:43]
    PostRow.objects.filter(token=token).update(location=location)
    return location


def do(request: HttpRequest, act: Callable[[], str]) -> HttpResponse:
    """Spend the form's token and do ``act`` in one transaction, then go where it says.

    ``act`` returns the address of its answer. A form that was sent before goes there at once.
    """
    with transaction.atomic():
        before = spend(request)
        target = (before.location or "/") if before else answer(request, act())
    return redirect(target)
