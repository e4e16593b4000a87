"""Queries whose SQL is made once in a thread."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import local
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet

Row = TypeVar("Row")

_MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda place: 2_147_480_000 + place,
    str: lambda place: f"\ue000{place}",
    datetime: lambda place: datetime(9000, 1, 1 + place, tzinfo=UTC),
}
"""Values that nobody asks for, by which the places of the real ones are found in the SQL."""


_LARGEST = 2**63 - 1


class Prepared(Generic[Row]):
    """A query set whose values are given when it is asked: ``make`` has one parameter for each.

    A value is a whole number, a text or a moment, of the same kind each time, and stands in the SQL
    as it is given: for an equality or a comparison, not for a list or a part of a word.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Row]]) -> None:
        self._make = make
        self._kept = local()

    def all(self, *values: Any) -> list[Row]:
        """The rows."""
        asked: _Asked[Row] | None = getattr(self._kept, "asked", None)
        if asked is None or asked.connection is not connections[DEFAULT_DB_ALIAS]:
            asked = self._kept.asked = _Asked(self._make, values)
        return asked.with_values(values)

    def first(self, *values: Any) -> Row | None:
        """The first row, for a query that asks for few; None where there is none."""
        return next(iter(self.all(*values)), None)


class _Asked(Generic[Row]):
    """The SQL of one query in one thread, and which of its parameters are the asker's."""

    def __init__(self, make: Callable[..., QuerySet[Any, Row]], values: Sequence[Any]) -> None:
        marks = [_MARKS[type(value)](place) for place, value in enumerate(values)]
        self._rows = cast(Any, make(*marks))
        self._compiler = self._rows.query.get_compiler(using=self._rows.db)
        self.connection = self._compiler.connection
        self._rows.query.get_compiler = lambda *_a, **_k: self._compiler
        try:
            sql, self._given = self._compiler.as_sql()
        except EmptyResultSet:
            sql, self._given = "", ()
        known = [_adapted(mark) for mark in marks]
        self._places = {at: known.index(one) for at, one in enumerate(self._given) if one in known}
        if sql and set(self._places.values()) != set(range(len(marks))):
            raise ValueError("The query does not ask for every value it is given.")
        self._sql = sql
        fields = [shown[0] for shown in self._compiler.select or ()]
        converters = self._compiler.get_converters(fields[: self._compiler.col_count])
        self._compiler.get_converters = lambda _fields: converters
        composite = self._compiler.has_composite_fields(fields)
        self._compiler.has_composite_fields = lambda _fields: composite

    def with_values(self, values: Sequence[Any]) -> list[Row]:
        if not self._sql or any(isinstance(one, int) and abs(one) > _LARGEST for one in values):
            return []  # no row holds a number that no database can
        given = list(self._given)
        for at, place in self._places.items():
            given[at] = _adapted(values[place])
        self._compiler.as_sql = lambda *_a, **_k: (self._sql, tuple(given))
        return list(self._rows._iterable_class(self._rows))


def _adapted(value: Any) -> Any:
    """The value as its database takes it: SQLite keeps a moment as text."""
    moment = isinstance(value, datetime)
    return connection.ops.adapt_datetimefield_value(value) if moment else value
