"""Random acts on a task and its sub-tasks together; what they owe one another holds after each.

``benchmarks.workflow`` walks one matter at a time, and tells it what is around it. Here the matters
are around one another: a task is broken down on the way, three levels deep, and what follows from
an act (``followers``) is entered with it. Told a second time here, and held after every act:

- nothing runs under a task that is suspended;
- what was suspended for a reason of its own goes on by an act on itself alone;
- no open sub-task has longer than its task;
- no task is closed or withdrawn over an open sub-task;
- no entry is lost.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from benchmarks.workflow import OFTEN, PEOPLE, BrokenLawError, Person, Tally, payload_for
from pilotage.ledger import (
    WORKFLOW,
    Act,
    Around,
    Capacity,
    Entry,
    MatterState,
    Planned,
    Step,
    Subtask,
    allowed,
    capacities_of,
    check,
    fold,
    followers,
)

LIFE = 120
"""Acts tried on one family."""

LARGEST = 8
"""Matters of one family, so that each is acted on."""

RUNNING = frozenset({Step.DISPATCHED, Step.SIGNED, Step.IN_PROGRESS, Step.REPORTED, Step.RETURNED})
OPEN = RUNNING | {Step.PROPOSED, Step.REGISTERED, Step.SUSPENDED}
ACTS = tuple(act for act in Act if not WORKFLOW[act].by_edition)


@dataclass(slots=True, kw_only=True)
class Node:
    """One matter of the family."""

    code: str
    entries: list[Entry] = field(default_factory=list)
    state: MatterState = field(default_factory=MatterState)

    @property
    def above(self) -> str:
        return self.code.rpartition(".")[0]

    def enter(self, act: Act, person: Person, payload: Mapping[str, object], at: datetime) -> None:
        entry = Entry(
            sequence=len(self.entries) + 1,
            act=act,
            at=at,
            by=person.name,
            unit=person.unit,
            payload=payload,
        )
        self.entries.append(entry)
        self.state = fold([entry], start=self.state)


Family = dict[str, Node]


def walk(acts: int, seed: int = 0) -> Tally:
    """Try acts until ``acts`` entries are made; BrokenLawError for the first law that is broken."""
    chance, tally = random.Random(seed), Tally()
    while tally.entries.total() < acts:
        tally.matters += 1
        _life(chance, tally)
    return tally


def _life(chance: random.Random, tally: Tally) -> None:
    family = {"4": Node(code="4")}
    now, made = datetime(2020, 6, 1, tzinfo=UTC), 0
    for _ in range(LIFE):
        now += timedelta(hours=chance.randrange(1, 60))
        node, person = chance.choice(list(family.values())), chance.choice(PEOPLE)
        before = {code: one.state for code, one in family.items()}
        entries = _taken(chance, family, node, person, now, tally)
        made += len(entries)
        tally.entries.update(entries)
        if entries:
            _hold(family, before, node.code, entries[0])
    if made != sum(len(one.entries) for one in family.values()):
        raise BrokenLawError("an entry was lost")
    if any(fold(one.entries) != one.state for one in family.values()):
        raise BrokenLawError("the whole is not the sum of its entries")


def _taken(
    chance: random.Random, family: Family, node: Node, person: Person, now: datetime, tally: Tally
) -> list[Act]:
    """The acts that were entered: one that ``person`` chose, and what followed from it."""
    lead = family[node.above].state.lead if node.above else None
    held = capacities_of(
        node.state,
        person.unit,
        office=person.office,
        leader=person.leader,
        offices=("office",),
        above=lead.unit if lead else None,
    )
    able = allowed(node.state, held, by=person.name, unit=person.unit)
    choice = [one for one in able if one in ACTS] or list(ACTS)
    (act,) = chance.choices(choice, [_often(one, node, family) for one in choice])
    payload = payload_for(chance, act, node.state)
    if act is Act.DECOMPOSE:
        payload["code"] = (
            f"{node.code}.{1 + sum(one.above == node.code for one in family.values())}"
        )
    around = _around(family, node)
    refusal = check(node.state, act, held, payload, by=person.name, unit=person.unit, around=around)
    if refusal:
        tally.refused[refusal.code] += 1
        return []
    following = followers(node.code, act, payload, list(_subtasks(family)))
    node.enter(act, person, payload, now)
    if act is Act.DECOMPOSE:
        return [act, *_broken_down(family, payload, person, now)]
    return [act, *(_followed(family, one, entry, person, now) for one, entry in following)]


def _often(act: Act, node: Node, family: Family) -> int:
    """Tasks are broken down early, suspended and resumed often, and seldom ended."""
    if act is Act.DECOMPOSE:
        return 30 if len(family) < LARGEST else 0
    if act in (Act.SUSPEND, Act.RESUME):
        return 8
    return 1 if act in (Act.CLOSE, Act.WITHDRAW) and node.above else OFTEN[act]


def _broken_down(
    family: Family, payload: Mapping[str, object], person: Person, now: datetime
) -> list[Act]:
    part = Node(code=str(payload["code"]))
    slip = {name: payload[name] for name in ("units", "limit") if name in payload}
    part.enter(Act.DISPATCH, person, slip, now)
    family[part.code] = part
    return [Act.DISPATCH]


def _followed(family: Family, one: Subtask, entry: Planned, person: Person, now: datetime) -> Act:
    """What follows on ``one``, through the same questions as any act."""
    node = family[one.key]
    refusal = check(
        node.state,
        entry.act,
        {Capacity.ABOVE},
        entry.payload,
        by=person.name,
        unit=person.unit,
        around=_around(family, node),
    )
    if refusal:
        raise BrokenLawError(f"{entry.act} does not follow on {one.code}: {refusal.message()}")
    node.enter(entry.act, person, entry.payload, now)
    return entry.act


def _subtasks(family: Family) -> Iterator[Subtask]:
    for one in family.values():
        if one.above:
            yield Subtask(
                key=one.code, above=one.above, code=one.code, task=one.code, state=one.state
            )


def _above(family: Family, node: Node) -> Iterator[Node]:
    """What stands above ``node``, the nearest first."""
    while node.above:
        node = family[node.above]
        yield node


def _around(family: Family, node: Node) -> Around:
    below = [one for one in family.values() if one.above == node.code and one.state.step in OPEN]
    limits = [one.state.limit for one in below if one.state.limit]
    return Around(
        is_part=bool(node.above),
        limit=family[node.above].state.limit if node.above else None,
        above_suspended=any(one.state.step is Step.SUSPENDED for one in _above(family, node)),
        open_below=tuple((one.code, one.code) for one in below),
        latest_below=max(limits, default=None),
    )


def _hold(family: Family, before: Mapping[str, MatterState], acted_on: str, act: Act) -> None:
    for node in family.values():
        above = list(_above(family, node))
        waits = any(one.state.step is Step.SUSPENDED for one in above)
        if waits and node.state.step in RUNNING:
            raise BrokenLawError(f"{act} on {acted_on}: {node.code} runs under a suspended task")
        if node.state.step in OPEN and above:
            _hold_under(node, above[0], act)
        was = before.get(node.code)
        own = was is not None and was.step is Step.SUSPENDED and not was.suspended_with_above
        if own and node.state.step in RUNNING and node.code != acted_on:
            raise BrokenLawError(f"{act} on {acted_on} resumed {node.code}, suspended by itself")


def _hold_under(node: Node, above: Node, act: Act) -> None:
    if above.state.step in (Step.CLOSED, Step.WITHDRAWN):
        raise BrokenLawError(f"{act} ended {above.code} over {node.code}")
    mine, its = node.state.limit, above.state.limit
    if mine and its and mine > its and above.state.step is not Step.REGISTERED:
        raise BrokenLawError(f"{act} left {node.code} longer than {above.code}")
