"""Who read what. Written before the answer leaves: what cannot be recorded is not shown.

Kept are the account and the time, not the network address: accounts are posts, and an address
would say where a person sat without making the account any surer.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import models

from pilotage_server import clock
from pilotage_server.prepared import Prepared

from .kinds import kind_of
from .models import RecordRow, What
from .record import record

AGAIN = timedelta(hours=1)
"""A page opened again by the same account within this time is the same reading."""


_OPENED = Prepared(
    lambda kind, key, by, since: RecordRow.objects.filter(
        kind=kind, key=key, what=What.OPENED, by=by, at__gt=since
    ).values_list("sequence")[:1]
)


def opened(user: User, thing: models.Model) -> None:
    """``user`` opens the page of ``thing``; recorded once an hour."""
    name = user.get_username()
    if not _OPENED.all(kind_of(thing).name, thing.pk, name, clock.now() - AGAIN):
        record(What.OPENED, thing, by=name)


def looked_up(user: User) -> None:
    """``user`` opens the record itself; recorded once an hour."""
    name = user.get_username()
    known = RecordRow.objects.filter(what=What.LOOKED_UP, by=name)
    if not known.filter(at__gt=clock.now() - AGAIN).exists():
        record(What.LOOKED_UP, by=name)


def downloaded(user: User, thing: models.Model) -> None:
    """``user`` takes the file of ``thing``; recorded every time."""
    record(What.DOWNLOADED, thing, by=user.get_username())


def exported(
    user: User, thing: models.Model | None = None, *, facts: Mapping[str, Any] | None = None
) -> None:
    """``user`` takes a table made of ``thing``, or of what ``facts`` name; recorded every time."""
    record(What.EXPORTED, thing, by=user.get_username(), facts=facts)
