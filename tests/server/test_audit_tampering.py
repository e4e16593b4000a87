"""One thousand tamperings of the database, past the site and its triggers: each found and placed.

A tampering is chosen at random over every table the record vouches for: a value changed, a row
deleted, inserted, two rows exchanged, the tail of the record cut off, its rows renumbered, a row
written anew with its digest made to fit. After each, a check must name the row of the record or
the thing; then everything is put back.
"""

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, models, transaction

from pilotage_server.audit.canonical import digest_of
from pilotage_server.audit.flaws import Fault, Flaw
from pilotage_server.audit.kinds import Kind, kinds
from pilotage_server.audit.models import HeadRow, RecordRow
from pilotage_server.audit.verify import verify
from pilotage_server.ledgers.auditing import PRESENT
from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow, MatterUnitRow
from pilotage_server.notices.models import LineRow
from pilotage_server.units.models import CredentialRow, MembershipRow, RecoveryCodeRow

from .audit_support import flaws, lively

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="tampers through SQLite's own SQL"),
]
TAMPERINGS = 1000
RECORD = "the record"
Place = tuple[str, int]
"""A row of the record, as (RECORD, number), or a thing, as (kind, key)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table to tamper with; a flaw names ``kind`` and the value of ``key``."""

    model: type[models.Model]
    kind: str
    key: str
    columns: "tuple[models.Field[Any, Any], ...]"

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def pk(self) -> str:
        column = self.model._meta.pk.column
        return str(column)


def tables() -> list[Table]:
    """Every table that is vouched for, with the columns that are."""
    found = [
        _table(kind.model, kind.name, kind.model._meta.pk.column, _apart(kind)) for kind in kinds()
    ]
    personal = {f.name for f in User._meta.concrete_fields} - {"username", "is_active"}
    return [
        *found,
        _table(MatterUnitRow, "matter", "matter_id", frozenset()),
        _table(LineRow, "digest", "digest_id", frozenset()),
        _table(User, "account", "id", frozenset(personal)),
        _table(RecoveryCodeRow, "credential", "user_id", frozenset()),
        _table(RecordRow, RECORD, "sequence", frozenset()),
    ]


def _apart(kind: Kind) -> frozenset[str]:
    """The columns of ``kind`` for which neither its rows nor its entries vouch."""
    return kind.apart - PRESENT if kind.model is MatterRow else kind.apart


def _table(model: type[models.Model], kind: str, key: str, apart: frozenset[str]) -> Table:
    columns = (f for f in model._meta.concrete_fields if not f.primary_key and f.name not in apart)
    return Table(model=model, kind=kind, key=key, columns=tuple(columns))


