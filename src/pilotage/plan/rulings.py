"""A person's rulings laid over a plan as it was read."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pilotage.base import Precision, Span, fold_width
from pilotage.clause import Limit, LimitKind, Role, Target
from pilotage.ruling import Question, Ruling, RulingBook

from .model import Basis, Duty, Plan, Task


def apply_rulings(plan: Plan, book: RulingBook) -> tuple[Plan, tuple[Ruling, ...]]:
    """``plan`` with the units, limits and targets that people ruled, and the rulings that lapsed.

    A ruling lapses when no task has its words any more; those on links are no concern of a plan
    alone (``pilotage.trace``). Applying twice changes nothing.
    """
    ids = {task.id for task in plan.tasks}
    about = (ruling for ruling in book.all() if ruling.question is not Question.LINK)
    lapsed = tuple(ruling for ruling in about if ruling.task not in ids)
    tasks = tuple(_ruled(task, book) for task in plan.tasks)
    return replace(plan, tasks=tasks), lapsed


def _ruled(task: Task, book: RulingBook) -> Task:
    if ruling := book.get(task.id, Question.UNITS):
        task = replace(task, units=tuple(_duty(d, task, ruling) for d in ruling.answer["units"]))
    if ruling := book.get(task.id, Question.LIMIT):
        task = replace(task, limit=_limit(ruling))
    if ruling := book.get(task.id, Question.TARGETS):
        task = replace(task, targets=_targets(ruling.answer["targets"], task, ruling.by))
    return task


def _duty(answer: dict[str, str | None], task: Task, ruling: Ruling) -> Duty:
    """The ruled duty; it keeps the span of the words when the text names the unit so."""
    name = str(answer["name"])
    span = next((d.span for d in task.units if d.name == name), None)
    return Duty(
        name=name,
        role=Role(str(answer["role"])),
        basis=Basis.RULED,
        span=span,
        unit=answer["unit"],
        by=ruling.by,
    )


def _limit(ruling: Ruling) -> Limit:
    stated = ruling.answer.get("date")
    return Limit(
        text=stated or str(ruling.answer["kind"]),
        span=None,
        date=date.fromisoformat(stated) if stated else None,
        precision=Precision.DAY if stated else None,
        kind=LimitKind(ruling.answer["kind"]),
        by=ruling.by,
    )


def _targets(answers: Sequence[Mapping[str, Any]], task: Task, by: str) -> tuple[Target, ...]:
    """The ruled targets, each with the words it stands for where the task has them.

    A target read there keeps its words; any other is looked for, no stretch of text twice.
    """
    found: list[Target] = []
    for answer in answers:
        taken = [target.span for target in found if target.span]
        span = _words_of(str(answer["text"]), task, taken)
        found.append(
            Target(
                text=_quoted(task, span) if span else str(answer["text"]),
                span=span,
                quantity=answer["quantity"],
                unit=answer["unit"],
                comparison=answer["comparison"],
                by=date.fromisoformat(answer["by"]) if answer["by"] else None,
                ruled_by=by,
            )
        )
    return tuple(found)


def _quoted(task: Task, span: Span) -> str:
    return task.text[span.start - task.span.start : span.end - task.span.start]


def _words_of(words: str, task: Task, taken: Collection[Span]) -> Span | None:
    read = (target.span for target in task.targets if _alike(target.text, words))
    if span := next((one for one in read if one and one not in taken), None):
        return span
    for match in _layout_free(words).finditer(fold_width(task.text)):
        span = Span(task.span.start + match.start(), task.span.start + match.end())
        if span not in taken:
            return span
    return None


def _alike(one: str, other: str) -> bool:
    return fold_width("".join(one.split())) == fold_width("".join(other.split()))


def _layout_free(words: str) -> re.Pattern[str]:
    """``words`` wherever a line breaks and whatever the width of their signs."""
    signs = fold_width("".join(words.split()))
    return re.compile(r"\s*".join(map(re.escape, signs)) or r"(?!)")
