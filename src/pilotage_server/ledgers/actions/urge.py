"""The office urges the units on (催办); the count grows, the state stays."""

from pilotage.ledger import Act
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def urge(
    matter: MatterRow, by: MembershipRow, *, text: str, posting: Posting = NOTHING
) -> EntryRow:
    """Enter it. Raises ActRefusedError or StalePageError; nothing is entered then."""
    return enter(matter, Act.URGE, by, {"text": text}, posting=posting)
