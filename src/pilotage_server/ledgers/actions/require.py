"""The office states which kinds of evidence the closing of a task needs."""

from collections.abc import Sequence

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def require(
    matter: MatterRow,
    by: MembershipRow,
    *,
    evidence: Sequence[str],
    reason: str = "",
    posting: Posting = NOTHING,
) -> EntryRow:
    """Enter the whole list of ``ProofKind``; ``reason`` is needed where it grows shorter.

    Raises ActRefusedError or StalePageError; nothing is entered then.
    """
    payload: dict[str, object] = {"evidence": list(evidence)}
    if reason:
        payload["reason"] = reason
    return enter(matter, Act.REQUIRE, by, payload, posting=posting)
