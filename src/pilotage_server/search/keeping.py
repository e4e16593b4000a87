"""Passages are put in and taken out together with their words, in the transaction of the caller."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Q

from . import engine
from .models import INDEXES, PassageRow

AT_ONCE = 2_000


@transaction.atomic(savepoint=False)
def add(passages: Iterable[PassageRow]) -> int:
    """Keep new passages and index them; returns how many."""
    count = 0
    for some in _by(AT_ONCE, passages):
        if len(some) == 1:
            engine.insert(INDEXES[some[0].kind]._meta.db_table, some[0], some[0].text)
        else:
            _add_many(some)
        count += len(some)
    return count


@transaction.atomic
def take_out(which: Q) -> None:
    """Forget the passages that ``which`` names."""
    PassageRow.objects.filter(which).delete()


def unindex(passage: PassageRow) -> None:
    """Take the words of a passage that is being deleted out of the index."""
    engine.remove(INDEXES[passage.kind]._meta.db_table, [(passage.pk, passage.text)])


@transaction.atomic
def clear() -> None:
    """Forget everything."""
    for index in INDEXES.values():
        engine.clear(index._meta.db_table)
    rows = PassageRow.objects.all()
    rows._raw_delete(rows.db)


def _add_many(passages: list[PassageRow]) -> None:
    made = PassageRow.objects.bulk_create(passages)
    for kind, index in INDEXES.items():
        engine.add(index._meta.db_table, [(p.pk, p.text) for p in made if p.kind == kind])


def _by(size: int, passages: Iterable[PassageRow]) -> Iterator[list[PassageRow]]:
    rest = iter(passages)
    while some := list(islice(rest, size)):
        yield some
