"""Lists a page at a time: a cursor says after which line the next page begins.

It holds the values that the line is ordered by and its number, so that what is added or changed
meanwhile neither repeats nor hides another line. To the asker it is a word without meaning.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Model, OrderBy, Q, QuerySet
from django.utils.translation import gettext as _

from pilotage_server.units.problems import RefusalError

MOST = 100
USUAL = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The order of a list: by ``column`` (of any row; lines without a value come last), then by
    number. ``down`` turns both round. ``name`` is what the asker calls it."""

    name: str
    column: str = ""
    down: bool = False

    def of(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """``rows`` in this order."""
        keys = [self._key("pk")]
        return rows.order_by(*([self._key(self.column)] if self.column else []), *keys)

    def _key(self, column: str) -> OrderBy:
        found = F(column)
        return found.desc(nulls_last=True) if self.down else found.asc(nulls_last=True)

    def after(self, rows: QuerySet[Any], cursor: str) -> QuerySet[Any]:
        """The rows after the line that ``cursor`` names; all, when it is empty."""
        if not cursor:
            return rows
        value, key = self._read(cursor, rows.model)
        side = "lt" if self.down else "gt"
        beyond = Q(**{f"pk__{side}": key})
        if not self.column:
            return rows.filter(beyond)
        if value is None:
            return rows.filter(beyond, **{f"{self.column}__isnull": True})
        further = Q(**{f"{self.column}__{side}": value}) | Q(**{f"{self.column}__isnull": True})
        return rows.filter(further | (Q(**{self.column: value}) & beyond))

    def cursor(self, value: Any, key: int) -> str:
        """The cursor of the page after the line with that number, ordered by ``value``."""
        said = [self.name, value if value is None or isinstance(value, int) else str(value), key]
        return written(said)

    def cursor_after(self, row: Model) -> str:
        """The cursor of the page after ``row``."""
        return self.cursor(getattr(row, self.column) if self.column else None, row.pk)

    def _read(self, cursor: str, model: type[Model]) -> tuple[Any, int]:
        said = read(cursor)
        try:
            name, value, key = said
            if name != self.name or not isinstance(key, int) or isinstance(key, bool):
                raise no_cursor()
            if self.column and value is not None:
                field: Any = model._meta.get_field(self.column)
                value = field.to_python(value)
        except (TypeError, ValueError, ValidationError):
            raise no_cursor() from None
        return value, min(max(key, 0), 2**63 - 1)


def written(said: list[Any]) -> str:
    """The word for these values."""
    text = json.dumps(said, separators=(",", ":"), ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def read(cursor: str) -> Any:
    """The values of a cursor; RefusalError (422) for a word that is none."""
    try:
        return json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        raise no_cursor() from None


def no_cursor() -> RefusalError:
    """422: the word names no place in this list."""
    return RefusalError(
        422,
        _("This cursor names no place in this list."),
        _("Begin without one; take each next one from the page before."),
    )


def page(rows: QuerySet[Any], order: Order, cursor: str, limit: int) -> tuple[list[Any], str]:
    """A page of ``rows`` and the cursor of the next; the cursor is empty on the last."""
    found = list(order.after(order.of(rows), cursor)[: limit + 1])
    more = len(found) > limit
    return found[:limit], order.cursor_after(found[limit - 1]) if more else ""


def cut(found: list[Any], order: Order, limit: int) -> tuple[list[Any], str]:
    """A page of the rows ``found``, at most ``limit`` and one more, each led by its number and the
    value it is ordered by; and the cursor of the next.
    """
    if len(found) <= limit:
        return found, ""
    key, value = found[limit - 1][:2]
    return found[:limit], order.cursor(value if order.column else None, key)


def keys_page(rows: QuerySet[Any], order: Order, cursor: str, limit: int) -> tuple[list[int], str]:
    """The numbers of a page of ``rows``, and the cursor of the next.

    Only what the order needs is read and sorted: of thousands of rows with their texts and their
    plans, all but a page would be carried for nothing.
    """
    column = order.column or "pk"
    narrow = order.after(order.of(rows.select_related(None)), cursor)
    found, next_ = cut(list(narrow.values_list("pk", column)[: limit + 1]), order, limit)
    return [key for key, _value in found], next_
