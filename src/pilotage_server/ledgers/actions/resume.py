"""The clock of a suspended matter runs again (解除挂账); it goes on where it stood.

Sub-tasks that were suspended with it go on too.
"""

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting
from .following import enter_with_subtasks


def resume(
    matter: MatterRow, by: MembershipRow, *, reason: str = "", posting: Posting = NOTHING
) -> EntryRow:
    """Enter it. Raises ActRefusedError or StalePageError; nothing is entered then."""
    payload = {"reason": reason} if reason else {}
    return enter_with_subtasks(matter, Act.RESUME, by, payload, posting=posting)
