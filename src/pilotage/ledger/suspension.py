"""A task is suspended with its sub-tasks, and resumed with them (挂账, 解除挂账).

The clock of a task is stopped because what it needs is not there: a season, a condition (PRACTICE
§3.1 no. 7a). Its sub-tasks are parts of the same work, and no limit of theirs lies after its own;
so none of them is urged or late while it waits. What was suspended for a reason of its own stays
suspended when the task goes on.
"""

from collections.abc import Iterator, Sequence

from .model import Act, MatterState, Step
from .moves import Planned
from .payload import Payload
from .subtask import Subtask, right_under
from .workflow import WORKFLOW


def followers(
    key: str, act: Act, payload: Payload, subtasks: Sequence[Subtask]
) -> list[tuple[Subtask, Planned]]:
    """What follows for the ``subtasks`` when ``act`` was entered with ``payload`` on ``key``.

    They are in the states before; the entries are to be made in this order. Nothing follows from
    another act than suspending and resuming.
    """
    if act is Act.SUSPEND:
        return list(_suspended(key, payload, subtasks))
    return list(_resumed(key, payload, subtasks)) if act is Act.RESUME else []


def _suspended(
    key: str, payload: Payload, subtasks: Sequence[Subtask]
) -> Iterator[tuple[Subtask, Planned]]:
    for one in right_under(key, subtasks):
        if runs(one.state):
            yield one, Planned(act=Act.SUSPEND, payload={**payload, "with_above": True})
        yield from _suspended(one.key, payload, subtasks)


def _resumed(
    key: str, payload: Payload, subtasks: Sequence[Subtask]
) -> Iterator[tuple[Subtask, Planned]]:
    for one in right_under(key, subtasks):
        if one.state.step is Step.SUSPENDED:
            if not one.state.suspended_with_above:
                continue
            yield one, Planned(act=Act.RESUME, payload=payload)
        yield from _resumed(one.key, payload, subtasks)


def runs(state: MatterState) -> bool:
    """Whether its clock runs: it is out, and not suspended."""
    return state.step in WORKFLOW[Act.SUSPEND].moves
