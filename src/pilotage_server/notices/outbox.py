"""Sending what waits: one delivery at a time, claimed by conditional update, tried again later.

A delivery is noted as sent after the receiver took it. A watcher that dies in between leaves it to
be sent again under the same message id: at least once, and known for one by whoever receives it.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from pilotage.base import Language
from pilotage_server import clock
from pilotage_server.units.mailing import RefusedError, UndeliveredError

from . import hooks, mail
from .due import is_quiet
from .models import FIRST_HOUR, LAST_HOUR, Channel, DeliveryRow, Sending

log = logging.getLogger("pilotage_server.notices")

LEASE = timedelta(minutes=2)
"""Longer than any single sending takes (``mail`` waits 20 seconds for a server)."""
PAUSES = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 180, 360, 720))
"""Between one try and the next; after the last try of these it is given up, and shown."""
QUIET = timedelta(minutes=15)
"""When to look again at what comes at a quiet hour."""

SENDERS: Mapping[str, Callable[[DeliveryRow], None]] = {
    Channel.MAIL.value: mail.send,
    Channel.HOOK.value: hooks.send,
}


def send_next() -> bool:
    """Send what has waited longest; False when nothing is due."""
    found = claim()
    if found is None:
        return False
    if _is_quiet(found):
        _put_off(found)
        return True
    try:
        SENDERS[found.channel](found)
    except UndeliveredError as error:
        _failed(found, error)
    except Exception:
        log.exception("delivery %s met a fault of this program", found.pk)
        _failed(found, UndeliveredError.of_ours())
    else:
        _mine(found).update(state=Sending.SENT, sent_at=clock.wall(), lease_until=None, failure={})
    return True


def claim() -> DeliveryRow | None:
    """Take the delivery that is due longest; None when there is none or another was quicker."""
    now = clock.wall()
    free = Q(state=Sending.WAITING) | Q(state=Sending.SENDING, lease_until__lt=now)
    row = (
        DeliveryRow.objects.filter(free, due_at__lte=now)
        .select_related("digest", "user__wish", "hook__programme")
        .order_by("due_at", "pk")
        .first()
    )
    if row is None:
        return None
    mine = DeliveryRow.objects.filter(free, pk=row.pk, attempts=row.attempts).update(
        state=Sending.SENDING, attempts=F("attempts") + 1, lease_until=now + LEASE
    )
    row.attempts += 1
    return row if mine else None


def _mine(row: DeliveryRow) -> QuerySet[DeliveryRow]:
    """The row, unless another watcher has taken it over since."""
    return DeliveryRow.objects.filter(pk=row.pk, state=Sending.SENDING, attempts=row.attempts)


def _is_quiet(row: DeliveryRow) -> bool:
    """Whether its reader is not to be disturbed now; machines always may be."""
    if row.user is None:
        return False
    wish = getattr(row.user, "wish", None)
    first, last = (wish.first_hour, wish.last_hour) if wish else (FIRST_HOUR, LAST_HOUR)
    now = timezone.localtime(clock.now())
    return not first <= now.hour < last or is_quiet(now.date())


def _put_off(row: DeliveryRow) -> None:
    _mine(row).update(
        state=Sending.WAITING,
        attempts=F("attempts") - 1,
        due_at=clock.wall() + QUIET,
        lease_until=None,
    )


def _failed(row: DeliveryRow, error: UndeliveredError) -> None:
    dead = isinstance(error, RefusedError) or row.attempts > len(PAUSES)
    pause = timedelta() if dead else PAUSES[row.attempts - 1]
    languages: tuple[Language, ...] = ("zh", "en")
    _mine(row).update(
        state=Sending.DEAD if dead else Sending.WAITING,
        due_at=clock.wall() + pause,
        lease_until=None,
        failure={one: " ".join(error.told(one)).strip() for one in languages},
    )
