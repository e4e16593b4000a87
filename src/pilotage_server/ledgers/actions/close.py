"""Supervision of the task ends (销号): only when done is claimed and 100 % verified."""

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def close(
    matter: MatterRow, by: MembershipRow, *, text: str, waiver: str = "", posting: Posting = NOTHING
) -> EntryRow:
    """Enter it; ``waiver`` says why it is closed without evidence that was required.

    Raises ActRefusedError or StalePageError; nothing is entered then.
    """
    payload: dict[str, object] = {"text": text}
    if waiver:
        payload["waiver"] = waiver
    return enter(matter, Act.CLOSE, by, payload, posting=posting)
