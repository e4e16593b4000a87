"""Words looked for in a plan: where they stand, and the sentence and the task around them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from pilotage.base import Language, Span, wording
from pilotage.plan import Duty, Plan, Task

Patterns = Mapping[Language, re.Pattern[str]]

_END: Patterns = {
    "zh": re.compile(r"[。；！？\n]"),
    "en": re.compile(r"(?<!No)[.;!?](?=\s|$)|\n\s*\n"),
}

_REACH = 1500
"""Letters to either side; without it the time for one task would grow with its square."""


def matches(plan: Plan, task: Task, patterns: Patterns) -> Iterator[re.Match[str]]:
    """Where the words of the plan's language stand within the task."""
    return patterns[plan.language].finditer(plan.text, *task.span)


def sentence(plan: Plan, at: Span, within: Span) -> Span:
    """The sentence around ``at``, no further than ``within`` nor than a long sentence reaches."""
    start = max(within.start, at.start - _REACH)
    end = min(within.end, at.end + _REACH)
    for stop in _END[plan.language].finditer(plan.text, start, end):
        if stop.end() <= at.start:
            start = stop.end()
        elif stop.start() >= at.end:
            end = stop.end()
            break
    return Span(start, end).strip(plan.text)


def task_at(plan: Plan, position: int) -> Task | None:
    """The task whose words hold that character."""
    index = bisect_right(plan.tasks, position, key=lambda task: task.span.start) - 1
    found = plan.tasks[index] if index >= 0 else None
    return found if found and position < found.span.end else None


_NOTE_ENDS = re.compile(r"[。\n]|[）)](?![、，；和及])")


def in_one_note(plan: Plan, one: Duty, other: Duty) -> bool:
    """Whether two units stand in one list: no sentence or bracket ends between them."""
    if one.span is None or other.span is None:
        return False
    first, last = sorted((one.span, other.span))
    return not _NOTE_ENDS.search(plan.text, first.end, last.start)


def key_of(duty: Duty) -> str:
    """The same for one unit however it is written: its id, or else the letters of its name."""
    return duty.unit or wording(duty.name)
