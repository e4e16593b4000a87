"""The office passes a dispatched matter on to another lead (转办), which signs for it anew."""

from pilotage.ledger import Act
from pilotage.plan import Role
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .dispatch import Addressee
from .entering import NOTHING, Posting, enter


def pass_on(
    matter: MatterRow,
    by: MembershipRow,
    *,
    lead: Addressee,
    reason: str,
    posting: Posting = NOTHING,
) -> EntryRow:
    """Enter ``lead`` in the place of whoever led; what the former lead entered stays its own.

    Raises ActRefusedError or StalePageError; nothing is entered then.
    """
    new = {"unit": lead.unit, "name": lead.name, "role": Role.LEAD.value}
    return enter(matter, Act.PASS_ON, by, {"units": [new], "reason": reason}, posting=posting)
