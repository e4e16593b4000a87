"""The clock of the matter is stopped, with the reason (挂账)."""

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def suspend(
    matter: MatterRow, by: MembershipRow, *, reason: str, posting: Posting = NOTHING
) -> EntryRow:
    """Enter it. Raises ActRefusedError or StalePageError; nothing is entered then."""
    return enter(matter, Act.SUSPEND, by, {"reason": reason}, posting=posting)
