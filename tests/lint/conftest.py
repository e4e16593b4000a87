"""Plans built by hand: a text is written line by line and every value points into it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from pilotage.base import Precision, Span
from pilotage.plan import (
    Basis,
    Coverage,
    Duty,
    Limit,
    LimitKind,
    Plan,
    Role,
    Source,
    Target,
    Task,
    TaskKind,
)

MakeTask = Callable[..., Task]
MakePlan = Callable[..., Plan]


@pytest.fixture
def duty() -> Callable[..., Duty]:
    def make(name: str, role: str = "responsible", unit: str | None = "", **more: object) -> Duty:
        known = name.lower().replace(" ", "-") if unit == "" else unit
        basis = Basis(str(more.pop("basis", "stated")))
        found = Duty(name=name, role=Role(role), basis=basis, span=None, unit=known)
        return found._replace(**more)  # type: ignore[arg-type]

    return make


@pytest.fixture
def task() -> MakeTask:
    """A task with a limit and a figure; each test takes away what it is about."""

    def make(heading: str, units: tuple[Duty, ...] = (), **more: object) -> Task:
        limit = Limit(
            text="by 2027",
            span=None,
            date=date(2027, 12, 31),
            precision=Precision.YEAR,
            kind=LimitKind.BY,
        )
        target = Target(
            text="three", span=Span(0, 0), quantity=3, unit=None, comparison=None, by=None
        )
        found = Task(
            id=heading.lower().replace(" ", "-"),
            kind=TaskKind.TASK,
            ordinal=0,
            number=None,
            path=("I. Key Tasks",),
            heading=heading,
            text=heading,
            span=Span(0, 0),
            measures=(),
            units=units,
            limit=limit,
            targets=(target,),
        )
        return replace(found, **more)  # type: ignore[arg-type]

    return make


@pytest.fixture
def plan() -> MakePlan:
    """The tasks one under the other in a text of their own, with every span set."""

    def make(*tasks: Task, before: str = "Plan\nI. Key Tasks\n", **more: object) -> Plan:
        text, placed = before, []
        for ordinal, task in enumerate(tasks, 1):
            words = f"{task.number or ''} {task.heading}. ".lstrip()
            units = []
            start = len(text)
            for duty in task.units:
                at = start + len(words)
                words += f"{duty.name}, "
                units.append(duty._replace(span=Span(at, at + len(duty.name))))
            text += words + "\n"
            span = Span(start, start + len(words))
            placed.append(replace(task, ordinal=ordinal, text=words, span=span, units=tuple(units)))
        found = Plan(
            title="Plan",
            number=None,
            issuer=None,
            issued=date(2026, 11, 21),
            language="en",
            source=Source(name="plan.txt", media_type="text/plain", sha256="0" * 64),
            text=text,
            tasks=tuple(placed),
            references=(),
            portions=(),
            coverage=Coverage(characters=0, tasks=0, headings=0, set_aside=0, unread=0),
            problems=(),
        )
        return replace(found, **more)  # type: ignore[arg-type]

    return make
