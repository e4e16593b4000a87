"""One worker at a time does a piece of work: claimed by conditional update (decision 1).

Rows of work have the columns ``state``, ``attempts`` and ``beat_at``; these are the two states
that all of them have. A worker that dies leaves its row running without a beat.
"""

from datetime import timedelta
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Q, QuerySet

from pilotage.base import PilotageError
from pilotage_server import clock

WAITING, RUNNING = "waiting", "running"
SILENCE = timedelta(seconds=120)
ATTEMPTS = 3

R = TypeVar("R", bound=models.Model)


def claim(rows: QuerySet[R]) -> R | None:
    """Take the oldest waiting work; None when there is none or another worker was quicker."""
    found = rows.filter(state=WAITING).order_by("pk").first()
    if found is None:
        return None
    mine = rows.filter(pk=found.pk, state=WAITING).update(
        state=RUNNING, beat_at=clock.now(), attempts=F("attempts") + 1
    )
    if not mine:
        return None
    found.refresh_from_db()
    return found


def put_back_silent(rows: QuerySet[R], *, given_up: dict[str, Any], again: dict[str, Any]) -> int:
    """Put back work whose worker has said nothing for two minutes; returns how much.

    ``again`` are the columns of what waits again beside its state, ``given_up`` those of what was
    broken off as often as is allowed.
    """
    now = clock.now()
    silent = rows.filter(state=RUNNING).filter(
        Q(beat_at__lt=now - SILENCE) | Q(beat_at__gt=now + SILENCE)
    )
    silent.filter(attempts__gte=ATTEMPTS).update(**given_up)
    return silent.update(state=WAITING, **again)


def wordings(error: PilotageError) -> dict[str, tuple[str, str]]:
    """What failed and what to do about it, by language, as a row keeps it."""
    return {"en": error.told("en"), "zh": error.told("zh")}
