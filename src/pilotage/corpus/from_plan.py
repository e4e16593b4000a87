"""A plan to the rows of the tables."""

from collections.abc import Iterator

from pilotage.base import Diagnostic, PilotageError, Span
from pilotage.plan import Plan, Task, TaskKind

from .problems import COMPILER_FAULT, UNUSABLE

Row = tuple[object, ...]
Rows = dict[str, list[Row]]
"""Rows by table, in the order of the table's columns."""


def from_plan(plan: Plan, document: str, size: int) -> Rows:
    """The rows of ``plan``, compiled from the ``size`` bytes of the file called ``document``."""
    return {
        "documents": [_document(plan, document, size)],
        "tasks": [_task(task, document) for task in plan.tasks],
        "units": [row for task in plan.tasks for row in _units(task, document)],
        "limits": [row for task in plan.tasks for row in _limit(task, document)],
        "targets": [row for task in plan.tasks for row in _targets(task, document)],
        "references": [(document, r.title, r.number, *r.span) for r in plan.references],
        "problems": [_problem(p, document) for p in plan.problems],
    }


def from_refusal(error: PilotageError, document: str) -> Rows:
    """The one row of a file that holds no plan."""
    sentence, remedy = error.told("en")
    sentence_zh, remedy_zh = error.told("zh")
    told = UNUSABLE.at(
        None, sentence=sentence, remedy=remedy, sentence_zh=sentence_zh, remedy_zh=remedy_zh
    )
    return {"problems": [_problem(told, document)]}


def from_fault(error: Exception, document: str) -> Rows:
    """The one row of a file on which the compiler itself failed."""
    reason = f"{type(error).__name__}: {error}"[:300]
    return {"problems": [_problem(COMPILER_FAULT.at(None, reason=reason), document)]}


def _document(plan: Plan, document: str, size: int) -> Row:
    tasks = sum(task.kind is TaskKind.TASK for task in plan.tasks)
    return (
        document,
        plan.source.sha256,
        size,
        plan.source.media_type,
        plan.language,
        plan.title,
        plan.number,
        plan.issuer,
        plan.issued,
        tasks,
        len(plan.tasks) - tasks,
        plan.coverage.characters,
        plan.coverage.unread,
    )


def _task(task: Task, document: str) -> Row:
    return (
        document,
        task.id,
        task.kind.value,
        task.ordinal,
        task.number,
        list(task.path),
        task.heading,
        task.text,
        len(task.measures),
        *task.span,
    )


def _units(task: Task, document: str) -> Iterator[Row]:
    for duty in task.units:
        yield (
            document,
            task.id,
            duty.name,
            duty.role.value,
            duty.basis.value,
            duty.unit,
            list(duty.candidates),
            *_place(duty.span),
        )


def _limit(task: Task, document: str) -> Iterator[Row]:
    if limit := task.limit:
        precision = limit.precision.value if limit.precision else None
        yield (
            document,
            task.id,
            limit.text,
            limit.date,
            precision,
            limit.kind.value,
            *_place(limit.span),
        )


def _targets(task: Task, document: str) -> Iterator[Row]:
    for t in task.targets:
        yield (document, task.id, t.text, t.quantity, t.unit, t.comparison, t.by, *_place(t.span))


def _problem(problem: Diagnostic, document: str) -> Row:
    return (
        document,
        problem.code,
        problem.name,
        problem.severity.value,
        problem.task,
        problem.message("en"),
        problem.message("zh"),
        problem.hint("en"),
        problem.hint("zh"),
        *_place(problem.span),
    )


def _place(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span else (None, None)
