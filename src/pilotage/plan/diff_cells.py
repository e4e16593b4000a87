"""What differs between tasks taken for one, cell by cell: units, roles, limits, targets, place."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from pilotage.base import Span, wording
from pilotage.clause import Limit, Role, Target

from .diff_model import Aspect, Change, Value
from .model import Duty, Plan, Task

Tasks = Sequence[Task]
T = TypeVar("T")


def front_changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Title, number, issuer and date of issue, where they differ."""
    for aspect, a, b in (
        (Aspect.TITLE, old.title, new.title),
        (Aspect.DOCUMENT_NUMBER, old.number, new.number),
        (Aspect.ISSUER, old.issuer, new.issuer),
        (Aspect.ISSUED, _iso(old), _iso(new)),
    ):
        yield from _change(aspect, a, b)


def _iso(plan: Plan) -> str | None:
    return plan.issued.isoformat() if plan.issued else None


def _change(aspect: Aspect, old: str | None, new: str | None) -> Iterator[Change]:
    if wording(old or "") != wording(new or ""):
        yield Change(
            aspect=aspect,
            old=Value(text=old) if old else None,
            new=Value(text=new) if new else None,
        )


def place_changes(old: Task, new: Task, same_section: bool, same_order: bool) -> Iterator[Change]:
    """Number, section and order of one task and the one that it became.

    A number that only one side prints is no change: converters lose them.
    """
    if old.number and new.number:
        yield from _change(Aspect.NUMBER, old.number, new.number)
    if not same_section:
        a, b = " / ".join(old.path), " / ".join(new.path)
        yield Change(aspect=Aspect.SECTION, old=Value(text=a), new=Value(text=b))
    if not same_order:
        a, b = str(old.ordinal), str(new.ordinal)
        yield Change(aspect=Aspect.ORDER, old=Value(text=a), new=Value(text=b))
    if old.kind is not new.kind:
        yield Change(
            aspect=Aspect.KIND, old=Value(text=old.kind.value), new=Value(text=new.kind.value)
        )
    if wording(old.heading) != wording(new.heading):
        yield Change(aspect=Aspect.HEADING, old=_heading(old), new=_heading(new))


def _heading(task: Task) -> Value | None:
    at = task.text.find(task.heading)
    start = task.span.start + at
    span = Span(start, start + len(task.heading)) if at >= 0 else None
    return Value(text=task.heading, span=span) if task.heading else None


def cell_changes(old: Tasks, new: Tasks) -> Iterator[Change]:
    """Units, roles, limits and targets; those of several tasks are taken together."""
    yield from _unit_changes(old, new)
    yield from _limit_changes(old, new)
    yield from _target_changes(old, new)


def _unit_changes(old: Tasks, new: Tasks) -> Iterator[Change]:
    before, after = _duties(old), _duties(new)
    for key, duties in before.items():
        if key not in after:
            yield Change(aspect=Aspect.UNIT, old=_duty(duties[0]), new=None)
    for key, duties in after.items():
        if key not in before:
            yield Change(aspect=Aspect.UNIT, old=None, new=_duty(duties[0]))
    for key in (key for key in before if key in after):
        yield from _duty_changes(before[key], after[key])
    if len(old) == len(new) == 1 and (first := _first_listed(old[0], new[0])):
        yield Change(aspect=Aspect.ROLE, old=_duty(first[0]), new=_duty(first[1]))


def _duties(tasks: Tasks) -> dict[str, list[Duty]]:
    """The duties of every unit: by its id in the register, by its name when it has none."""
    found: dict[str, list[Duty]] = {}
    for task in tasks:
        for duty in task.units:
            found.setdefault(_unit(duty), []).append(duty)
    return found


def _unit(duty: Duty) -> str:
    return duty.unit or f"?{wording(duty.name)}"


def _duty_changes(old: list[Duty], new: list[Duty]) -> Iterator[Change]:
    if {d.role for d in old} != {d.role for d in new}:
        yield Change(aspect=Aspect.ROLE, old=_duty(old[0]), new=_duty(new[0]))
    if {wording(d.name) for d in old}.isdisjoint(wording(d.name) for d in new):
        yield Change(aspect=Aspect.UNIT_NAME, old=_duty(old[0]), new=_duty(new[0]))


def _duty(duty: Duty) -> Value:
    return Value(text=duty.name, span=duty.span, role=duty.role)


def _first_listed(old: Task, new: Task) -> tuple[Duty, Duty] | None:
    """The units presumed to lead by standing first, where both stayed and changed places."""
    a, b = old.presumed_lead, new.presumed_lead
    if a is None or b is None or old.lead or new.lead or _unit(a) == _unit(b):
        return None
    both = _duties([old]).keys() & _duties([new]).keys()
    told = a.role is Role.RESPONSIBLE and b.role is Role.RESPONSIBLE
    return (a, b) if told and {_unit(a), _unit(b)} <= both else None


def _limit_changes(old: Tasks, new: Tasks) -> Iterator[Change]:
    before = {_limit_key(task.limit): task.limit for task in old if task.limit}
    after = {_limit_key(task.limit): task.limit for task in new if task.limit}
    gone = [limit for key, limit in before.items() if key not in after]
    come = [limit for key, limit in after.items() if key not in before]
    for a, b in _side_by_side(gone, come):
        yield Change(
            aspect=Aspect.LIMIT, old=_limit(a) if a else None, new=_limit(b) if b else None
        )


def _limit_key(limit: Limit) -> Hashable:
    if limit.date is None:
        return limit.kind, wording(limit.text)
    return limit.kind, limit.date, limit.precision


def _limit(limit: Limit) -> Value:
    return Value(text=limit.text, span=limit.span)


def _target_changes(old: Tasks, new: Tasks) -> Iterator[Change]:
    before, after = _targets(old), _targets(new)
    gone = [before[key] for key in before if key not in after]
    come = [after[key] for key in after if key not in before]
    for unit in sorted({t.unit or "" for t in (*gone, *come)}):
        for a, b in _side_by_side(
            [t for t in gone if (t.unit or "") == unit], [t for t in come if (t.unit or "") == unit]
        ):
            yield Change(
                aspect=Aspect.TARGET,
                old=_target(a, b) if a else None,
                new=_target(b, a) if b else None,
            )


def _target(target: Target, other: Target | None) -> Value:
    """The words of a target; with its figure where a person ruled another on the same words."""
    if other is None or wording(target.text) != wording(other.text):
        return Value(text=target.text, span=target.span)
    day = target.by.isoformat() if target.by else ""
    said = " · ".join(filter(None, (target.figure, day)))
    return Value(text=f"{target.text} ({said or '–'})", span=target.span)


def _targets(tasks: Tasks) -> dict[Hashable, Target]:
    """The targets; of equal figures the first, the second … apart."""
    seen: Counter[Hashable] = Counter()
    found: dict[Hashable, Target] = {}
    for task, target in ((one, target) for one in tasks for target in one.targets):
        limit = task.limit.date if task.limit else None
        by = target.by if target.by != limit else None  # a change of limit is told as that
        key = (target.quantity, target.unit, target.comparison, by)
        if target.quantity is None:
            key = (wording(target.text), *key)  # type: ignore[assignment]
        seen[key] += 1
        found[key, seen[key]] = target
    return found


def _side_by_side(old: Sequence[T], new: Sequence[T]) -> Iterable[tuple[T | None, T | None]]:
    """The first with the first, and so on; the rest alone."""
    length = max(len(old), len(new))
    for at in range(length):
        yield (old[at] if at < len(old) else None), (new[at] if at < len(new) else None)
