"""The only place of the site that reads the clock.

``PILOTAGE_CLOCK_START`` (settings, an aware datetime) makes the site's clock start there when the
process starts and run on from it: the demo lives in March 2021, where its sample history is.
"""

import time
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

_STARTED = time.monotonic()


def now() -> datetime:
    """The present moment, aware, in UTC (or the demo's)."""
    start: datetime | None = getattr(settings, "PILOTAGE_CLOCK_START", None)
    if start is None:
        return timezone.now()
    return start + timedelta(seconds=time.monotonic() - _STARTED)


def today() -> date:
    """The present day in the site's time zone."""
    return timezone.localtime(now()).date()
