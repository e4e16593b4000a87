"""The office puts a registered matter up for approval (报批立项); until then it stays 拟立项."""

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def propose(matter: MatterRow, by: MembershipRow, *, posting: Posting = NOTHING) -> EntryRow:
    """Enter it. Raises ActRefusedError or StalePageError; nothing is entered then."""
    return enter(matter, Act.PROPOSE, by, {}, posting=posting)
