"""Registered matters are dispatched as their plan says: its units, its limit (按方案交办)."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.base import PilotageError
from pilotage.ledger import Rhythm
from pilotage.plan import Task
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.plans import store
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow

from .dispatch import Addressee, dispatch
from .entering import NOTHING, Posting
from .issue import addressees_of


@transaction.atomic
def dispatch_planned(
    matters: Iterable[MatterRow],
    by: MembershipRow,
    *,
    rhythm: Rhythm | None = None,
    posting: Posting = NOTHING,
) -> list[EntryRow]:
    """Dispatch all of ``matters``, or none.

    Raises ActRefusedError, StalePageError, or PilotageError where the plan names no lead that the
    register knows.
    """
    entries = []
    for matter, units, limit in planned(matters):
        if not units:
            raise PilotageError(no_lead(matter), _("Open the task and dispatch it by hand."))
        entries.append(
            dispatch(matter, by, units=units, limit=limit, rhythm=rhythm, posting=posting)
        )
    return entries


def planned(
    matters: Iterable[MatterRow],
) -> Iterator[tuple[MatterRow, list[Addressee], date | None]]:
    """Each matter with the units and the limit of its plan; no units where no lead is known."""
    plans: dict[int, dict[str, Task]] = {}
    for matter in matters:
        if matter.plan_id not in plans:
            tasks = store.plan_of(matter.plan).tasks
            plans[matter.plan_id] = {task.id: task for task in tasks}
        task = plans[matter.plan_id][matter.task_id]
        units = addressees_of(task)
        known = bool(units and units[0].unit)
        yield matter, units if known else [], task.limit.date if task.limit else None


def no_lead(matter: MatterRow) -> str:
    """Why a matter cannot be dispatched as its plan says."""
    said = _("The plan names no known lead for task %(code)s.")
    return said % {"code": matter.code(reader_language())}
