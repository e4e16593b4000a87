"""What is marked in the text of a plan: every value, where it stands, and how it is indexed.

A mark and its value share a key: ``3u1`` is the first unit of the third task. In the text it is
anchored at ``s-3u1``, among the values at ``v-3u1``.
"""

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from pilotage.base import Span
from pilotage.plan import Fate, Plan, Task


class Layer(IntEnum):
    """What a mark says, the strongest first: where marks overlap, the first one shows."""

    UNIT = 0
    LIMIT = 1
    CITE = 2
    TARGET = 3
    MEASURE = 4
    HEADING = 5
    UNREAD = 6
    ASIDE = 7


class Mark(NamedTuple):
    """A stretch of the text with its value; ``task`` is the task's place from 1, 0 for none."""

    span: Span
    layer: Layer
    key: str
    sign: str
    task: int


LONGEST_NUMBER = 12
"""A heading stands right after the number of its task."""


def letters(place: int) -> str:
    """a, b, … z, aa, ab … for 0, 1, 2 …"""
    word = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        word = chr(ord("a") + rest) + word
    return word


ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def roman(place: int) -> str:
    """i, ii, iii … for 0, 1, 2 …; figures from the eleventh."""
    return ROMAN[place] if place < len(ROMAN) else f"({place + 1})"


def marks_of(plan: Plan) -> list[Mark]:
    """Every mark of ``plan``, in the order of its text."""
    found = [mark for place, task in enumerate(plan.tasks, 1) for mark in _of_task(task, place)]
    found += [Mark(span, Layer.HEADING, "", "", 0) for span in map(_heading, plan.tasks) if span]
    found += [
        Mark(reference.span, Layer.CITE, f"0c{n}", "", 0)
        for n, reference in enumerate(plan.references, 1)
    ]
    fates = {Fate.SET_ASIDE: Layer.ASIDE, Fate.UNREAD: Layer.UNREAD}
    found += [
        Mark(portion.span, fates[portion.fate], "", "", 0)
        for portion in plan.portions
        if portion.fate in fates and portion.reason != "punctuation"
    ]
    return sorted(found, key=lambda mark: (mark.span, mark.layer))


def _heading(task: Task) -> Span | None:
    """The words of the heading where the task begins with them."""
    at = task.text.find(task.heading) if task.heading else -1
    if not 0 <= at <= LONGEST_NUMBER:
        return None
    start = task.span.start + at
    return Span(start, start + len(task.heading))


def _of_task(task: Task, place: int) -> Iterator[Mark]:
    for n, duty in enumerate(task.units, 1):
        if duty.span:
            yield Mark(duty.span, Layer.UNIT, f"{place}u{n}", str(n), place)
    if task.limit and task.limit.span:
        yield Mark(task.limit.span, Layer.LIMIT, f"{place}l", "", place)
    for n, target in enumerate(task.targets):
        if target.span:
            yield Mark(target.span, Layer.TARGET, f"{place}t{n + 1}", roman(n), place)
    for n, measure in enumerate(task.measures):
        yield Mark(measure.span, Layer.MEASURE, f"{place}m{n + 1}", letters(n), place)
