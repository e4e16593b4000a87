"""A leader's instruction is attached to a matter (批示), by the leader or by the office."""

from datetime import date

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def instruct(
    matter: MatterRow,
    by: MembershipRow,
    *,
    text: str,
    leader: str,
    given: date,
    answer_by: date,
    posting: Posting = NOTHING,
) -> EntryRow:
    """Enter what ``leader`` said on the day ``given``, to be answered by ``answer_by``.

    Raises ActRefusedError or StalePageError; nothing is entered then.
    """
    payload: dict[str, object] = {
        "text": text,
        "leader": leader,
        "given": given.isoformat(),
        "answer_by": answer_by.isoformat(),
    }
    return enter(matter, Act.INSTRUCT, by, payload, posting=posting)
