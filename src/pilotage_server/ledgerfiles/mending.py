"""Wrong cells of a ledger are written anew, here and not in the file."""

from collections.abc import Mapping

from django.db import transaction

from .access import refuse_begun
from .models import FileState, LedgerFileRow

LONGEST = 2_000


@transaction.atomic
def mend(row: LedgerFileRow, cells: Mapping[str, str]) -> None:
    """Keep what a person wrote instead of those cells, by sheet and place ("Sheet1!B17").
    PilotageError when a part is entered already."""
    held = LedgerFileRow.objects.select_for_update().get(pk=row.pk)
    refuse_begun(held)
    written = {key[:120]: words.strip()[:LONGEST] for key, words in cells.items()}
    LedgerFileRow.objects.filter(pk=row.pk, state=FileState.LOOKED_AT).update(
        mended={**held.mended, **written}, version=held.version + 1
    )
    row.refresh_from_db()
