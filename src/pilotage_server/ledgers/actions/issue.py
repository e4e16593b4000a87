"""A plan is issued: adopted, its tasks registered as matters, each dispatched to its units.

Where the programme asks for it, they are put up for approval instead (``ask_approval``).

A matter that cannot be dispatched yet (no unit, or a lead that the register does not know) stays
registered, and the office dispatches it when its lead is named.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from pilotage.ledger import Rhythm, units_of
from pilotage.plan import Task, TaskKind
from pilotage.rulepack import Milestone
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import Event, record_all
from pilotage_server.ledgers.approval import asks_approval
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.ledgers.registering import Titles, register
from pilotage_server.plans.actions import adopt
from pilotage_server.plans.models import PlanRow
from pilotage_server.units.models import MembershipRow

from .dispatch import Addressee, dispatch
from .entering import Posting
from .propose import propose


@transaction.atomic
def issue(
    plan: PlanRow,
    by: MembershipRow,
    *,
    titles: Titles | None = None,
    slip: str = "",
    milestones: Mapping[tuple[TaskKind, int], Sequence[Milestone]] | None = None,
    rhythm: Rhythm | None = None,
    at: datetime | None = None,
) -> list[MatterRow]:
    """Issue ``plan`` and give back its matters in the order of the text.

    ``slip`` begins the number of every slip ("2020-" gives 2020-01, 2020-02 …); ``milestones``
    are those of a task, by its kind and number; ``rhythm`` says how often every lead reports. A
    plan issued before gives its matters back and nothing is done twice. Raises PilotageError when
    findings stand in the way, when another edition of the plan is in force (its tasks run already,
    see ``apply_edition``), or when ``by`` may not issue.
    """
    known = list(MatterRow.objects.filter(plan=plan))
    if known:
        return known
    moment = at or clock.now()
    adopted = adopt(plan, by, at=moment)
    matters = [(register(plan, task, moment, titles=titles), task) for task in adopted.tasks]
    name = by.user.get_username()
    record_all([Event(what=What.REGISTERED, thing=matter, by=name) for matter, _task in matters])
    if asks_approval(plan.programme):
        for matter, _task in matters:
            propose(matter, by, posting=Posting(at=moment))
        return [matter for matter, _ in matters]
    for place, (matter, task) in enumerate(matters, start=1):
        addressees = addressees_of(task)
        if addressees and addressees[0].unit:
            dispatch(
                matter,
                by,
                units=addressees,
                limit=task.limit.date if task.limit else None,
                slip=f"{slip}{place:02d}" if slip else "",
                milestones=(milestones or {}).get((task.kind, matter.ordinal), ()),
                rhythm=rhythm,
                posting=Posting(at=moment),
            )
    return [matter for matter, _ in matters]


def addressees_of(task: Task) -> list[Addressee]:
    """The units of ``task``, the lead first."""
    return [Addressee(unit=one.unit, name=one.name, role=one.role) for one in units_of(task)]
