"""The office finds how far the task is (核实); never the unit or the person that reported."""

from collections.abc import Sequence
from datetime import date

from pilotage.ledger import Act, Method, Outlook
from pilotage_server.ledgers.evidence import Proof
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
    judgement: Outlook | None = None,
    went: str = "",
    place: str = "",
    visited: date | None = None,
    proofs: Sequence[Proof] = (),
    posting: Posting = NOTHING,
) -> EntryRow:
    """Enter ``verified`` percent as found by ``method``.

    ``judgement`` is the checker's own word on whether the limit will be kept. A check on the spot
    carries its record: who ``went``, to which ``place``, on which day, with photographs.

    Raises ActRefusedError or StalePageError; nothing is entered then.
    """
    payload: dict[str, object] = {"verified": verified, "method": method.value, "text": text}
    if judgement:
        payload["judgement"] = judgement.value
    record = {"went": went, "place": place, "visited": visited.isoformat() if visited else ""}
    payload |= {name: told for name, told in record.items() if told}
    return enter(matter, Act.VERIFY, by, payload, proofs=proofs, posting=posting)
