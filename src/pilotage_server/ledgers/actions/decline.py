"""The lead hands the slip back as not its duty (退签); the office dispatches anew."""

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def decline(
    matter: MatterRow, by: MembershipRow, *, reason: str, posting: Posting = NOTHING
) -> EntryRow:
    """Enter it. Raises ActRefusedError or StalePageError; nothing is entered then."""
    return enter(matter, Act.DECLINE, by, {"reason": reason}, posting=posting)
