"""What was read in one task, as the panel beside the text shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pilotage.plan import Duty, Limit, Measure, Plan, Role, Target, Task
from pilotage.ruling import Question
from pilotage_server.units.language import reader_language
from pilotage_server.units.names import full_name, register, short_name

from .findings import LIMIT_CODES, TARGET_CODES, UNIT_CODES, Finding, Gate
from .marks import letters, roman
from .targets import TargetLine, target_lines

SPARE_LINES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitValue:
    """A unit of the task: its mark, its name in tables and in full, its badge, who ruled it."""

    key: str
    index: int
    name: str
    full: str
    badge: str
    known: bool
    in_text: bool
    inherited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One line of the form that corrects the units."""

    name: str
    role: str
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A measure or a target with its mark."""

    key: str
    index: str
    text: str
    note: str = ""
    in_text: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The values of one task, the questions about it, and who answered which before."""

    task: Task
    place: int
    units: tuple[UnitValue, ...]
    known: int
    lines: tuple[UnitLine, ...]
    limit: Limit | None
    limit_key: str
    measures: tuple[Piece, ...]
    targets: tuple[Piece, ...]
    asks: tuple[Finding, ...]
    unit_asks: tuple[Finding, ...]
    limit_asks: tuple[Finding, ...]
    target_asks: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    units_by: str
    limit_by: str
    target_lines: tuple[TargetLine, ...]
    targets_by: str
    presumed: str
    label: str

    @property
    def must_name(self) -> bool:
        """Whether the form for units stands open, since nobody is named yet."""
        return not self.units and bool(self.unit_asks)


def panel_of(
    plan: Plan,
    task_id: str,
    gate: Gate,
    label: str,
    *,
    lines: Sequence[UnitLine] = (),
    targets: Sequence[TargetLine] = (),
) -> Panel:
    """The panel of a task; ``lines`` (of units) and ``targets`` are entries that were refused."""
    place = next(n for n, task in enumerate(plan.tasks, 1) if task.id == task_id)
    task = plan.tasks[place - 1]
    found = gate.of_task(task_id)
    asks = [f for f in found if f.is_open]
    units = tuple(_unit_value(duty, n, place, task) for n, duty in enumerate(task.units, 1))
    return Panel(
        task=task,
        place=place,
        units=units,
        known=sum(unit.known for unit in units),
        lines=tuple(lines) or unit_lines(task),
        limit=task.limit,
        limit_key=f"{place}l",
        measures=tuple(_measure(m, n, place) for n, m in enumerate(task.measures)),
        targets=tuple(_target(t, n, place) for n, t in enumerate(task.targets)),
        asks=tuple(f for f in asks if f.code not in UNIT_CODES + LIMIT_CODES + TARGET_CODES),
        unit_asks=tuple(f for f in asks if f.code in UNIT_CODES),
        limit_asks=tuple(f for f in asks if f.code in LIMIT_CODES),
        target_asks=tuple(f for f in asks if f.code in TARGET_CODES),
        notes=tuple(f for f in found if f.is_note),
        units_by=gate.ruled_by.get((task_id, Question.UNITS), "")
        or next((duty.by for duty in task.units if duty.by), ""),
        limit_by=gate.ruled_by.get((task_id, Question.LIMIT), "")
        or ((task.limit.by or "") if task.limit else ""),
        target_lines=tuple(targets) or target_lines(task),
        targets_by=gate.ruled_by.get((task_id, Question.TARGETS), "")
        or next((t.ruled_by for t in task.targets if t.ruled_by), ""),
        presumed=_presumed(task),
        label=label,
    )


def unit_lines(task: Task) -> tuple[UnitLine, ...]:
    """The units of the task as lines to correct, and spare lines to add to them."""
    written = [UnitLine(name=shown_name(duty), role=duty.role.value) for duty in task.units]
    spare = Role.SUPPORT if task.units else Role.LEAD
    return (*written, *(UnitLine(name="", role=spare.value) for _ in range(SPARE_LINES)))


def shown_name(duty: Duty) -> str:
    """The register's short name, or the name as written when the register lacks it."""
    return short_name(duty.unit, reader_language()) if duty.unit else duty.name


def known_names(plan: Plan) -> list[str]:
    """The short names a person can choose from, in the reader's language.

    The units of the plan stand first; each part is in the order of the alphabet (GB 18030 keeps
    the common characters in the order of their sounds).
    """
    language = reader_language()
    own = {duty.unit for task in plan.tasks for duty in task.units}
    named = {unit.short(language): unit.id not in own for unit in register().units.values()}
    return sorted(named, key=lambda name: (named[name], name.casefold().encode("gb18030")))


def _presumed(task: Task) -> str:
    """The unit presumed to lead because it is listed first, when none is named as lead."""
    if task.lead or not task.units or task.units[0].role is Role.SUPPORT:
        return ""
    return shown_name(task.units[0])


def _unit_value(duty: Duty, n: int, place: int, task: Task) -> UnitValue:
    presumed = n == 1 and task.lead is None and len(task.units) > 1
    open_badge = presumed and duty.role is not Role.SUPPORT
    language = reader_language()
    return UnitValue(
        key=f"{place}u{n}",
        index=n,
        name=shown_name(duty),
        full=full_name(duty.unit, language) if duty.unit else duty.name,
        badge="open" if open_badge else duty.role.value,
        known=duty.unit is not None,
        in_text=duty.span is not None,
        inherited=duty.basis.value == "inherited",
    )


def _measure(measure: Measure, n: int, place: int) -> Piece:
    return Piece(key=f"{place}m{n + 1}", index=letters(n), text=measure.text)


def _target(target: Target, n: int, place: int) -> Piece:
    return Piece(
        key=f"{place}t{n + 1}",
        index=roman(n),
        text=target.text,
        note=target.figure,
        in_text=target.span is not None,
    )
