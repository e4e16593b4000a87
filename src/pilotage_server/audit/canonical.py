"""One spelling for a value, and its digest: the same facts give the same 64 characters anywhere.

JSON with sorted keys, no white space, ASCII only; a moment in UTC to the microsecond; SHA-256.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db import models

    from .models import RecordRow

COLUMNS = ("sequence", "at", "by", "what", "kind", "key", "facts", "content", "before")
"""What a row's digest is made of, in this order."""


def digest(value: object) -> str:
    """SHA-256 of the one spelling of ``value``; TypeError or ValueError when it has none."""
    return hashlib.sha256(_ENCODER.encode(value).encode("ascii")).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no spelling")


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=_plain)


def row_digest(values: Iterable[object]) -> str:
    """The digest of a row of the record, given its ``COLUMNS``."""
    return digest(list(values))


def digest_of(row: "RecordRow") -> str:
    """The digest that ``row`` ought to have."""
    return row_digest(getattr(row, name) for name in COLUMNS)


def content_of(
    row: "models.Model", apart: frozenset[str], more: Mapping[str, Any]
) -> dict[str, object]:
    """The columns of ``row`` by name, without its key and those ``apart``, with ``more``.

    A column that has its default is left out, so that a column added later changes no digest.
    """
    found: dict[str, object] = dict(more)
    for name, default in _columns(type(row), apart):
        value = getattr(row, name)
        if value != default:
            found[name] = value
    return found


@cache
def _columns(model: "type[models.Model]", apart: frozenset[str]) -> tuple[tuple[str, Any], ...]:
    """The columns that count, each with its default."""
    fields = model._meta.concrete_fields
    return tuple(
        (field.attname, field.get_default())
        for field in fields
        if not field.primary_key and field.name not in apart
    )
