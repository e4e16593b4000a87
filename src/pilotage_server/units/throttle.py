"""Sign-ins that fail are slowed down: for each account name, and for each address.

Kept in the database, so that every process counts alike. An attempt is counted before it is
judged and taken back when it was right: many at once gain nothing.
"""

import ipaddress
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilotage.base import Language
from pilotage_server import clock

from .models import AttemptRow
from .problems import RefusalError

FREE = {"account": 5, "address": 30, "token": 30}
"""Failures before the first pause: a person mistypes; an office shares one address."""

FIRST, LONGEST = timedelta(seconds=15), timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)

Key = tuple[str, str]


class PausedError(RefusalError):
    """Too many sign-ins failed: 429, with how long to wait."""

    def __init__(self, left: timedelta) -> None:
        self.seconds = max(1, -(-left // timedelta(seconds=1)))
        super().__init__(429, _("Too many sign-ins failed."), _wait(self.seconds))

    def told_in(self, language: Language) -> str:
        """Both sentences as one line."""
        return f"{self.what}{' ' if language == 'en' else ''}{self.remedy}"


def keys_of(request: HttpRequest, account: str) -> tuple[Key, Key]:
    """What the attempts of ``account`` from where ``request`` comes are counted under."""
    return ("account", account.strip().casefold()[:150]), ("address", address_of(request))


def address_of(request: HttpRequest) -> str:
    """The address a request comes from: an IPv4 address or an IPv6 network of 64 bits.

    Behind a proxy that speaks HTTPS for the site, the one that the proxy names last.
    """
    given: str = request.META.get("REMOTE_ADDR", "")
    if settings.HTTPS:
        given = request.META.get("HTTP_X_FORWARDED_FOR", given).rpartition(",")[2].strip()
    try:
        found = ipaddress.ip_address(given)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and not found.ipv4_mapped:
        return str(ipaddress.ip_network((found, 64), strict=False).network_address)
    return str(found)


def pause_after(kind: str, failures: int) -> timedelta:
    """How long to wait after that many failures: 15 s, then twice as long each time, to 15 min."""
    over = failures - FREE[kind]
    return min(FIRST * 2 ** min(over, 10), LONGEST) if over >= 0 else timedelta()


@transaction.atomic
def claim(keys: Iterable[Key]) -> None:
    """Count one more attempt under each of ``keys``; PausedError, and no count, in a pause."""
    now = clock.wall()
    AttemptRow.objects.filter(last_at__lt=now - FORGOTTEN).delete()
    rows = [_row(key, now) for key in keys]
    waits = [row.last_at + pause_after(row.kind, row.failures) - now for row in rows]
    left = max(waits, default=timedelta())
    if left > timedelta():
        raise PausedError(left)
    for row in rows:
        row.failures, row.last_at = row.failures + 1, now
        row.save()


def _row(key: Key, now: datetime) -> AttemptRow:
    """The locked count of that key, made when there is none: two at once meet the same row."""
    kind, name = key
    rows = AttemptRow.objects.select_for_update()
    return rows.get_or_create(kind=kind, key=name, defaults={"last_at": now})[0]


@transaction.atomic
def succeeded(keys: Iterable[Key]) -> None:
    """Forget the failures of the account; take this attempt back from its address."""
    for kind, key in keys:
        rows = AttemptRow.objects.filter(kind=kind, key=key)
        if kind == "account":
            rows.delete()
        else:
            rows.filter(failures__gt=0).update(failures=F("failures") - 1)


def _wait(seconds: int) -> str:
    if seconds < 60:
        text = ngettext(
            "Wait %(n)d second, then sign in again.",
            "Wait %(n)d seconds, then sign in again.",
            seconds,
        )
        return text % {"n": seconds}
    minutes = -(-seconds // 60)
    text = ngettext(
        "Wait %(n)d minute, then sign in again.",
        "Wait %(n)d minutes, then sign in again.",
        minutes,
    )
    return text % {"n": minutes}
