"""On PostgreSQL a single row finds its place in the chain in one statement with the head's lock.

Everybody who writes waits for the head, so what is done while it is held is kept short: the row is
made before, the statement locks the head, gives the row its number and digest and adds it, and
what follows is the commit. The digest is that of ``canonical``, as any check of the record finds.
"""

from typing import Any

from django.db import connection

from .canonical import around_place
from .models import RecordRow
from .together import wait_for_the_disk

_FOLLOW = """
    WITH head AS MATERIALIZED (
        SELECT sequence + 1 AS next, digest FROM audit_headrow
        WHERE id = 1 AND sequence > 0 FOR UPDATE
    )
    INSERT INTO audit_recordrow
        (sequence, at, "by", what, kind, "key", facts, content, before, digest)
    SELECT head.next, %s::timestamptz, %s, %s, %s, %s::bigint, %s::jsonb, %s, head.digest,
        encode(sha256(convert_to(
            %s::text || head.next || %s::text || head.digest || %s::text, 'UTF8'
        )), 'hex')
    FROM head
    RETURNING sequence, before, digest, set_config('synchronous_commit', 'off', true)
"""
_COLUMNS = ("at", "by", "what", "kind", "key", "facts", "content")


def follow(row: RecordRow) -> bool:
    """Add ``row`` after the head, and give it its place; False, and nothing is done, where the
    record was not begun or the database has one writer at a time anyway."""
    if connection.vendor != "postgresql":
        return False
    wait_for_the_disk()
    fields: list[Any] = [row._meta.get_field(name) for name in _COLUMNS]
    said = [one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields]
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOW, [*said, *around_place(row)])
        found = cursor.fetchone()
    if found is None:
        return False
    row.sequence, row.before, row.digest, _setting = found
    row._state.adding, row._state.db = False, connection.alias
    return True
