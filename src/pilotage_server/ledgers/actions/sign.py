"""The unit of ``by`` signs for the task (签收); the lead's signature moves the matter."""

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def sign(matter: MatterRow, by: MembershipRow, *, posting: Posting = NOTHING) -> EntryRow:
    """Enter it. Raises ActRefusedError or StalePageError; nothing is entered then."""
    return enter(matter, Act.SIGN, by, {}, posting=posting)
