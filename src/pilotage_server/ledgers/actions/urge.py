"""The office urges the units on (催办); the count grows, the state stays."""

from pilotage.ledger import Act
from pilotage.rulepack import Verdict
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def urge(
    matter: MatterRow,
    by: MembershipRow,
    *,
    text: str,
    slip: Verdict | None = None,
    posting: Posting = NOTHING,
) -> EntryRow:
    """Enter it, with the colour and the rule of the ``slip`` that was due, if one was.

    Raises ActRefusedError or StalePageError; nothing is entered then.
    """
    payload: dict[str, object] = {"text": text}
    if slip is not None:
        payload["colour"] = slip.gives
        payload["rule"] = f"{slip.pack.id}/{slip.edition}/{slip.rule}"
    return enter(matter, Act.URGE, by, payload, posting=posting)
