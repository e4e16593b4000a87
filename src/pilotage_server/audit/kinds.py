"""The kinds of things the record speaks of. Apps above this one name theirs when they start."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models

from pilotage.base import Language

from .canonical import content_of, digest
from .flaws import Flaw

Facts = Mapping[str, Any]


def _no_facts(_row: Any) -> Facts:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A table whose rows are recorded.

    ``apart`` are columns the record does not vouch for, ``more`` facts from beside the row,
    ``facts`` what the page later names a row by, ``said`` these facts in words, ``url`` where the
    thing is shown (empty for nowhere), ``file`` the path and SHA-256 of the bytes behind a row,
    ``beside`` the relations that ``facts`` and ``more`` follow, ``check`` what else can be found
    wrong with the table, ``chunk`` how many rows are read at once. ``now`` says what the thing of
    each of several facts is called today, where that is something else; empty where it is not.
    """

    name: str
    model: type[models.Model]
    said: Callable[[Facts, Language], str]
    facts: Callable[[Any], Facts] = _no_facts
    more: Callable[[Any], Facts] = _no_facts
    beside: tuple[str, ...] = ()
    apart: frozenset[str] = frozenset()
    url: Callable[[int, Facts], str] | None = None
    file: Callable[[Any], tuple[Path, str]] | None = None
    check: Callable[[], Iterator[Flaw]] | None = None
    chunk: int = 500
    now: Callable[[Sequence[Facts], Language], Sequence[str]] | None = None

    def digest(self, row: models.Model) -> str:
        """The digest of what ``row`` says now."""
        return digest(content_of(row, self.apart, self.more(row)))

    def rows(self) -> models.QuerySet[Any]:
        """All rows, in the order of their keys."""
        return self.model._default_manager.order_by("pk")


_kinds: dict[str, Kind] = {}


def watch(kind: Kind) -> None:
    """Record the rows of ``kind`` from now on; called when an app starts (``AppConfig.ready``)."""
    _kinds[kind.name] = kind


def kinds() -> list[Kind]:
    """Every kind that is watched."""
    return list(_kinds.values())


def kind_named(name: str) -> Kind | None:
    """The kind of that name; None for an event that is about no thing."""
    return _kinds.get(name)


def kind_of(row: models.Model) -> Kind:
    """The kind that ``row`` is of; LookupError for a table nobody watches."""
    for kind in _kinds.values():
        if isinstance(row, kind.model):
            return kind
    raise LookupError(f"{type(row).__name__} is of no kind that the record knows")
