"""On PostgreSQL those who write at the same time wait for the disk together, not in a queue.

Whoever writes holds the head of the record until its commit, and a commit that waits for the disk
would make all others wait for that too. So the transaction lets the head go when it is committed,
and before anybody is told that the act is done, a second and empty one waits for the disk: its
place in the log is behind, so all before it is then on the disk, the acts of others with it.
A server that loses its power in between loses acts from the end of the chain that nobody was told
are done, and never one without those after it. An installation that sets ``synchronous_commit`` in
PostgreSQL, for a second server say, has it kept: the second transaction waits as is set there.

SQLite has one writer at a time, which waits for the disk itself.
"""

from typing import TypeVar

from django.db import connection, models, transaction
from django.db.models import CharField, Func, QuerySet, Value

Row = TypeVar("Row", bound=models.Model)

_WAIT = "SELECT pg_logical_emit_message(true, 'pilotage', '')"
"""An entry of the log that means nothing; any account of the database may make it."""


def letting_go(rows: QuerySet[Row]) -> QuerySet[Row]:
    """``rows``, which when they are read have this transaction not wait for the disk."""
    if connection.vendor != "postgresql":
        return rows
    said = [Value("synchronous_commit"), Value("off"), Value(True)]
    setting = Func(*said, function="set_config", output_field=CharField())
    found: QuerySet[Row] = rows.annotate(lets_go=setting)
    return found


def wait_for_the_disk() -> None:
    """Once this transaction is committed, wait until it is on the disk; asked for once in each."""
    if connection.vendor != "postgresql":
        return
    if all(asked[1] is not _wait for asked in connection.run_on_commit):
        transaction.on_commit(_wait)


def _wait() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_WAIT)
