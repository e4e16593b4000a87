"""Two editions compared, and the states of the matters → what becomes of every matter.

The rules (PRACTICE: 合并, 取消, 延期 with the original limit kept):

- A matched task goes on with its matter; units and limit change only where the editions differ.
- Of tasks merged into one, the matter of one that is still open goes on, the others end. Of a
  split task the matter goes on as one of the parts, and the others are registered. Which one: what
  the matter was before, in an earlier edition (so that a merger can be undone); else the one with
  the same heading; else the likest.
- A task that is gone is cancelled; one that is new is registered and dispatched, unless a matter
  that ended before had this task: that one is taken up again.
- What is closed stays closed. Where the new edition asks something else of it, a person says.
- What was taken for one task on a likeness under ``SURE`` waits for a person too.

What a step of the ledger forbids (an undecided extension, an unchecked report) is a refusal.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pilotage.base import wording
from pilotage.plan import Aspect, Change, Difference, Relation, Role, Succession, Task, diff

from . import problems
from .foreseen import after, refusals
from .model import Act, MatterState, Refusal, Step, UnitState
from .moves import Answer, Choice, Edition, Ended, Move, MoveKind, Planned, both_codes, code_of

SURE = 0.3
"""Likeness under which two tasks are taken for one only when a person says so."""

AGAIN = 0.5
"""Likeness from which a matter that ended before is taken up again for a new task."""

Answers = Collection[tuple[str, Answer]]
"""Each the id of the task that a ``Choice`` names, and what was said."""

_ASKING = frozenset({Aspect.WORDS, Aspect.HEADING, Aspect.TARGET, Aspect.KIND})


def moves_of(
    difference: Difference,
    states: Mapping[str, MatterState],
    edition: Edition,
    *,
    ended: Sequence[Ended] = (),
    answers: Answers = (),
) -> tuple[Move, ...]:
    """What applying ``difference.new`` does, in the order of its text; the removed after it.

    ``states`` are those of the matters of ``difference.old`` by the id of their task. The same
    facts give the same moves; nothing is done.
    """
    return _Passage(difference, states, edition, ended, answers).moves()


def units_of(task: Task) -> tuple[UnitState, ...]:
    """The units of ``task``, the lead first; a unit named twice counts once.

    Where the text tells no roles apart, the unit listed first is taken to lead (列第一位者为牵头).
    """
    found: dict[str, UnitState] = {}
    for duty in sorted(task.units, key=lambda duty: duty.role is not Role.LEAD):
        one = UnitState(unit=duty.unit, name=duty.name, role=duty.role)
        found.setdefault(duty.unit or duty.name, one)
    return tuple(found.values())


class _Passage:
    def __init__(
        self,
        difference: Difference,
        states: Mapping[str, MatterState],
        edition: Edition,
        ended: Sequence[Ended],
        answers: Answers,
    ) -> None:
        self.difference, self.states, self.ended = difference, states, ended
        self.answers = frozenset(answers)
        self.named: dict[str, object] = {
            "edition": str(edition.number),
            "authority": edition.authority,
        }
        self.fresh: list[Task] = []

    def moves(self) -> tuple[Move, ...]:
        found = [one for each in self.difference.successions for one in self._succession(each)]
        return tuple(self._with_history(found))

    def _succession(self, one: Succession) -> Iterator[Move]:
        if not one.old:
            yield self._add(one.new[0])
        elif not one.new:
            yield self._gone(one.old[0])
        elif one.strength < SURE:
            yield from self._doubtful(one)
        else:
            yield from self._sure(one)

    def _doubtful(self, one: Succession) -> Iterator[Move]:
        first, choice = one.old[0], self._choice(one.old[0], Answer.SAME, Answer.APART)
        if choice.said is Answer.APART:
            found = [*map(self._gone, one.old), *map(self._add, one.new)]
        else:
            found = [*self._sure(one)]
        facts = {
            "was": both_codes(first),
            "code": both_codes(one.new[0]),
            "share": round(100 * one.strength),
        }
        asked = () if choice.said else (Refusal(kind=problems.WEAK_MATCH, facts=facts),)
        head, *rest = found
        yield replace(
            head,
            refusals=(*asked, *head.refusals),
            choices=(choice, *head.choices),
        )
        yield from rest

    def _sure(self, one: Succession) -> Iterator[Move]:
        if one.relation is Relation.SPLIT:
            yield from self._split(one)
        elif one.relation is Relation.MERGED:
            yield from self._merged(one)
        else:
            yield self._goes_on(one.old[0], one.new[0], self._state(one.old[0]), one)

    def _split(self, one: Succession) -> Iterator[Move]:
        old, state = one.old[0], self._state(one.old[0])
        strengths = {link.new: link.strength for link in one.links}
        part = max(
            one.new,
            key=lambda task: (
                task.id in state.former_tasks,
                wording(task.heading) == wording(old.heading),
                strengths.get(task.id, 0),
            ),
        )
        others = both_codes(*one.new)
        yield self._goes_on(old, part, state, one, MoveKind.SPLIT, others=others)
        for task in one.new:
            if task is not part:
                yield self._add(task, MoveKind.PART, old)

    def _merged(self, one: Succession) -> Iterator[Move]:
        new, strengths = one.new[0], {link.old: link.strength for link in one.links}
        running = [task for task in one.old if self._state(task).step is not Step.CLOSED]
        carrier = max(
            running or one.old,
            key=lambda task: (
                new.id in self._state(task).former_tasks,
                wording(task.heading) == wording(new.heading),
                strengths.get(task.id, 0),
            ),
        )
        rest = [task for task in one.old if task is not carrier]
        facts = {"others": both_codes(*rest)}
        yield self._goes_on(carrier, new, self._state(carrier), one, MoveKind.ABSORB, **facts)
        for task in rest:
            yield self._goes_in(task, new, carrier)

    def _goes_in(self, old: Task, new: Task, carrier: Task) -> Move:
        state = self._state(old)
        if state.step is Step.CLOSED:
            return Move(kind=MoveKind.STAY, old=old, new=new, matter=old.id, state=state)
        entry = Planned(act=Act.MERGE, payload={**self.named, "into": code_of(new)})
        facts = {"code": both_codes(new), "carrier": both_codes(carrier)}
        return _checked(
            Move(
                kind=MoveKind.MERGE,
                old=old,
                new=new,
                matter=old.id,
                state=state,
                entries=(entry,),
                facts=facts,
            )
        )

    def _gone(self, old: Task) -> Move:
        state = self._state(old)
        if state.step is Step.CLOSED:
            return Move(kind=MoveKind.STAY, old=old, new=None, matter=old.id, state=state)
        entry = Planned(act=Act.CANCEL, payload=self.named)
        return _checked(
            Move(
                kind=MoveKind.CANCEL,
                old=old,
                new=None,
                matter=old.id,
                state=state,
                entries=(entry,),
            )
        )

    def _add(self, new: Task, kind: MoveKind = MoveKind.ADD, old: Task | None = None) -> Move:
        """A matter to be registered; ``old`` is the task it was split off from."""
        self.fresh.append(new)
        entries = _dispatching(new)
        facts = {"was": both_codes(old)} if old else {}
        return Move(kind=kind, old=None, new=new, entries=entries, origin=old, facts=facts)

    def _goes_on(
        self,
        old: Task,
        new: Task,
        state: MatterState,
        one: Succession,
        kind: MoveKind | None = None,
        **facts: object,
    ) -> Move:
        asks = kind is not None or bool(one.aspects & (_ASKING | {Aspect.LIMIT}))
        choices = (
            [self._choice(old, Answer.CLOSED, Answer.AGAIN)]
            if state.step is Step.CLOSED and asks
            else []
        )
        said = choices[0].said if choices else None
        entries: list[Planned] = []
        if said is Answer.AGAIN:
            entries.append(Planned(act=Act.REOPEN, payload=self.named))
        before = after(state, entries)
        carried = self._carrying(old, new, before, one, anew=kind is not None)
        entries.append(Planned(act=Act.CARRY, payload=carried))
        if before.step is Step.REGISTERED and _units_differ(old, new):
            entries += _dispatching(new)
        asked = Refusal(kind=problems.CLOSED_ASKED, facts={"was": both_codes(old)})
        move = Move(
            kind=kind or _kind(carried, len(entries) > 1, said, one),
            old=old,
            new=new,
            matter=old.id,
            state=state,
            entries=tuple(entries),
            changes=one.changes,
            refusals=(asked,) if choices and said is None else (),
            choices=tuple(choices),
            strength=one.strength,
            facts={
                "was": both_codes(old),
                "code": both_codes(new),
                "share": round(100 * one.strength),
                **facts,
            },
        )
        return _checked(move)

    def _carrying(
        self, old: Task, new: Task, state: MatterState, one: Succession, *, anew: bool
    ) -> dict[str, object]:
        """The fields of the entry that carries a matter in ``state`` over."""
        payload = self.named | {
            "former": old.id,
            "task": new.id,
            "was": code_of(old),
            "code": code_of(new),
        }
        if state.step in (Step.PROPOSED, Step.REGISTERED, Step.CLOSED):
            return payload
        if anew or one.aspects & _ASKING:
            payload["anew"] = True
        units = units_of(new)
        if units and _units_differ(old, new) and _told(units) != _told(state.units):
            payload["units"] = _fields(units)
        limit = _limit(new)
        if limit != _limit(old):
            if limit and limit != state.limit:
                payload["limit"] = limit.isoformat()
            elif limit is None and not state.ongoing:
                payload["ongoing"] = True
        return payload

    def _state(self, task: Task) -> MatterState:
        return self.states.get(task.id) or MatterState()

    def _choice(self, task: Task, *answers: Answer) -> Choice:
        said = next((one for one in answers if (task.id, one) in self.answers), None)
        return Choice(task=task.id, answers=(answers[0], answers[1]), said=said)

    def _with_history(self, found: Sequence[Move]) -> Iterator[Move]:
        """The moves, those that register a task with a past made to go on with it."""
        past = self._pasts()
        for move in found:
            one = past.get(move.new.id) if move.new and move.old is None else None
            yield self._taken_up(*one) if one else move

    def _taken_up(self, before: Ended, one: Succession) -> Move:
        """The move of a matter that ended before and goes on where it stood."""
        new, state = one.new[0], before.state
        if state.step is Step.CLOSED:
            return replace(self._goes_on(before.task, new, state, one), matter=before.key)
        entries = [Planned(act=Act.REOPEN, payload=self.named)]
        carried = self._carrying(before.task, new, after(state, entries), one, anew=False)
        entries.append(Planned(act=Act.CARRY, payload=carried))
        facts = {"was": both_codes(before.task), "code": both_codes(new)}
        return _checked(
            Move(
                kind=MoveKind.REOPEN,
                old=before.task,
                new=new,
                matter=before.key,
                state=state,
                entries=tuple(entries),
                changes=one.changes,
                strength=one.strength,
                facts=facts,
            )
        )

    def _pasts(self) -> dict[str, tuple[Ended, Succession]]:
        """Which matter that ended before each new task is, the newest edition first."""
        fresh = list(self.fresh)
        found: dict[str, tuple[Ended, Succession]] = {}
        plans = {id(one.plan): one.plan for one in self.ended}
        for key, plan in plans.items():
            matters = {one.task.id: one for one in self.ended if id(one.plan) == key}
            then = replace(plan, tasks=tuple(one.task for one in matters.values()))
            now = replace(self.difference.new, tasks=tuple(fresh))
            for one in diff(then, now).successions if fresh else ():
                if one.relation is Relation.MATCHED and one.strength >= AGAIN:
                    found[one.new[0].id] = matters[one.old[0].id], one
            fresh = [task for task in fresh if task.id not in found]
        return found


def _kind(
    carried: Mapping[str, object], dispatched: bool, said: Answer | None, one: Succession
) -> MoveKind:
    if said is Answer.AGAIN:
        return MoveKind.REOPEN
    if "limit" in carried or "ongoing" in carried:
        return MoveKind.LIMIT
    if "units" in carried or dispatched:
        return MoveKind.UNITS
    return MoveKind.REWORD if one.aspects & _ASKING else MoveKind.KEEP


def _units_differ(old: Task, new: Task) -> bool:
    return _told(units_of(old)) != _told(units_of(new))


def _told(units: Sequence[UnitState]) -> tuple[str, frozenset[tuple[str, Role]]]:
    """What is told by ``units``: who comes first, and who else in which role."""
    named = [(one.unit or one.name, one.role) for one in units]
    return named[0][0] if named else "", frozenset(named)


def _limit(task: Task) -> date | None:
    return task.limit.date if task.limit else None


def _fields(units: Sequence[UnitState]) -> list[dict[str, object]]:
    return [{"unit": one.unit, "name": one.name, "role": one.role.value} for one in units]


def _dispatching(task: Task) -> tuple[Planned, ...]:
    """The slip of ``task``; none when nobody is known who could sign for it."""
    units = units_of(task)
    if not (units and units[0].unit):
        return ()
    limit = _limit(task)
    payload: dict[str, object] = {
        "units": _fields(units),
        "limit": limit.isoformat() if limit else None,
        "ongoing": limit is None,
    }
    return (Planned(act=Act.DISPATCH, payload=payload),)


def _checked(move: Move) -> Move:
    """``move`` with what the ledger itself says against its entries."""
    found = refusals(move.state or MatterState(), move.entries)
    return replace(move, refusals=(*move.refusals, *found)) if found else move


def changed_cells(move: Move) -> tuple[Change, ...]:
    """The changes of ``move`` that are no matter of number, place or units' spelling."""
    quiet = {Aspect.NUMBER, Aspect.ORDER, Aspect.UNIT_NAME}
    return tuple(one for one in move.changes if one.aspect not in quiet)
