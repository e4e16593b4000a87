"""The lead unit, or the office, answers a leader's instruction (回复批示)."""

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def answer(
    matter: MatterRow, by: MembershipRow, *, number: int, text: str, posting: Posting = NOTHING
) -> EntryRow:
    """Enter the answer to instruction ``number`` of the matter.

    Raises ActRefusedError or StalePageError; nothing is entered then.
    """
    return enter(matter, Act.ANSWER, by, {"number": number, "text": text}, posting=posting)
