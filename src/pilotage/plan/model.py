"""The Plan: what was promised. The contract between compiling and supervising.

A plan is a value. It never changes once adopted; a new edition is a new plan. Every cell has the
span of the words it was read from, or, when a person entered it, that person's name in ``by``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple

from pilotage.base import Diagnostic, Span
from pilotage.clause import Directive, Limit, Measure, Portion, Reference, Role, Target


class TaskKind(StrEnum):
    """A task has units told to do it; a safeguard is an organisational measure that names none."""

    TASK = "task"
    SAFEGUARD = "safeguard"


class Basis(StrEnum):
    """Stated at the task, inherited from a heading or a general note, or ruled by a person."""

    STATED = "stated"
    INHERITED = "inherited"
    RULED = "ruled"


class Duty(NamedTuple):
    """A unit in a role at a task. ``unit`` is the register id when one candidate was left.

    A tuple, as ``Mention`` is, which it is made of.
    """

    name: str
    role: Role
    basis: Basis
    span: Span | None
    unit: str | None
    candidates: tuple[str, ...] = ()
    by: str | None = None
    """The person who ruled, when ``basis`` is RULED."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The smallest numbered item that carries its own responsibility note (see DESIGN §4.1)."""

    id: str
    kind: TaskKind
    ordinal: int
    number: str | None
    path: tuple[str, ...]
    heading: str
    text: str
    span: Span
    measures: tuple[Measure, ...]
    units: tuple[Duty, ...]
    limit: Limit | None
    targets: tuple[Target, ...]

    @property
    def lead(self) -> Duty | None:
        """The unit stated or ruled to lead, None when the text tells no roles apart."""
        return next((duty for duty in self.units if duty.role is Role.LEAD), None)

    @property
    def presumed_lead(self) -> Duty | None:
        """The stated lead, else the unit listed first: a presumption for a person to confirm."""
        return self.lead or next(iter(self.units), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file that was read."""

    name: str
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Characters other than white space, by fate."""

    characters: int
    tasks: int
    headings: int
    set_aside: int
    unread: int

    @property
    def share_read(self) -> float:
        """Share of characters read or set aside with a reason, 0 to 1 (1 for an empty text)."""
        return 1 - self.unread / self.characters if self.characters else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One compiled document. All spans index ``text``."""

    title: str | None
    number: str | None
    issuer: str | None
    issued: date | None
    language: Literal["zh", "en"]
    source: Source
    text: str
    tasks: tuple[Task, ...]
    references: tuple[Reference, ...]
    portions: tuple[Portion, ...]
    coverage: Coverage
    problems: tuple[Diagnostic, ...]
    directives: tuple[Directive, ...] = ()
    """What was asked for at a meeting, when the document is a brief of one; no tasks."""

    def task(self, task_id: str) -> Task:
        """The task with that id; KeyError when there is none."""
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise KeyError(task_id)

    def of_kind(self, kind: TaskKind) -> Iterator[Task]:
        """The tasks, or the safeguards, in the order of the text."""
        return (task for task in self.tasks if task.kind is kind)
