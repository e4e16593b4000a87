"""The volume of a closed task goes to the archive (归档), as one PDF that is kept like evidence."""

from collections.abc import Callable
from dataclasses import replace

from pilotage.ledger import Act, may
from pilotage_server.ledgers import store
from pilotage_server.ledgers.evidence import Proof
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.ledgers.rights import acting_unit, capacities
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, ActRefusedError, Posting, enter, entered_before


def archive(
    matter: MatterRow,
    by: MembershipRow,
    *,
    bind: Callable[[], Proof],
    volume: str = "",
    posting: Posting = NOTHING,
) -> EntryRow:
    """Enter it with the volume that ``bind`` makes; ``volume`` is its number in the archive.

    Binding takes seconds, so it is done before anything is locked, and only for who may archive;
    a matter that moved on meanwhile is refused by its version.

    Raises ActRefusedError or StalePageError; nothing is entered then.
    """
    done = entered_before(matter, posting.token)
    if done is not None:
        return done
    state = store.state_of(matter)
    version = state.sequence if posting.version is None else posting.version
    held, name = capacities(by, state), by.user.get_username()
    refusal = may(state, Act.ARCHIVE, held, by=name, unit=acting_unit(by, state))
    if refusal is not None:
        raise ActRefusedError(refusal, reader_language())
    bound, posting = bind(), replace(posting, version=version)
    payload: dict[str, object] = {"volume": volume} if volume else {}
    return enter(matter, Act.ARCHIVE, by, payload, proofs=[bound], posting=posting)