def run(sql: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows that ``sql`` gives, asked of SQLite itself."""
    found = connection.connection.execute(sql, values).fetchall()
    return list(found)


def keys_of(table: Table) -> list[int]:
    if table.model is User:
        return list(MembershipRow.objects.values_list("user", flat=True))
    return [row[0] for row in run(f"SELECT {table.pk} FROM {table.name} ORDER BY 1")]


def place_of(table: Table, key: int) -> Place:
    """How a flaw names the row with that key."""
    if table.model is User:
        return table.kind, MembershipRow.objects.values_list("pk", flat=True).get(user=key)
    found = run(f"SELECT {table.key} FROM {table.name} WHERE {table.pk} = ?", key)
    if table.model is RecoveryCodeRow:
        return table.kind, CredentialRow.objects.values_list("pk", flat=True).get(user=found[0][0])
    return table.kind, found[0][0]


def other(value: Any, column: "models.Field[Any, Any]", chance: random.Random) -> object:
    """A value that means something else than ``value``, of the sort the column holds."""
    if isinstance(column, models.JSONField):
        held, mark = json.loads(value), chance.randrange(10**6)
        return json.dumps([*held, mark] if isinstance(held, list) else {**held, "altered": mark})
    if isinstance(column, models.BooleanField):
        return 1 - value
    if isinstance(column, models.DateTimeField):
        moment = datetime.fromisoformat(value) if value else datetime(2020, 9, 1)  # noqa: DTZ001
        return str(moment + timedelta(seconds=chance.randint(1, 10**6)))
    if isinstance(column, models.DateField):
        day = date.fromisoformat(value) if value else date(2020, 9, 1)
        return str(day + timedelta(days=chance.randint(1, 100)))
    if isinstance(column, models.CharField | models.TextField):
        at = chance.randrange(len(value) + 1) if value else 0
        return f"{value or ''}"[:at] + chance.choice("甲x7") + f"{value or ''}"[at:]
    return (value or 0) + chance.choice([1, 2, 17, 4000])


def change(table: Table, chance: random.Random) -> list[Place]:
    key, column = chance.choice(keys_of(table)), chance.choice(table.columns)
    place = place_of(table, key)
    value = run(f'SELECT +"{column.column}" FROM {table.name} WHERE {table.pk} = ?', key)[0][0]
    new = other(value, column, chance)
    run(f'UPDATE {table.name} SET "{column.column}" = ? WHERE {table.pk} = ?', new, key)
    return [place]


def delete(table: Table, chance: random.Random) -> list[Place]:
    key = chance.choice(keys_of(table))
    place = place_of(table, key)
    if table.model is User:
        run("DELETE FROM units_membershiprow WHERE user_id = ?", key)
    run(f"DELETE FROM {table.name} WHERE {table.pk} = ?", key)
    return [place]


def insert(table: Table, chance: random.Random) -> list[Place]:
    """A copy of a row under a new key, altered where columns are unique."""
    if table.model is User:
        return []
    key, new = chance.choice(keys_of(table)), max(keys_of(table)) + chance.randint(1, 3)
    same = ("user_id",) if table.model is RecoveryCodeRow else ()
    names = [f'"{f.column}"' for f in table.model._meta.concrete_fields if not f.primary_key]
    listed = ", ".join(names)
    copied = ", ".join(one if one.strip('"') in same else _fresh(one) for one in names)
    run(
        f"INSERT INTO {table.name} ({table.pk}, {listed}) SELECT ?, {copied}"
        f" FROM {table.name} WHERE {table.pk} = ?",
        new,
        key,
    )
    return [place_of(table, new)]


def _fresh(quoted: str) -> str:
    """The SQL of a copy of that column, altered where no two rows may have the same."""
    name = quoted.strip('"')
    if name in ("sequence", "ordinal", "edition", "position"):
        return f"{name} + 500"
    if name in ("task_id", "code", "digest", "subject", "message_id", "fact"):
        return f"substr({name}, 2) || 'f'"
    if name == "user_id":
        return "(SELECT id FROM auth_user WHERE username = 'stranger')"
    return {"document_id": "document_id + 1000", "token": "NULL"}.get(name, quoted)


def exchange(table: Table, chance: random.Random) -> list[Place]:
    """Two rows put in each other's place."""
    keys = keys_of(table)
    if len(keys) < 2 or table.model in (MatterUnitRow, LineRow, RecoveryCodeRow, User):
        return []
    one, two = chance.sample(keys, 2)
    places = [place_of(table, one), place_of(table, two)]
    for old, new in ((one, -1), (two, one), (-1, two)):
        run(f"UPDATE {table.name} SET {table.pk} = ? WHERE {table.pk} = ?", new, old)
    return places


def cut(_table: Table, chance: random.Random) -> list[Place]:
    """The tail of the record, its head left."""
    last = HeadRow.objects.get().sequence
    first = last - chance.randrange(last // 2)
    run("DELETE FROM audit_recordrow WHERE sequence >= ?", first)
    return [(RECORD, first), (RECORD, last)]


def renumber(_table: Table, chance: random.Random) -> list[Place]:
    """A row taken out, or put in with a digest that fits, and all rows after it moved."""
    at, step = chance.randrange(2, HeadRow.objects.get().sequence), chance.choice([1, -1])
    if step == -1:
        run("DELETE FROM audit_recordrow WHERE sequence = ?", at)
    run("UPDATE audit_recordrow SET sequence = -sequence - ? WHERE sequence > ?", step, at)
    run("UPDATE audit_recordrow SET sequence = -sequence WHERE sequence < 0")
    if step == 1:
        before = RecordRow.objects.get(pk=at)
        row = RecordRow.objects.get(pk=chance.choice([at, 1]))
        row.sequence, row.before, row.at = at + 1, before.digest, row.at + timedelta(seconds=9)
        row.digest = digest_of(row)
        RecordRow.objects.bulk_create([row])
        return [(RECORD, at + 2)]
    return [(RECORD, at)]


def forge(_table: Table, chance: random.Random) -> list[Place]:
    """A row written anew, its own digest made to fit."""
    key = chance.randint(1, HeadRow.objects.get().sequence)
    row = RecordRow.objects.get(pk=key)
    row.by = chance.choice(["leader", "nobody", ""]) + row.by[:1]
    row.at += timedelta(minutes=5)
    run(
        "UPDATE audit_recordrow SET by = ?, at = datetime(at, '+5 minutes'), digest = ?"
        " WHERE sequence = ?",
        row.by,
        digest_of(row),
        key,
    )
    fresh = RecordRow.objects.get(pk=key)
    run("UPDATE audit_recordrow SET digest = ? WHERE sequence = ?", digest_of(fresh), key)
    return [(RECORD, key)]


def head(_table: Table, chance: random.Random) -> list[Place]:
    """The head moved on, moved back, given another digest, or taken away."""
    last = HeadRow.objects.get().sequence
    sql, place = chance.choice(
        [
            ("UPDATE audit_headrow SET sequence = sequence + 1", last + 1),
            ("UPDATE audit_headrow SET sequence = sequence - 1", last),
            ("UPDATE audit_headrow SET digest = substr(digest, 2) || '0'", last),
            ("DELETE FROM audit_headrow", last),
        ]
    )
    run(sql)
    return [(RECORD, place)]


COMMON = (change, change, delete, insert, exchange)
SPECIAL = (cut, renumber, forge, head)


def names(flaw: Flaw, place: Place) -> bool:
    """Whether ``flaw`` says that this is the place."""
    if place[0] == RECORD:
        return not flaw.kind and flaw.first <= place[1] <= flaw.last
    return (flaw.kind, flaw.key) == place


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is put back."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


@pytest.fixture
def unguarded(cast: SimpleNamespace) -> SimpleNamespace:
    """A lively site whose triggers are gone, as they would be for whoever owns the database."""
    lively(cast)
    assert flaws() == []
    for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        run(f"DROP TRIGGER {name}")
    return cast


def tamper(chance: random.Random, among: list[Table]) -> tuple[str, list[Place]]:
    """Do one tampering; its name and the places, none when this one cannot be done here."""
    table = chance.choice(among)
    how = chance.choice(SPECIAL if chance.random() < 0.2 else COMMON)
    try:
        places = how(table, chance)
    except sqlite3.IntegrityError:
        places = []
    return (how.__name__ if how in SPECIAL else f"{how.__name__} {table.name}"), places


def test_there_is_something_to_tamper_with_in_every_table(unguarded: SimpleNamespace) -> None:
    assert [table.name for table in tables() if not keys_of(table)] == []


def test_a_thousand_tamperings_are_all_found_and_placed(unguarded: SimpleNamespace) -> None:
    chance, among, counted = random.Random(20200831), tables(), Counter[str]()
    missed, misplaced = [], []
    while counted.total() < TAMPERINGS:
        with undone():
            name, places = tamper(chance, among)
            if not places:
                continue
            counted[name] += 1
            found = verify().flaws
            if not found:
                missed.append((name, places))
            elif not all(any(names(flaw, place) for flaw in found) for place in places):
                misplaced.append((name, places, found[:4]))
    for name, number in sorted(counted.items()):
        print(f"{number:5} {name}")
    print(f"{counted.total()} tamperings, {len(missed)} not found, {len(misplaced)} misplaced")
    assert len(counted) > 40
    assert missed == []
    assert misplaced == []
    assert flaws() == []


def test_a_tampering_is_one_flaw_and_no_more(unguarded: SimpleNamespace) -> None:
    """A change of one entry does not drown in flaws that only follow from it."""
    with undone():
        run("UPDATE plans_programmerow SET name_zh = '另一个' WHERE id = 1")
        assert [flaw.fault for flaw in flaws()] == [Fault.DIFFERS]
    with undone():
        run("UPDATE audit_recordrow SET by = 'leader' WHERE sequence = 9")
        assert [(flaw.fault, flaw.first) for flaw in flaws()] == [(Fault.CHANGED, 9)]
    with undone():
        run("DELETE FROM audit_recordrow WHERE sequence BETWEEN 2 AND 3")
        found = [flaw for flaw in flaws() if not flaw.kind]
        assert [(flaw.fault, flaw.first, flaw.last) for flaw in found] == [(Fault.MISSING, 2, 3)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledgers_entryrow SET payload = 'no JSON' WHERE sequence = 1",
        "UPDATE ledgers_entryrow SET at = '2021-13-45 00:00:00' WHERE sequence = 1",
        "UPDATE ledgers_entryrow SET at = 'soon' WHERE sequence = 1",
        "UPDATE ledgers_entryrow SET act = 'juggle' WHERE sequence = 2",
        "UPDATE ledgers_entryrow SET matter_id = 99999 WHERE id = 2",
        "UPDATE ledgers_matterrow SET step = 'nowhere'",
        "UPDATE ledgers_matterrow SET \"limit\" = 'x'",
        "UPDATE audit_recordrow SET facts = '{' WHERE sequence = 5",
        "UPDATE audit_recordrow SET key = 'x' WHERE sequence = 5",
        "UPDATE audit_recordrow SET at = '2021-02-30 00:00:00' WHERE sequence = 5",
        "UPDATE audit_recordrow SET before = x'00ff' WHERE sequence = 5",
        "UPDATE units_membershiprow SET role = x'ff'",
        "DELETE FROM auth_user",
        "DELETE FROM audit_recordrow",
    ],
)
def test_what_cannot_be_read_is_a_flaw_and_no_fault(unguarded: SimpleNamespace, sql: str) -> None:
    run("PRAGMA ignore_check_constraints = ON")
    try:
        with undone():
            run(sql)
            assert flaws() != []
    finally:
        run("PRAGMA ignore_check_constraints = OFF")


def test_an_emptied_record_is_said_to_be_one(unguarded: SimpleNamespace) -> None:
    with undone():
        run("DELETE FROM audit_recordrow")
        run("UPDATE audit_headrow SET sequence = 0")
        assert [flaw.fault for flaw in flaws()] == [Fault.EMPTY]


def test_a_record_written_anew_from_a_row_on_is_found_by_a_note(
    unguarded: SimpleNamespace,
) -> None:
    """The one thing a chain alone cannot show: everything after a change made to fit."""
    last = HeadRow.objects.get()
    note = (last.sequence, last.digest[:16])
    assert verify(anchor=note).is_sound
    link = ""
    for row in RecordRow.objects.order_by("sequence"):
        if row.sequence >= 10:
            row.by, row.before = "leader", link
            digest = digest_of(row)
            run(
                "UPDATE audit_recordrow SET by = 'leader', before = ?, digest = ? WHERE sequence=?",
                link,
                digest,
                row.sequence,
            )
            row.digest = digest
        link = row.digest
    run("UPDATE audit_headrow SET digest = ?", link)
    assert verify().is_sound
    found = verify(anchor=note).flaws
    assert [(flaw.fault, flaw.first) for flaw in found] == [(Fault.ANCHOR, last.sequence)]


def test_a_file_with_other_bytes_is_found(unguarded: SimpleNamespace) -> None:
    from pilotage_server.ledgers.evidence import path_of

    proof = EvidenceRow.objects.order_by("pk").first()
    assert proof is not None
    assert verify(files=True).is_sound
    path_of(proof.digest).write_bytes(b"something else")
    assert verify().is_sound
    found = verify(files=True).flaws
    assert [(f.fault, f.kind, f.key) for f in found] == [(Fault.FILE, "evidence", proof.pk)]
    path_of(proof.digest).unlink()
    assert [f.fault for f in verify(files=True).flaws] == [Fault.FILE]


def test_the_database_refuses_to_change_the_record(cast: SimpleNamespace) -> None:
    for sql in ("UPDATE audit_recordrow SET by = 'x'", "DELETE FROM audit_recordrow"):
        with pytest.raises(Exception, match="append-only"):
            run(sql)
    with pytest.raises(TypeError):
        RecordRow.objects.all().delete()
    assert EntryRow.objects.count() == 0
