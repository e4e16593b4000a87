"""What a new edition makes of the sub-tasks of the matters it moves.

They go with their task: over with it, under the task it is merged into, cancelled with it, taken up
again with it. What had ended before stays with the edition before. Two things that a task and its
sub-tasks owe one another hold afterwards too: no sub-task has longer than its task, so its limit is
brought forward where the task's is; and none runs while its task is suspended.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .foreseen import after, refusals
from .model import Act, MatterState, Step
from .moves import Move, PartKind, PartMove, Planned, code_of
from .payload import Payload
from .subtask import Subtask, all_under, right_under
from .suspension import runs


@dataclass(frozen=True, slots=True, kw_only=True)
class _Top:
    """What a sub-task stands under afterwards: its key, number, id in its plan, and state."""

    key: str
    code: str
    task: str
    state: MatterState


def part_moves(moves: Sequence[Move], subtasks: Sequence[Subtask]) -> tuple[PartMove, ...]:
    """What becomes of each of ``subtasks``, in the order in which it is entered; nothing is said of
    those that stay as they are. A task is known in ``Subtask.above`` by its ``Move.matter``."""
    last = {one.above: 0 for one in subtasks}
    for one in subtasks:
        last[one.above] = max(last[one.above], one.place)
    return tuple(
        found for move in moves if move.matter for found in _moves(move, moves, subtasks, last)
    )


def _moves(
    move: Move, moves: Sequence[Move], subtasks: Sequence[Subtask], last: dict[str, int]
) -> Iterator[PartMove]:
    key = move.matter or ""
    acts = {entry.act for entry in move.entries}
    if Act.CANCEL in acts:
        yield from _cancelled(move, list(all_under(key, subtasks)))
    elif Act.MERGE in acts:
        into = next(one for one in moves if _goes_on_as(one, move))
        top = _top(into)
        for one in right_under(key, subtasks):
            if one.state.step.is_ended:
                continue
            last[top.key] = last.get(top.key, 0) + 1
            code = f"{top.code}.{last[top.key]}"
            yield from _carried(one, code, top, move, subtasks, PartKind.INTO)
    elif Act.CARRY in acts:
        yield from _along(key, _top(move), move, subtasks)


def _goes_on_as(one: Move, merged: Move) -> bool:
    """Whether ``one`` is the matter that carries on the task ``merged`` goes into."""
    here = one.new is not None and merged.new is not None and one.new.id == merged.new.id
    return here and bool(one.carried)


def _top(move: Move) -> _Top:
    """The matter of ``move`` as it is afterwards; as it is now, while something is refused."""
    state = move.state or MatterState()
    if move.new is None:
        raise ValueError("a matter that goes on has a task")
    return _Top(
        key=move.matter or "",
        code=code_of(move.new),
        task=move.new.id,
        state=state if move.refusals else after(state, move.entries),
    )


def _cancelled(move: Move, under: Sequence[Subtask]) -> Iterator[PartMove]:
    """The open ones, the deepest first."""
    for one in sorted(under, key=lambda one: -one.code.count(".")):
        if not one.state.step.is_final:
            entries = (Planned(act=Act.CANCEL, payload=move.payload),)
            yield _checked(PartKind.CANCEL, one, move, one.above, "", entries)


def _along(
    key: str, top: _Top, move: Move, subtasks: Sequence[Subtask], kind: PartKind = PartKind.ALONG
) -> Iterator[PartMove]:
    for one in right_under(key, subtasks):
        again = one.state.step is Step.CANCELLED and _reopens(move)
        if again or not one.state.step.is_ended:
            yield from _carried(one, f"{top.code}.{one.place}", top, move, subtasks, kind)


def _reopens(move: Move) -> bool:
    return any(entry.act is Act.REOPEN for entry in move.entries)


def _carried(
    part: Subtask,
    code: str,
    top: _Top,
    move: Move,
    subtasks: Sequence[Subtask],
    kind: PartKind,
) -> Iterator[PartMove]:
    """``part`` goes on under ``top`` with the number ``code``, and what stands under it with it."""
    named = {name: move.payload[name] for name in ("edition", "authority")}
    entries: list[Planned] = []
    if part.state.step is Step.CANCELLED:
        entries.append(Planned(act=Act.REOPEN, payload=named))
        kind = PartKind.REOPEN
    state = after(part.state, entries)
    task = f"{top.task}.{code.rpartition('.')[2]}"
    told = named | {"former": part.task, "task": task, "was": part.code, "code": code}
    told |= _earlier(state, top.state.limit)
    entries.append(Planned(act=Act.CARRY, payload=told))
    entries += _with_its_clock(state, top.state, named)
    found = _checked(kind, part, move, top.key, code, tuple(entries))
    yield found
    state = part.state if found.refusals else after(part.state, entries)
    here = _Top(key=part.key, code=code, task=task, state=state)
    below = kind if kind is PartKind.INTO else PartKind.ALONG
    yield from _along(part.key, here, move, subtasks, below)


def _earlier(state: MatterState, limit: date | None) -> Mapping[str, object]:
    """Another limit, where that of ``state`` would lie after ``limit``, its task's."""
    out = runs(state) or state.step is Step.SUSPENDED
    if limit is None or not out or (state.limit and state.limit <= limit):
        return {}
    return {"limit": limit.isoformat()}


def _with_its_clock(
    state: MatterState, above: MatterState, named: Mapping[str, object]
) -> list[Planned]:
    """Suspended under a task that is, resumed under one that runs if it only waited with its own.

    Older ledgers do not say what a task waits for and when it is looked at again: its part then is
    looked at again from the day on which the task was suspended, which is at once.
    """
    if above.step is Step.SUSPENDED and runs(state):
        review = above.review_on or above.suspended_since
        payload: Payload = {
            "reason": named["authority"],
            "waits_for": above.waits_for or named["authority"],
            "review": review.isoformat() if review else None,
            "with_above": True,
        }
        return [Planned(act=Act.SUSPEND, payload=payload)]
    if runs(above) and state.suspended_with_above:
        return [Planned(act=Act.RESUME, payload={})]
    return []


def _checked(
    kind: PartKind,
    part: Subtask,
    move: Move,
    under: str,
    code: str,
    entries: tuple[Planned, ...],
) -> PartMove:
    return PartMove(
        kind=kind,
        part=part,
        top=move.matter or "",
        under=under,
        code=code,
        entries=entries,
        refusals=refusals(part.state, entries),
    )
