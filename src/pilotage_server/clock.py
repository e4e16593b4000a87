"""The only place of the site that reads the clock.

``PILOTAGE_CLOCK_START`` (settings, an aware datetime) makes the site's clock start there when the
process starts and run on from it: the demo lives in March 2021, where its sample history is.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

_STARTED = time.monotonic()
_STANDING: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC (or the demo's)."""
    standing = _STANDING.get()
    if standing is not None:
        return standing
    start: datetime | None = getattr(settings, "PILOTAGE_CLOCK_START", None)
    if start is None:
        return timezone.now()
    return start + timedelta(seconds=time.monotonic() - _STARTED)


def began() -> datetime | None:
    """Where a clock of the site's own started, as in the demo; None where it is the real one."""
    start: datetime | None = getattr(settings, "PILOTAGE_CLOCK_START", None)
    return start


def wall() -> datetime:
    """The real moment, aware, in UTC, wherever the site's own clock stands.

    For what is agreed with the world outside: one-time codes, pauses between sign-ins.
    """
    return timezone.now()


def today() -> date:
    """The present day in the site's time zone."""
    return timezone.localtime(now()).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Inside, the clock of this thread stands at ``moment`` (aware): for restating history."""
    token = _STANDING.set(moment)
    try:
        yield
    finally:
        _STANDING.reset(token)
