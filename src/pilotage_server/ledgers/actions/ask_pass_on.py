"""The lead, not being competent, asks that the task be passed on (申请转办)."""

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def ask_pass_on(
    matter: MatterRow, by: MembershipRow, *, reason: str, posting: Posting = NOTHING
) -> EntryRow:
    """Enter it. Raises ActRefusedError or StalePageError; nothing is entered then."""
    return enter(matter, Act.ASK_PASS_ON, by, {"reason": reason}, posting=posting)
