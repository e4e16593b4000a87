"""The watcher: makes the digests of the day and sends what waits.

Any number may run, on one machine or on many beside one PostgreSQL: all work is claimed by
conditional update, a lease runs out when its holder dies, and what was done twice in a race is held
back by the constraints of the tables. It keeps nothing in memory: kill it at any moment.
"""

import logging
import time
from collections.abc import Callable

from django.db import connection

from .digests import make_digests
from .outbox import send_next

log = logging.getLogger("pilotage_server.notices")


def watch_once() -> bool:
    """Make the digests that are due, else send one delivery; False when there was nothing."""
    return make_digests() or send_next()


def watch_on(wanted: Callable[[], bool], pause: float = 2.0) -> None:
    """Watch as long as it is ``wanted``; a fault is logged and the next round tries again."""
    while wanted():
        try:
            busy = watch_once()
        except Exception:
            log.exception("the watcher goes on after a fault")
            connection.close()
            busy = False
        if not busy:
            time.sleep(pause)
