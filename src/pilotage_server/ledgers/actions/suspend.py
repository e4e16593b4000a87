"""The clock of the matter is stopped (挂账): why, waiting for what, looked at again when.

Those of its open sub-tasks are stopped with it.
"""

from datetime import date

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting
from .following import enter_with_subtasks


def suspend(
    matter: MatterRow,
    by: MembershipRow,
    *,
    reason: str,
    waits_for: str,
    review: date,
    posting: Posting = NOTHING,
) -> EntryRow:
    """Enter it. Raises ActRefusedError or StalePageError; nothing is entered then."""
    payload: dict[str, object] = {
        "reason": reason,
        "waits_for": waits_for,
        "review": review.isoformat(),
    }
    return enter_with_subtasks(matter, Act.SUSPEND, by, payload, posting=posting)
