"""The clock of a suspended matter runs again (解除挂账); it goes on where it stood."""

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def resume(
    matter: MatterRow, by: MembershipRow, *, reason: str = "", posting: Posting = NOTHING
) -> EntryRow:
    """Enter it. Raises ActRefusedError or StalePageError; nothing is entered then."""
    return enter(matter, Act.RESUME, by, {"reason": reason} if reason else {}, posting=posting)
