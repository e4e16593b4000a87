"""All passages made again from what they copy, in one transaction.

Nobody sees a half-made index: until the end the old one answers. Others who write meanwhile wait.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from pilotage_server.ledgers.models import EntryRow, EvidenceRow, MatterRow
from pilotage_server.plans.models import PlanRow

from . import keeping, passages, readings
from .models import PassageRow, ReadingRow

IN_MEMORY = 200
"""Rows of a table read at a time."""


@transaction.atomic
def rebuild() -> int:
    """Make the index again and ask for all files to be read again; the number of passages."""
    keeping.clear()
    readings.ask_again()
    return keeping.add(_everything())


def _everything() -> Iterator[PassageRow]:
    """Every passage there is, the oldest of each kind first; files by their names."""
    for plan in PlanRow.objects.order_by("pk").iterator(4):
        yield from passages.of_plan(plan)
    matters = MatterRow.objects.select_related("plan").defer("plan__compiled", "plan__adopted")
    for matter in matters.order_by("pk").iterator(IN_MEMORY):
        yield from passages.of_matter(matter)
    entries = EntryRow.objects.select_related("matter").order_by("at", "pk")
    for entry in entries.iterator(IN_MEMORY):
        yield from passages.of_entry(entry)
    proofs = EvidenceRow.objects.select_related("matter", "entry").order_by("pk")
    for proof in proofs.iterator(IN_MEMORY):
        yield from passages.of_name(proof)


def after_migrating(**_told: Any) -> None:
    """Fill an index that is new on a site that is not; empty one whose passages are gone."""
    tables = connection.introspection.table_names()
    if PassageRow._meta.db_table not in tables or ReadingRow._meta.db_table not in tables:
        return
    if PassageRow.objects.exists():
        return
    if PlanRow.objects.exists():
        rebuild()
    else:
        keeping.clear()
