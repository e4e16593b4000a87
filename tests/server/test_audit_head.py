"""The database moves the head on with every row, and takes none that does not follow it."""

import pytest
from django.db import DatabaseError, connection, transaction

from pilotage.base import PilotageError
from pilotage_server import clock
from pilotage_server.audit import record as recording
from pilotage_server.audit.canonical import digest_of
from pilotage_server.audit.models import HeadRow, RecordRow, What
from pilotage_server.audit.record import Event, begin, record, record_all
from pilotage_server.plans.models import ProgrammeRow

pytestmark = pytest.mark.django_db


def head() -> tuple[int, str]:
    found = HeadRow.objects.get(pk=HeadRow.ONLY)
    return found.sequence, found.digest


def last() -> tuple[int, str]:
    found = RecordRow.objects.order_by("-sequence")[0]
    return found.sequence, found.digest


@pytest.mark.parametrize("many", [1, 2, 700])
def test_the_head_is_where_the_record_ends(many: int) -> None:
    begin()
    assert head() == last()
    before = head()[0]
    record_all([Event(what=What.OPENED, by="office")] * many)
    assert head() == last()
    assert head()[0] == before + many


@pytest.mark.parametrize("off", [-1, 0, 2, 50])
@pytest.mark.parametrize("rows", [1, 2])
def test_a_row_that_does_not_follow_is_refused(off: int, rows: int) -> None:
    begin()
    row = record(What.OPENED, by="office")
    before = head()
    forged = [
        RecordRow(
            sequence=row.sequence + off + place,
            at=row.at,
            what=row.what,
            before=row.digest,
            digest=f"{place}" * 64,
        )
        for place in range(rows)
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        RecordRow.objects.bulk_create(forged)
    assert head() == before == last()


def test_without_the_lock_there_is_still_no_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that read the head before another moved it on."""
    begin()
    old = HeadRow.objects.get(pk=HeadRow.ONLY)
    record(What.OPENED, by="office")
    monkeypatch.setattr(recording, "_locked", lambda: old)
    with pytest.raises(DatabaseError), transaction.atomic():
        record(What.OPENED, by="leader")
    assert head() == last()
    assert not RecordRow.objects.filter(by="leader").exists()


@pytest.mark.parametrize("said", ["五成", 'a "b" \\ %s {}', "\u2028\n", ""])
def test_a_row_has_the_digest_that_a_check_finds(said: str) -> None:
    begin()
    for facts in ({}, {"said": said, said: [said, 1, None, 2.5]}):
        before = head()
        row = record(What.OPENED, by=f"office {said}", facts=facts)
        kept = RecordRow.objects.get(pk=row.pk)
        assert (row.sequence, row.before) == (before[0] + 1, before[1])
        assert kept.digest == row.digest == digest_of(kept)
        assert (kept.facts, kept.at, kept.by) == (facts, row.at, row.by)
        assert not row._state.adding


def test_a_thing_is_recorded_with_its_key_and_content() -> None:
    begin()
    home = ProgrammeRow.objects.create(
        code="p", name_zh="方案“甲”", name_en='Plan "A"', created_at=clock.now()
    )
    said = record(What.FOUNDED, home, by="office")
    row = RecordRow.objects.get(pk=said.pk)
    assert (row.key, row.content) == (home.pk, said.content)
    assert row.content
    assert row.digest == digest_of(row) == said.digest


def test_without_a_head_nothing_is_added() -> None:
    begin()
    HeadRow.objects.all().delete()
    with pytest.raises(PilotageError), transaction.atomic():
        record(What.OPENED, by="leader")
    assert not RecordRow.objects.filter(by="leader").exists()


def test_nothing_added_moves_nothing() -> None:
    begin()
    before = head()
    columns = ", ".join(f'"{field.column}"' for field in RecordRow._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO audit_recordrow ({columns}) SELECT {columns} FROM audit_recordrow "
            "WHERE sequence < 0"
        )
    assert head() == before
