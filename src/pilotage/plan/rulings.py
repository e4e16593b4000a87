"""A person's rulings laid over a plan as it was read."""

from dataclasses import replace
from datetime import date

from pilotage.base import Precision
from pilotage.clause import Limit, LimitKind, Role
from pilotage.ruling import Question, Ruling, RulingBook

from .model import Basis, Duty, Plan, Task


def apply_rulings(plan: Plan, book: RulingBook) -> tuple[Plan, tuple[Ruling, ...]]:
    """``plan`` with the units and limits that people ruled, and the rulings that lapsed.

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
