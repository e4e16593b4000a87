"""Tasks and their sub-tasks: what those around a matter in its tree forbid.

A task is broken down by its lead (分解, PRACTICE §3.1 no. 4), who answers for the whole: so no
sub-task has longer than the task, and no task is done before its sub-tasks are.
"""

from dataclasses import dataclass
from datetime import date

from pilotage.base import Language

from . import problems
from .model import Act, Refusal
from .payload import Payload, as_date

_ENDING = frozenset({Act.CLOSE, Act.WITHDRAW})
_STARTING = frozenset({Act.DISPATCH, Act.RESUME})

HELD = _ENDING | _STARTING
"""The acts that the tree holds whatever is entered: those that end a task by itself wait for its
sub-tasks; those that start the clock of a sub-task wait for a task above it that is suspended."""

LEVELS = 3
"""Levels of sub-tasks beneath a task of the plan: 4.2.1.3 is the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a matter must know of its tree.

    ``is_part`` says that it is a sub-task, ``limit`` is the limit in force of the task above it,
    ``above_suspended`` whether any task above it is suspended, ``open_below`` are the numbers
    of its own sub-tasks that have not ended, in both languages, and ``latest_below`` the latest of
    their limits.
    """

    is_part: bool = False
    limit: date | None = None
    above_suspended: bool = False
    open_below: tuple[tuple[str, str], ...] = ()
    latest_below: date | None = None


ALONE = Around()
"""A task of the plan that nobody broke down."""


def around_guard(around: Around, act: Act, payload: Payload) -> Refusal | None:
    """Why ``act`` with those fields is not possible in this tree, or None."""
    found = _parts_guard(around, act) if _says_all(act, payload) else None
    return tree_guard(around, act) or found or _limit_guard(around, act, payload)


_SAYING_ALL = {Act.REPORT: "claimed", Act.VERIFY: "verified"}


def _says_all(act: Act, payload: Payload) -> bool:
    """Whether the act says that all of the task is done."""
    return act in _SAYING_ALL and payload.get(_SAYING_ALL[act]) == 100


def tree_guard(around: Around, act: Act) -> Refusal | None:
    """Why one of the acts ``HELD`` is not possible in this tree, whatever is entered, or None."""
    if act in _STARTING and around.above_suspended:
        return Refusal(kind=problems.ABOVE_SUSPENDED)
    return _parts_guard(around, act) if act in _ENDING else None


def _parts_guard(around: Around, act: Act) -> Refusal | None:
    if not around.open_below:
        return None
    en, zh = zip(*around.open_below, strict=True)
    codes: dict[Language, str] = {"en": ", ".join(en), "zh": "、".join(zh)}
    kind = problems.SUBTASKS_BENEATH if act is Act.WITHDRAW else problems.SUBTASKS_OPEN
    return Refusal(kind=kind, facts={"codes": codes}, field=_SAYING_ALL.get(act))


_LIMIT_FIELDS = {Act.DISPATCH: "limit", Act.ASK_EXTENSION: "until", Act.EXTEND: "until"}


def _limit_guard(around: Around, act: Act, payload: Payload) -> Refusal | None:
    field = _LIMIT_FIELDS.get(act)
    if field is None:
        return None
    found = limit_within(around.limit, payload, field) if around.is_part else None
    return found or _limit_around(around.latest_below, payload, field)


def _limit_around(below: date | None, payload: Payload, field: str) -> Refusal | None:
    """Dispatched anew, a task has at least as long as its sub-tasks have been given."""
    day = as_date(payload.get(field))
    if below is None or day is None or below <= day:
        return None
    facts = {"day": day.isoformat(), "limit": below.isoformat()}
    return Refusal(kind=problems.BEFORE_BELOW, facts=facts, field=field)


def limit_within(above: date | None, payload: Payload, field: str) -> Refusal | None:
    """Why the day in ``field`` cannot be the limit of a sub-task under the limit ``above``."""
    if above is None:
        return None
    day = as_date(payload.get(field))
    facts = {"limit": above.isoformat()}
    if day is None:
        return Refusal(kind=problems.LIMIT_WANTED, facts=facts, field=field)
    if day <= above:
        return None
    return Refusal(kind=problems.AFTER_ABOVE, facts={**facts, "day": day.isoformat()}, field=field)


def level_of(code: str) -> int:
    """How far beneath a task of the plan the number stands: 0 for "4", 2 for "4.2.1"."""
    return code.count(".")
