"""Rows written with SQL that is made once in a thread."""

from collections.abc import Callable, Mapping, Sequence
from threading import local
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_save, pre_save
from django.db.models.sql import InsertQuery

Made = TypeVar("Made")

_kept = local()


def insert(row: models.Model, within: str = "{}", more: Sequence[object] = ()) -> None:
    """Insert a new row as ``row.save()`` does, with its signals, and give it its key.

    ``within`` is a statement around the insertion, which stands at ``{}`` and gives back the key;
    so must the statement. ``more`` are the values of its own places, which come after.
    """
    told = {"sender": type(row), "instance": row, "raw": False, "using": DEFAULT_DB_ALIAS}
    pre_save.send(**told, update_fields=None)
    key = (type(row), row.pk is None, within)
    insertion = _once(key, lambda connection: _Insertion(row, within, connection))
    with transaction.mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS):
        insertion.run(row, more)
    row._state.db, row._state.adding = DEFAULT_DB_ALIAS, False
    post_save.send(**told, update_fields=None, created=True)


def change(
    model: type[models.Model], where: Mapping[str, object], values: Mapping[str, object]
) -> int:
    """Give the columns ``values`` to the rows in which those of ``where`` are as it says; how many
    rows there were. Like ``QuerySet.update`` it sends no signals."""
    key = (model, tuple(where), tuple(values))
    changing = _once(key, lambda connection: _Changing(*key, connection))
    with transaction.mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS):
        return changing.run([*values.values(), *where.values()])


def _once(key: object, make: Callable[[BaseDatabaseWrapper], Made]) -> Made:
    """What was made for ``key`` in this thread and on its connection."""
    connection = connections[DEFAULT_DB_ALIAS]
    if getattr(_kept, "connection", None) is not connection:
        _kept.connection, _kept.made = connection, {}
    made: Made | None = _kept.made.get(key)
    if made is None:
        made = _kept.made[key] = make(connection)
    return made


class _Insertion:
    """The statement that inserts a row of a model; one that brings its key keeps it."""

    def __init__(self, row: Any, within: str, connection: BaseDatabaseWrapper) -> None:
        meta, self._connection = row._meta, connection
        self._asked = None if row.pk is not None else [meta.pk]
        self._fields = [one for one in meta.concrete_fields if not self._asked or one != meta.pk]
        query: Any = InsertQuery(type(row))
        query.insert_values(self._fields, [row], raw=False)
        self._compiler = query.get_compiler(connection=connection)
        self._compiler.returning_fields = self._asked
        [(said, _values)] = self._compiler.as_sql()
        self._sql = within.replace("{}", said)
        query.objs = [None]  # they are only counted from here on

    def run(self, row: Any, more: Sequence[object]) -> None:
        values = [
            field.get_db_prep_save(field.pre_save(row, True), self._connection)
            for field in self._fields
        ]
        self._compiler.as_sql = lambda: [(self._sql, (*values, *more))]
        for (key,) in self._compiler.execute_sql(self._asked):
            row.pk = key


class _Changing:
    """The statement that changes some columns of the rows in which others say something."""

    def __init__(
        self,
        model: type[models.Model],
        where: tuple[str, ...],
        values: tuple[str, ...],
        connection: BaseDatabaseWrapper,
    ) -> None:
        self._connection, named = connection, connection.ops.quote_name
        found: list[Any] = [model._meta.get_field(name) for name in (*values, *where)]
        self._fields = found
        said = [f"{named(field.column)} = %s" for field in self._fields]
        sets, conditions = ", ".join(said[: len(values)]), " AND ".join(said[len(values) :])
        table = named(model._meta.db_table)
        self._sql = " ".join(["UPDATE", table, "SET", sets, "WHERE", conditions])

    def run(self, values: list[object]) -> int:
        given = [
            field.get_db_prep_save(value, self._connection)
            for field, value in zip(self._fields, values, strict=True)
        ]
        with self._connection.cursor() as cursor:
            cursor.execute(self._sql, given)
            return int(cursor.rowcount)
