"""Acts on many matters that run, written together.

The steps of ``enter``, judged act by act and recorded entry by entry, but with few questions of
the database: a month's reports on thousands of tasks do not keep others waiting.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pilotage.ledger import Entry
from pilotage_server.audit.models import What
from pilotage_server.audit.record import Event, record_all
from pilotage_server.ledgers import store
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.ledgers.signals import entered_together
from pilotage_server.ledgers.tree import arounds_of
from pilotage_server.units.models import MembershipRow

from .entering import Asked, StalePageError, following, row_of, write_present

AT_ONCE = 500


@transaction.atomic
def enter_many(
    asked: Sequence[tuple[MatterRow, Sequence[Asked]]],
    by: MembershipRow,
    *,
    at: datetime | None = None,
) -> list[EntryRow]:
    """Enter the acts on each matter, all or none; a matter comes once.

    Raises StalePageError when a matter moved on since it was read, else as ``enter``.
    """
    found: list[EntryRow] = []
    for start in range(0, len(asked), AT_ONCE):
        found += _enter_some(asked[start : start + AT_ONCE], by, at)
    return found


def _enter_some(
    asked: Sequence[tuple[MatterRow, Sequence[Asked]]], by: MembershipRow, at: datetime | None
) -> list[EntryRow]:
    keys = [matter.pk for matter, _acts in asked]
    locked = MatterRow.objects.select_for_update().order_by("pk").prefetch_related("units")
    rows = {row.pk: row for row in locked.filter(pk__in=keys)}
    if any(matter.version != rows[matter.pk].version for matter, _acts in asked):
        raise StalePageError
    before, around = store.entries_of(list(rows.values())), arounds_of(list(rows.values()))
    made: list[tuple[MatterRow, Sequence[Entry]]] = []
    for matter, acts in asked:
        row = rows[matter.pk]
        entries, state = following(before[row.pk], acts, by, row=row, around=around[row.pk], at=at)
        made.append((row, entries))
        write_present(row, None, state, acts=len(entries))
    return append_all(made, by)


def append_all(
    made: Sequence[tuple[MatterRow, Sequence[Entry]]],
    by: MembershipRow,
    *,
    opened: Sequence[MatterRow] = (),
) -> list[EntryRow]:
    """Append entries that were judged, and record each. ``opened`` are the matters that are new."""
    rows = [row_of(matter, entry, by) for matter, entries in made for entry in entries]
    EntryRow.objects.bulk_create(rows, AT_ONCE)
    name = by.user.get_username()
    record_all([Event(what=What.ENTERED, thing=row, by=name) for row in rows])
    entered_together.send(sender=MatterRow, matters=opened, entries=rows)
    return rows
