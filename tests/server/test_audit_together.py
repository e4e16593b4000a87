"""A transaction that records does not wait for the disk; who took the act waits after it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from pilotage_server.audit import together
from pilotage_server.audit.models import What
from pilotage_server.audit.record import begin, record

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        "postgresql" not in settings.DATABASES["default"]["ENGINE"],
        reason="SQLite has one writer at a time",
    ),
]


def said(cursor: Any, question: str) -> Any:
    return cursor.execute(question).fetchone()[0]


def test_a_transaction_lets_go_and_waits_once_however_much_it_records(
    django_capture_on_commit_callbacks: Callable[[], AbstractContextManager[list[Any]]],
) -> None:
    with connection.cursor() as cursor:
        assert said(cursor, "SHOW synchronous_commit") == "on"
        with django_capture_on_commit_callbacks() as waits:
            begin()
            record(What.OPENED, by="office")
            record(What.OPENED, by="office")
            assert said(cursor, "SHOW synchronous_commit") == "off"
    assert waits == [together._wait]


def test_waiting_brings_all_that_was_committed_to_the_disk() -> None:
    """Through two connections of their own: one that does not wait for the disk, one that does."""
    import psycopg

    place = connection.get_connection_params()
    where = {name: place[name] for name in ("host", "port", "user", "dbname")}
    with (
        psycopg.connect(**where, autocommit=True) as quick,
        psycopg.connect(**where, autocommit=True) as slow,
    ):
        quick.execute("SET synchronous_commit = off")
        for _time in range(20):
            quick.execute("SELECT pg_logical_emit_message(true, 'test', repeat('x', 100))")
            end = said(quick, "SELECT pg_current_wal_insert_lsn()")
            slow.execute(together._WAIT)
            assert said(slow, f"SELECT pg_current_wal_flush_lsn() >= '{end}'")
