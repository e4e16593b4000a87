"""The lead asks for a later limit (申请延期); the limit in force stays until it is decided."""

from datetime import date

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def ask_extension(
    matter: MatterRow,
    by: MembershipRow,
    *,
    until: date,
    reason: str,
    posting: Posting = NOTHING,
) -> EntryRow:
    """Enter the request. Raises ActRefusedError or StalePageError; nothing is entered then."""
    payload = {"until": until.isoformat(), "reason": reason}
    return enter(matter, Act.ASK_EXTENSION, by, payload, posting=posting)
