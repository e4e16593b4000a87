"""A plan is issued: adopted, its tasks registered as matters, each dispatched to its units.

A matter that cannot be dispatched yet (no unit, or a lead that the register does not know) stays
registered, and the office dispatches it when its lead is named.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from pilotage.ledger import Step
from pilotage.plan import Duty, Role, Task, TaskKind
from pilotage.rulepack import Milestone
from pilotage_server import clock
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.plans.actions import adopt
from pilotage_server.plans.models import PlanRow
from pilotage_server.units.models import MembershipRow

from .dispatch import Addressee, dispatch
from .entering import Posting

Titles = Mapping[tuple[TaskKind, int], str]
"""Headings of the tasks in the plan's other language, by kind and ordinal."""


@transaction.atomic
def issue(
    plan: PlanRow,
    by: MembershipRow,
    *,
    titles: Titles | None = None,
    slip: str = "",
    milestones: Mapping[tuple[TaskKind, int], Sequence[Milestone]] | None = None,
    at: datetime | None = None,
) -> list[MatterRow]:
    """Issue ``plan`` and give back its matters in the order of the text.

    ``slip`` begins the number of every slip ("2020-" gives 2020-01, 2020-02 …); ``milestones``
    are those of a task, by its kind and number. A plan issued
    before gives its matters back and nothing is done twice. Raises PilotageError when findings
    stand in the way, when another edition of the plan is in force (its tasks run already), or
    when ``by`` may not issue.
    """
    known = list(MatterRow.objects.filter(plan=plan))
    if known:
        return known
    moment = at or clock.now()
    adopted = adopt(plan, by, at=moment)
    matters = [
        _register(plan, task, ordinal, titles or {}) for task, ordinal in _numbered(adopted.tasks)
    ]
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
                posting=Posting(at=moment),
            )
    return [matter for matter, _ in matters]


def _numbered(tasks: Sequence[Task]) -> list[tuple[Task, int]]:
    """Each task with its number among those of its kind, counted through the whole plan."""
    counts = dict.fromkeys(TaskKind, 0)
    found = []
    for task in tasks:
        counts[task.kind] += 1
        found.append((task, counts[task.kind]))
    return found


def _register(plan: PlanRow, task: Task, ordinal: int, titles: Titles) -> tuple[MatterRow, Task]:
    heading = task.heading[:500]
    other = titles.get((task.kind, ordinal), "")[:500]
    chinese = plan.language == "zh"
    limit = task.limit
    matter = MatterRow.objects.create(
        plan=plan,
        task_id=task.id,
        kind=task.kind.value,
        ordinal=ordinal,
        number=(task.number or "")[:40],
        section=" › ".join(task.path)[:500],
        heading_zh=heading if chinese else other,
        heading_en=other if chinese else heading,
        text=task.text,
        limit_words=limit.text[:500] if limit and limit.span else "",
        limit_entered_by=(limit.by or "") if limit else "",
        step=Step.REGISTERED.value,
    )
    return matter, task


def addressees_of(task: Task) -> list[Addressee]:
    """The units of ``task``, the lead first; a unit named twice counts once.

    Where the text tells no roles apart, the unit listed first is taken to lead (列第一位者为牵头).
    """
    found: dict[str, Addressee] = {}
    for duty in sorted(task.units, key=lambda duty: duty.role is not Role.LEAD):
        found.setdefault(duty.unit or duty.name, _addressee(duty))
    return list(found.values())


def _addressee(duty: Duty) -> Addressee:
    return Addressee(unit=duty.unit, name=duty.name, role=duty.role)
