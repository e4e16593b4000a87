"""The targets that the plan in force sets a task: what was read, as people corrected it."""

from collections.abc import Mapping

from pilotage.plan import Target
from pilotage_server.plans import store

from .models import MatterRow
from .shelves import Recent

_OF_PLAN: Recent[Mapping[str, tuple[Target, ...]]] = Recent(200)


def targets_of(matter: MatterRow) -> tuple[Target, ...]:
    """The targets of ``matter``; none of a sub-task. An adopted plan changes no more, so each is
    read once."""
    if matter.is_part:
        return ()
    found = _OF_PLAN.find(matter.plan_id)
    if found is None:
        plan = store.plan_of(matter.plan)
        found = {task.id: task.targets for task in plan.tasks if task.targets}
        _OF_PLAN.keep(matter.plan_id, found)
    return found.get(matter.task_id, ())
