"""The two engines of the index, SQLite's FTS5 and PostgreSQL's GIN, behind the same few calls.

Both keep only which token stands where (``pilotage.search.tokens_of``), under the number of the
passage; the text stays in the passage. FTS5 keeps no copy of what it was given ("contentless"), so
whoever takes a passage out gives its text once more.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from pilotage.search import Query, tokens_of
from pilotage_server import prepared

Given = Iterable[tuple[int, str]]
"""Passages as (number, text)."""


class TokensField(models.Field):  # type: ignore[type-arg]
    """The column of an index that is asked with ``matches``; it is never read."""


@TokensField.register_lookup
class Matches(models.Lookup):  # type: ignore[type-arg]
    """``tokens__matches=query``: every term of the query stands in the passage."""

    lookup_name = "matches"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        return "%s", [expression(value, connection.vendor)]

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, given = self.process_lhs(compiler, connection)
        asked, more = self.process_rhs(compiler, connection)
        pattern = "{} @@ {}::tsquery" if connection.vendor == "postgresql" else "{} MATCH {}"
        return pattern.format(column, asked), [*given, *more]


def expression(query: Query, vendor: str) -> str:
    """``query`` as the engine wants to be asked. Tokens are letters and figures only."""
    phrases = [term.phrase for term in query.terms]
    if vendor == "postgresql":
        quoted = ([f"'{token}'" for token in phrase] for phrase in phrases)
        return " & ".join(f"({' <-> '.join(phrase)})" for phrase in quoted)
    return " AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases)


def create(table: str, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index ``table``; for a migration."""
    for statement in _SAID[editor.connection.vendor].create:
        editor.execute(statement.replace("TABLE_", table))


def drop(table: str, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the index ``table`` away; for a migration."""
    editor.execute(f"DROP TABLE {table}")


def add(table: str, passages: Given) -> None:
    """Put passages into the index, each for the first time."""
    said = _SAID[connection.vendor]
    _many(said.add, table, [(number, said.kept(text)) for number, text in passages])


def insert(table: str, passage: models.Model, text: str) -> None:
    """Insert ``passage`` and put it into the index, in one statement where the engine has one."""
    said = _SAID[connection.vendor]
    if said.with_its_row:
        prepared.insert(passage, said.with_its_row.replace("TABLE_", table), [said.kept(text)])
    else:
        prepared.insert(passage)
        add(table, [(passage.pk, text)])


def remove(table: str, passages: Given) -> None:
    """Take passages out of the index; ``passages`` say what was put in."""
    said = _SAID[connection.vendor]
    _many(said.remove, table, [(number, said.kept(text)) for number, text in passages])


def clear(table: str) -> None:
    """Take everything out of the index."""
    with connection.cursor() as cursor:
        cursor.execute(_SAID[connection.vendor].clear.replace("TABLE_", table))


def _many(statement: str, table: str, rows: list[tuple[int, str]]) -> None:
    said = statement.replace("TABLE_", table)
    if len(rows) == 1:
        with connection.cursor() as cursor:
            cursor.execute(said, rows[0])
    elif rows:
        with connection.cursor() as cursor:
            cursor.executemany(said, rows)


def _line(text: str) -> str:
    """The tokens as FTS5 takes them: a text of words."""
    return " ".join(tokens_of(text))


def _vector(text: str) -> str:
    """The tokens with their places, as PostgreSQL reads them."""
    return " ".join(f"'{token}':{at}" for at, token in enumerate(tokens_of(text), start=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statements:
    """What one engine is told; TABLE_ stands for the table."""

    create: tuple[str, ...]
    add: str
    remove: str
    clear: str
    with_its_row: str
    kept: Callable[[str], str]


_SAID = {
    "sqlite": _Statements(
        create=(
            "CREATE VIRTUAL TABLE TABLE_ "
            "USING fts5(tokens, content='', columnsize=0, tokenize='ascii')",
        ),
        add="INSERT INTO TABLE_ (rowid, tokens) VALUES (%s, %s)",
        remove="INSERT INTO TABLE_ (TABLE_, rowid, tokens) VALUES ('delete', %s, %s)",
        clear="INSERT INTO TABLE_ (TABLE_) VALUES ('delete-all')",
        with_its_row="",
        kept=_line,
    ),
    "postgresql": _Statements(
        create=(
            "CREATE TABLE TABLE_ (rowid bigint PRIMARY KEY REFERENCES search_passagerow (id) "
            "ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, tokens tsvector NOT NULL)",
            "CREATE INDEX TABLE__gin ON TABLE_ USING gin (tokens)",
        ),
        add="INSERT INTO TABLE_ (rowid, tokens) VALUES (%s, %s::tsvector)",
        remove="DELETE FROM TABLE_ WHERE rowid = %s AND tokens = %s::tsvector",
        clear="DELETE FROM TABLE_",
        with_its_row=(
            "WITH kept AS ({}) INSERT INTO TABLE_ (rowid, tokens) "
            "SELECT id, %s::tsvector FROM kept RETURNING rowid"
        ),
        kept=_vector,
    ),
}
