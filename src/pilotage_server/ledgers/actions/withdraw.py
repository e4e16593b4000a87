"""Whoever stands above a sub-task takes it back (撤回); its task is done without it."""

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def withdraw(
    matter: MatterRow, by: MembershipRow, *, reason: str, posting: Posting = NOTHING
) -> EntryRow:
    """Enter it. Raises ActRefusedError or StalePageError; nothing is entered then."""
    return enter(matter, Act.WITHDRAW, by, {"reason": reason}, posting=posting)
