"""A leader, or another account of the office, approves a matter (批准立项)."""

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def approve(
    matter: MatterRow, by: MembershipRow, *, reason: str = "", posting: Posting = NOTHING
) -> EntryRow:
    """Enter it. Raises ActRefusedError or StalePageError; nothing is entered then."""
    return enter(matter, Act.APPROVE, by, {"reason": reason} if reason else {}, posting=posting)
