"""The office finds how far the task is (核实); never the unit or the person that reported."""

from pilotage.ledger import Act, Method
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def verify(
    matter: MatterRow,
    by: MembershipRow,
    *,
    verified: int,
    method: Method,
    text: str,
    posting: Posting = NOTHING,
) -> EntryRow:
    """Enter ``verified`` percent as found by ``method``.

    Raises ActRefusedError or StalePageError; nothing is entered then.
    """
    payload = {"verified": verified, "method": method.value, "text": text}
    return enter(matter, Act.VERIFY, by, payload, posting=posting)
