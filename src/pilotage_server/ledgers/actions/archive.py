"""The volume of a closed task goes to the archive (归档), as one PDF that is kept like evidence."""

from pilotage.ledger import Act
from pilotage_server.ledgers.evidence import Proof
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Posting, enter


def archive(
    matter: MatterRow,
    by: MembershipRow,
    *,
    bound: Proof,
    volume: str = "",
    posting: Posting = NOTHING,
) -> EntryRow:
    """Enter it with the ``bound`` volume; ``volume`` is its number in the archive.

    Raises ActRefusedError or StalePageError; nothing is entered then.
    """
    payload: dict[str, object] = {"volume": volume} if volume else {}
    return enter(matter, Act.ARCHIVE, by, payload, proofs=[bound], posting=posting)
