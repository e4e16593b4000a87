"""An act on a task and what follows from it for the sub-tasks: all is entered, or nothing."""

from datetime import datetime

from django.db import transaction

from pilotage.ledger import Act, followers
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.ledgers.tree import subtasks_of
from pilotage_server.units.models import MembershipRow

from .entering import NOTHING, Payload, Posting, enter, entered_before, locked


@transaction.atomic
def enter_with_subtasks(
    matter: MatterRow,
    act: Act,
    by: MembershipRow,
    payload: Payload,
    *,
    posting: Posting = NOTHING,
) -> EntryRow:
    """Enter ``act`` on ``matter`` and what ``pilotage.ledger.followers`` lists on its sub-tasks.

    The right to the act on the task is the right to what follows from it. A form sent twice finds
    its entry. Raises ActRefusedError or StalePageError; nothing is entered then.
    """
    locked(matter)
    done = entered_before(matter, posting.token)
    if done is not None:
        return done
    rows, subtasks = subtasks_of(matter)
    added = enter(matter, act, by, payload, posting=posting)
    for one, planned in followers(str(matter.pk), act, payload, subtasks):
        row = rows[one.key]
        at = _after(added.at, row)
        enter(row, planned.act, by, planned.payload, posting=Posting(at=at), follows=True)
    return added


def _after(at: datetime, row: MatterRow) -> datetime:
    return max(at, row.last_entry_at or at)
