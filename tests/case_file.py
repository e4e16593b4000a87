"""Cases: a small document with its expected reading in one file, readable by a secretary.

A case is a Markdown file: a title, then fenced blocks. ``document`` (or ``document NAME``) is the
input; ``plan``, ``front``, ``references``, ``directives`` and ``problems`` are what it must give,
each only where the case is about it. ``PILOTAGE_ACCEPT=1`` rewrites the expectations; the diff is
the review.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from pilotage.compile import compile_document
from pilotage.plan import Duty, Limit, Plan, Target, Task

_FENCE = re.compile(r"^```(\w+)(?: ([^\n]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case file: its input under a file name, and its blocks of expectations."""

    path: Path
    name: str
    document: str
    expected: dict[str, str]

    def compile(self) -> Plan:
        """The plan that the case's document holds."""
        return compile_document(self.document.encode(), self.name)


def read_case(path: Path) -> Case:
    """The case at ``path``."""
    blocks = _FENCE.findall(path.read_text(encoding="utf-8"))
    documents = [(name or "case.txt", body) for kind, name, body in blocks if kind == "document"]
    assert len(documents) == 1, f"{path} must hold one document"
    expected = {kind: body for kind, _, body in blocks if kind != "document"}
    return Case(path=path, name=documents[0][0], document=documents[0][1], expected=expected)


def all_cases() -> list[Path]:
    """Every case file, in order."""
    return sorted((Path(__file__).parent / "cases").rglob("*.md"))


def render(plan: Plan, block: str) -> str:
    """What the block ``plan``, ``front``, ``references`` or ``problems`` of a case shows."""
    lines = {
        "plan": lambda: [_task(task) for task in plan.tasks],
        "front": lambda: [
            f"{name}: {getattr(plan, name)}" for name in ("title", "number", "issuer", "issued")
        ],
        "references": lambda: [
            " | ".join(filter(None, (ref.title, ref.number))) for ref in plan.references
        ],
        "directives": lambda: [f"{d.speaker} | {d.text}" for d in plan.directives],
        "problems": lambda: [
            f"{p.code} {p.name} at “{p.span.quote(plan.text) if p.span else ''}”"
            for p in plan.problems
        ],
    }[block]()
    return "".join(f"{line}\n" for line in lines)


def _task(task: Task) -> str:
    parts = [
        f"{task.kind.value} {task.number or '–'}",
        " > ".join(task.path),
        task.heading,
        ", ".join(map(_duty, task.units)) or "no unit",
        _limit(task.limit),
        "; ".join(_target(target, task) for target in task.targets) or "no target",
    ]
    return " | ".join(parts)


def _target(target: Target, task: Task) -> str:
    """A target, with its date where that is not the task's."""
    of_task = task.limit.date if task.limit else None
    return target.text if target.by == of_task else f"{target.text} (by {target.by or 'open'})"


def _duty(duty: Duty) -> str:
    open_mark = "" if duty.unit else ("?" if duty.candidates else "")
    return f"{duty.role.value} {duty.name}{f' = {duty.unit}' if duty.unit else open_mark}"


def _limit(limit: Limit | None) -> str:
    if limit is None:
        return "no limit"
    return f"{limit.kind.value} {limit.date or 'open'} “{limit.text}”"


def accept(case: Case, plan: Plan) -> None:
    """Write what was found over what was expected."""
    text = case.path.read_text(encoding="utf-8")
    for block in case.expected:
        found = f"```{block}\n{render(plan, block)}```"
        start = text.index(f"```{block}\n")
        end = text.index("```", start + 3) + 3
        text = text[:start] + found + text[end:]
    case.path.write_text(text, encoding="utf-8")
