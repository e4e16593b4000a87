"""What the plan in force sets a task: as it was read, and as people corrected it before issue."""

from collections.abc import Mapping

from pilotage.plan import Target, Task
from pilotage_server.plans import store

from .models import MatterRow
from .shelves import Recent

_TASKS: Recent[Mapping[str, Task]] = Recent(200)


def targets_of(matter: MatterRow) -> tuple[Target, ...]:
    """The targets of ``matter``; none of a sub-task."""
    task = _task(matter)
    return task.targets if task else ()


def unknown_lead(matter: MatterRow) -> str:
    """The name of the unit that the text has lead ``matter`` and the register does not have;
    empty where there is no such."""
    task = _task(matter)
    lead = task.presumed_lead if task else None
    return lead.name if lead and lead.unit is None else ""


def _task(matter: MatterRow) -> Task | None:
    """The task of an adopted plan, which changes no more, so that each plan is read once."""
    if matter.is_part:
        return None
    tasks = _TASKS.find(matter.plan_id)
    if tasks is None:
        tasks = {task.id: task for task in store.plan_of(matter.plan).tasks}
        _TASKS.keep(matter.plan_id, tasks)
    return tasks.get(matter.task_id)
