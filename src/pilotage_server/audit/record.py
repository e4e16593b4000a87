"""The only place that adds rows to the record.

A row is added in the transaction of what it records: both are kept or neither. Writers lock the
head first, so that there is one chain however many write: PostgreSQL locks the row, SQLite has one
writer at a time anyway (``BEGIN IMMEDIATE``). The database moves the head on (``head``) and refuses
a row that does not follow it, so that even without the locks there would be no fork.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from django.db import models, transaction

from pilotage.base import PilotageError
from pilotage_server import clock
from pilotage_server.prepared import Prepared, insert

from . import asking
from .canonical import digest_of
from .kinds import Kind, kind_of, kinds
from .models import CHANGES, REMOVALS, HeadRow, RecordRow, What
from .together import letting_go, wait_for_the_disk

BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened: to ``thing``, by the account ``by`` (None: whoever asks)."""

    what: What
    thing: models.Model | None = None
    by: str | None = None
    facts: Mapping[str, Any] | None = None


def record(
    what: What,
    thing: models.Model | None = None,
    *,
    by: str | None = None,
    facts: Mapping[str, Any] | None = None,
) -> RecordRow:
    """Record that ``what`` happened to ``thing``; see ``Event``."""
    return record_all([Event(what=what, thing=thing, by=by, facts=facts)])[0]


@transaction.atomic(savepoint=False)
def record_all(events: Sequence[Event]) -> list[RecordRow]:
    """Record ``events`` one after the other, under one lock; PilotageError without a head."""
    rows = [_row(event) for event in events]
    head = _locked()
    if not head.sequence:
        _begin(head, events)
    return _append(head, rows)


@transaction.atomic
def begin() -> int | None:
    """Begin the record with what is there; how many things, None when it was begun before."""
    head = _locked()
    return None if head.sequence else _begin(head, ())


def _begin(head: HeadRow, events: Sequence[Event]) -> int:
    """Say first that nothing before this can be vouched for, then what every thing is now.

    What ``events`` are about to add is not among what was there.
    """
    new = [one.thing for one in events if one.thing and one.what not in REMOVALS]
    there = [_there(kind, new) for kind in kinds()]
    count = sum(rows.count() for _kind, rows in there)
    opening = Event(what=What.BEGUN, by="", facts={"things": count})
    found = chain([opening], _present(there))
    while batch := list(islice(found, BATCH)):
        _append(head, [_row(event) for event in batch])
    return count


def _there(kind: Kind, new: Sequence[models.Model]) -> tuple[Kind, models.QuerySet[Any]]:
    keys = [thing.pk for thing in new if isinstance(thing, kind.model)]
    return kind, kind.rows().exclude(pk__in=keys)


def _present(there: Iterable[tuple[Kind, models.QuerySet[Any]]]) -> Iterator[Event]:
    for kind, rows in there:
        for row in rows.select_related(*kind.beside).iterator(kind.chunk):
            yield Event(what=What.FOUND, thing=row, by="")


_HEAD = Prepared(lambda: letting_go(HeadRow.objects.select_for_update().filter(pk=HeadRow.ONLY)))


def _locked() -> HeadRow:
    wait_for_the_disk()
    head = _HEAD.first()
    if head is not None:
        return head
    if RecordRow.objects.exists():
        raise PilotageError(
            "The record of this site has lost its head, so nothing can be entered.",
            "Run pilotage manage audit verify, and restore the database from a backup.",
            zh=(
                "操作记录的末条标记已丢失，不能录入任何内容。",
                "请运行pilotage manage audit verify，并用备份恢复数据库。",
            ),
        )
    HeadRow.objects.get_or_create(pk=HeadRow.ONLY)
    return HeadRow.objects.select_for_update().get(pk=HeadRow.ONLY)


def _append(head: HeadRow, rows: list[RecordRow]) -> list[RecordRow]:
    """Add ``rows`` after ``head``, which the caller has locked; the database moves it on."""
    for row in rows:
        row.sequence, row.before = head.sequence + 1, head.digest
        row.digest = digest_of(row)
        head.sequence, head.digest = row.sequence, row.digest
    if len(rows) == 1:
        insert(rows[0])
    else:
        RecordRow.objects.bulk_create(rows)
    return rows


def _row(event: Event) -> RecordRow:
    """The row that says ``event``, without its place in the chain: all that needs no lock."""
    row = RecordRow(
        at=clock.now(),
        by=asking.account() if event.by is None else event.by,
        what=event.what.value,
        facts=dict(event.facts or {}),
    )
    if event.thing is not None:
        _name(row, event.thing)
    return row


def _name(row: RecordRow, thing: models.Model) -> None:
    kind = kind_of(thing)
    row.kind, row.key = kind.name, thing.pk
    row.facts = {**kind.facts(thing), **row.facts}
    if row.what in CHANGES and row.what not in REMOVALS:
        row.content = kind.digest(thing)
