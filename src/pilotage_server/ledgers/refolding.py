"""The present state of every matter made again from its entries, where it is not what they give."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from pilotage.base import PilotageError
from pilotage.ledger import fold

from . import store
from .auditing import agrees
from .models import MatterRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Refolded:
    """A matter that said something else than its entries; ``broken`` when they cannot be read."""

    matter: MatterRow
    broken: bool = False


def refold(*, write: bool = True) -> Iterator[Refolded]:
    """The matters that had to be made again, each made when it is given out if ``write``."""
    keys = MatterRow.objects.order_by("pk").values_list("pk", flat=True)
    for key in list(keys):
        with transaction.atomic():
            matter = MatterRow.objects.select_for_update().get(pk=key)
            entries = store.entries_of([matter])[key]
            if agrees(matter, entries):
                continue
            try:
                state = fold(entries)
                columns = store.columns(state)
            except (PilotageError, TypeError, ValueError, KeyError):
                yield Refolded(matter=matter, broken=True)
                continue
            if write:
                found = MatterRow.objects.filter(pk=key)
                found.update(version=len(entries), **columns)
                store.write_units(matter, state)
        yield Refolded(matter=matter)
