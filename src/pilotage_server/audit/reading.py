"""Reading tables that somebody may have spoilt: in chunks, and past rows that cannot be read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, models, transaction

from pilotage.base import PilotageError

T = TypeVar("T")
UNREADABLE = (
    *(ValueError, TypeError, LookupError, AttributeError, OverflowError),
    *(ObjectDoesNotExist, DatabaseError, PilotageError),
)
"""What reading a spoilt row raises: a date of month 13, JSON that is none, a key to nowhere."""


def in_chunks(
    rows: models.QuerySet[Any, T], key: str, key_of: Callable[[T], int], size: int
) -> Iterator[tuple[int, T | None]]:
    """The rows in the order of ``key``, ``size`` at a time; None for one that cannot be read."""
    last = None
    while True:
        rest = rows.order_by(key) if last is None else rows.filter(**{f"{key}__gt": last})
        chunk = rest.order_by(key)[:size]
        try:
            found: list[tuple[int, T | None]] = [(key_of(row), row) for row in chunk]
        except UNREADABLE:
            keys = rest.order_by(key).values_list(key, flat=True)[:size]
            found = [(number, _one(rows, key, number)) for number in keys]
        yield from found
        if len(found) < size:
            return
        last = found[-1][0]


def _one(rows: models.QuerySet[Any, T], key: str, number: int) -> T | None:
    try:
        return rows.filter(**{key: number}).first()
    except UNREADABLE:
        return None


@contextmanager
def snapshot() -> Iterator[None]:
    """Inside, the database stands still for this reader, and writers go on beside it.

    SQLite: a deferred transaction over the write-ahead log. PostgreSQL: repeatable read.
    Within a transaction that is open already, that one serves.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
