"""A plan as rows of a decomposition table (任务分解表), for the terminal and the workbook alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pilotage.base import Language
from pilotage.plan import Duty, Limit, LimitKind, Plan, Role, Task, TaskKind
from pilotage.unit import Register

from .wording import day, word

UNRESOLVED = "*"
"""Stands after a name that is not in the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One task or safeguard; names of units are short where the register knows them."""

    number: str
    section: str
    heading: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    responsible: tuple[str, ...]
    limit: str
    targets: tuple[str, ...]
    words: str


def rows_of(plan: Plan, kind: TaskKind, lang: Language, register: Register | None) -> Iterator[Row]:
    """The rows of that kind, numbered from 1; safeguards are S1, S2 … or 保1, 保2 …"""
    mark = word("safeguard_mark", lang) if kind is TaskKind.SAFEGUARD else ""
    for number, task in enumerate(plan.of_kind(kind), 1):
        yield Row(
            number=f"{mark}{number}",
            section=" / ".join(task.path),
            heading=_numbered(task),
            lead=_names(task, Role.LEAD, lang, register),
            support=_names(task, Role.SUPPORT, lang, register),
            responsible=_names(task, Role.RESPONSIBLE, lang, register),
            limit=limit_words(task.limit, lang) if task.limit else "",
            targets=tuple(target.text for target in task.targets),
            words=task.text,
        )


def _numbered(task: Task) -> str:
    number = task.number or ""
    if number.strip(".．、") == str(task.ordinal):
        number = ""  # the column of ordinals says it already
    return f"{number}{' ' if number.isascii() else ''}{task.heading}".strip()


def _names(task: Task, role: Role, lang: Language, register: Register | None) -> tuple[str, ...]:
    return tuple(_name(duty, lang, register) for duty in task.units if duty.role is role)


def _name(duty: Duty, lang: Language, register: Register | None) -> str:
    if duty.unit is None:
        return duty.name + UNRESOLVED
    unit = register.get(duty.unit) if register else None
    return unit.short(lang) if unit else duty.name


def unresolved_note(rows: Iterable[Row], lang: Language) -> str:
    """What the mark after a name means; empty when no name in ``rows`` carries it."""
    units = (name for row in rows for name in (*row.lead, *row.support, *row.responsible))
    if not any(name.endswith(UNRESOLVED) for name in units):
        return ""
    if lang == "zh":
        return f"{UNRESOLVED}：单位名录中没有唯一对应的单位。"
    return f"{UNRESOLVED}: not exactly one unit of the register goes by this name."


def limit_words(limit: Limit, lang: Language) -> str:
    """The last day, and whether the work goes on; the words themselves when they give no day."""
    parts = [day(limit.date, lang)] if limit.date else []
    if limit.kind in (LimitKind.ONGOING, LimitKind.RECURRING):
        parts.append(word(limit.kind.value, lang))
    return word("between", lang).join(parts) or limit.text
