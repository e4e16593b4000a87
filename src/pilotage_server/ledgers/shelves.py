"""What a process keeps by heart, so that a page on thousands of matters reads and judges few.

A value is kept under all that it follows from: the version of its matter, which rises with every
entry, the day, and the packs that judged. So what is kept is never wrong, only passed over once
there is something newer. Nothing of it is stored, and a process that starts knows nothing. What was
read inside a transaction is kept when that is committed: a version that is rolled back comes again.
"""

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from datetime import date
from functools import partial
from itertools import islice
from threading import Lock
from typing import Any, Generic, TypeVar

from django.db.transaction import on_commit

from pilotage.rulepack import Pack

MOST = 20_000
"""Matters on a shelf, some 20 kB each with their lights; the first to come are the first to go."""

T = TypeVar("T")


_ALL: "list[Recent[Any]]" = []


class Shelf(Generic[T]):
    """Values by matter, each good for one version of it."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[int, T]] = {}
        self._lock = Lock()

    def find(self, key: int, version: int) -> T | None:
        """What is kept of that version of the matter ``key``; None for nothing."""
        found = self._kept.get(key)
        return found[1] if found is not None and found[0] == version else None

    def keep(self, found: Iterable[tuple[int, int, T]]) -> None:
        """Keep each value for its matter and version, once what was read is committed."""
        on_commit(partial(self._put, list(found)))

    def _put(self, found: Iterable[tuple[int, int, T]]) -> None:
        with self._lock:
            self._kept.update((key, (version, value)) for key, version, value in found)
            for key in list(islice(self._kept, max(0, len(self._kept) - MOST))):
                del self._kept[key]

    def clear(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._kept.clear()


class Recent(Generic[T]):
    """Whole answers by all that they follow from; the least used ones go. A module keeps one."""

    def __init__(self, most: int) -> None:
        _ALL.append(self)
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable) -> T | None:
        """What follows from ``key``; None when it is not known."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, value: T) -> None:
        """Keep ``value``, once what was read is committed."""
        on_commit(partial(self.put, key, value))

    def put(self, key: Hashable, value: T) -> T:
        """Keep ``value`` at once, unless another thread was first; what is kept."""
        with self._lock:
            kept = self._kept.setdefault(key, value)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return kept

    def replace(self, key: Hashable, value: T) -> T:
        """Keep ``value`` at once instead of what was kept: for what is right whatever was."""
        with self._lock:
            self._kept.pop(key, None)
        return self.put(key, value)

    def clear(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._kept.clear()


_JUDGED: Recent[tuple[tuple[Pack, ...], Shelf[object]]] = Recent(40)
"""A few days of each kind of judgement; the packs stay with them, so that no id is used again."""


def judged(of: Hashable, packs: Iterable[Pack], *days: date) -> Shelf[object]:
    """The shelf for ``of``, as judged by ``packs`` on ``days``.

    As part of a key it stands for all three of them: a shelf is like no other but itself.
    """
    by = tuple(packs)
    key = (of, *days, *map(id, by))
    found = _JUDGED.find(key) or _JUDGED.put(key, (by, Shelf()))
    return found[1]


def forget() -> None:
    """Keep no answer and no judgement any more."""
    for one in _ALL:
        one.clear()
