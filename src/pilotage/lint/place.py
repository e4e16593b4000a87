"""Where a finding about a task stands, and how a sentence names the task."""

from pilotage.base import Span
from pilotage.plan import Plan, Task

_LONGEST_NAME = 60


def name_of(task: Task) -> str:
    """The task's heading, cut when it is a whole sentence."""
    heading = task.heading
    if len(heading) <= _LONGEST_NAME:
        return heading
    words, space, _ = heading[:_LONGEST_NAME].rpartition(" ")
    return (words if space else heading[: _LONGEST_NAME - 1]) + "…"


def head_of(plan: Plan, task: Task) -> Span:
    """The words of the task's heading; the first line of the task when they are not in it."""
    start = plan.text.find(task.heading, *task.span) if task.heading else -1
    if start >= 0:
        return Span(start, start + len(task.heading))
    line_end = plan.text.find("\n", *task.span)
    return Span(task.span.start, line_end if line_end > 0 else task.span.end).strip(plan.text)
