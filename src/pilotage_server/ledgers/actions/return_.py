"""The office returns a report to the lead with what is missing (退回)."""

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def return_(
    matter: MatterRow, by: MembershipRow, *, reason: str, posting: Posting = NOTHING
) -> EntryRow:
    """Enter it. Raises ActRefusedError or StalePageError; nothing is entered then."""
    return enter(matter, Act.RETURN, by, {"reason": reason}, posting=posting)
