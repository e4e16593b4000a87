"""A unit says how far it is, with files as evidence (反馈); the lead speaks for the matter."""

from collections.abc import Sequence
from datetime import date

from pilotage.ledger import Act, Outlook
from pilotage_server.ledgers.evidence import Proof
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def report(
    matter: MatterRow,
    by: MembershipRow,
    *,
    claimed: int,
    text: str,
    next_step: str = "",
    done: bool = False,
    forecast: Outlook | None = None,
    expected: date | None = None,
    number: str = "",
    proofs: Sequence[Proof] = (),
    posting: Posting = NOTHING,
) -> EntryRow:
    """Enter a report of ``claimed`` percent; ``done`` asks for closing and claims 100.

    ``forecast`` says whether the limit will be kept, ``expected`` by which day where it will not.
    ``number`` is the number of the document that is the result, where it is one.

    Raises ActRefusedError or StalePageError; nothing is entered then, and no file is tied to the
    matter.
    """
    payload: dict[str, object] = {"claimed": claimed, "text": text, "done": done}
    if next_step:
        payload["next"] = next_step
    if forecast:
        payload["forecast"] = forecast.value
    if expected:
        payload["expected"] = expected.isoformat()
    if number:
        payload["number"] = number
    kinds = {proof.digest: proof.kind for proof in proofs if proof.kind}
    if kinds:
        payload["kinds"] = kinds
    return enter(matter, Act.REPORT, by, payload, proofs=proofs, posting=posting)
