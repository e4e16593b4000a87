"""The lead or the office gives a part of a task to units of its own (分解).

The part is a matter by itself: the entry on the task says what it is, and it is registered and
dispatched by whoever broke the task down, in one transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from pilotage.ledger import Act
from pilotage_server.audit.models import What
from pilotage_server.audit.record import Event, record_all
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.ledgers.tree import next_code, parted
from pilotage_server.units.models import MembershipRow

from .dispatch import Addressee, dispatch
from .entering import NOTHING, Posting, enter, entered_before


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a sub-task is: its name, what is to be done, whose, by when, and how much it counts.

    ``heading_other`` is the name in the language that the plan is not in, where somebody gave it.
    """

    heading: str
    text: str
    units: Sequence[Addressee]
    limit: date | None
    weight: int = 1
    heading_other: str = ""


@transaction.atomic
def decompose(
    matter: MatterRow, by: MembershipRow, *, part: Part, posting: Posting = NOTHING
) -> EntryRow:
    """Enter it, register the sub-task and dispatch it; give back the entry on ``matter``.

    A form sent twice makes one sub-task. Raises ActRefusedError or StalePageError; nothing is
    entered then.
    """
    MatterRow.objects.select_for_update().get(pk=matter.pk)
    done = entered_before(matter, posting.token)
    if done is not None:
        return done
    code = next_code(matter)
    payload: dict[str, object] = {
        "code": code,
        "heading": part.heading,
        "text": part.text,
        "units": [{"unit": one.unit, "name": one.name, "role": one.role} for one in part.units],
        "limit": part.limit.isoformat() if part.limit else None,
    }
    if part.weight != 1:
        payload["weight"] = part.weight
    entry = enter(matter, Act.DECOMPOSE, by, payload, posting=posting)
    child, places = parted(
        matter,
        code,
        heading=part.heading,
        other=part.heading_other,
        text=part.text,
        weight=part.weight,
        at=entry.at,
    )
    name = by.user.get_username()
    record_all([Event(what=What.REGISTERED, thing=one, by=name) for one in (child, *places)])
    dispatch(child, by, units=part.units, limit=part.limit, posting=Posting(at=entry.at))
    return entry
