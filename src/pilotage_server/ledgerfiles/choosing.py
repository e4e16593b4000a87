"""A row was changed on both sides: a person says which side stands.

The choice is kept with the file, by the place of the row and with the version of the task that the
person saw: when somebody enters something more on the task, it is asked again.
"""

from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.base import PilotageError
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.problems import stale

from .access import may_enter
from .models import FileState, LedgerFileRow

LONGEST = 120


class Side(StrEnum):
    """Whose words stand: those of the file, or those that were entered here."""

    FILE = "file"
    HERE = "here"


def row_key(row: int, sheet: str = "") -> str:
    """The name of a row of the file, among the cells that were written anew ("Sheet1!B17")."""
    return f"{sheet}!{row}"


def is_choice(key: str) -> bool:
    """Whether ``key`` of what a person wrote is that of a row, not of a cell."""
    return key.rpartition("!")[2].isdecimal()


def side_of(row: LedgerFileRow, place: str, matter: MatterRow) -> Side | None:
    """The side that was chosen for the row at ``place``, as long as ``matter`` did not move on."""
    side, _space, version = str(row.mended.get(place, "")).partition(" ")
    return Side(side) if side in set(Side) and version == str(matter.version) else None


@transaction.atomic
def choose(
    row: LedgerFileRow, by: MembershipRow, place: str, side: Side, matter: MatterRow, version: int
) -> None:
    """Keep ``side`` for the row at ``place``, which is about ``matter``.

    RefusalError (409) when ``matter`` is not as it was shown any more, or the file is on its way.
    """
    if not may_enter(by, row):
        raise PilotageError(
            _("Only the supervision office brings ledgers."), _("Ask the supervision office.")
        )
    held = LedgerFileRow.objects.select_for_update().get(pk=row.pk)
    if held.state != FileState.LOOKED_AT or matter.version != version or len(place) > LONGEST:
        raise stale()
    held.mended[place] = f"{side.value} {version}"
    LedgerFileRow.objects.filter(pk=row.pk).update(mended=held.mended, version=held.version + 1)
    row.refresh_from_db()
