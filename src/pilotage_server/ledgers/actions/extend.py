"""A request for an extension is granted to a definite day (同意延期); the original stays."""

from datetime import date

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def extend(
    matter: MatterRow,
    by: MembershipRow,
    *,
    until: date,
    reason: str = "",
    posting: Posting = NOTHING,
) -> EntryRow:
    """Enter the new limit; it need not be the day that was asked for.

    Raises ActRefusedError or StalePageError; nothing is entered then.
    """
    payload: dict[str, object] = {"until": until.isoformat()}
    if reason:
        payload["reason"] = reason
    return enter(matter, Act.EXTEND, by, payload, posting=posting)
