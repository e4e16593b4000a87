"""The laws of the workflow over random sequences of acts, by anybody, in any order.

usage: python -m benchmarks.workflow [--acts N] [--seed N]

Every matter lives until it ends or has had its share of acts; each act is tried by a person drawn
by chance, with fields drawn by chance. Some matters are sub-tasks under a task that runs, and some
have sub-tasks that are open. What the ledger accepts is held against tables written down here a
second time, so that a fault in ``pilotage.ledger.WORKFLOW`` cannot excuse itself:

- no step but those declared, and none left or reached but by an act that leads there;
- no entry lost: every act is still counted in the state at the end;
- no act taken by who may not (``WHO``), no check of a report of one's own, no approval of what
  one put up oneself;
- no sub-task that has longer than its task, and no task done or withdrawn while sub-tasks are open;
- folding as of any moment equals replaying to it.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pilotage.ledger import (
    ALONE,
    Act,
    Around,
    Entry,
    MatterState,
    Step,
    allowed,
    capacities_of,
    check,
    fold,
)

LIFE = 60
"""Acts tried on one matter before the next begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An account: its unit, and whether it is of the office or a leader."""

    name: str
    unit: str | None
    office: bool = False
    leader: bool = False


PEOPLE = (
    Person(name="office-1", unit="office", office=True),
    Person(name="office-2", unit="office", office=True),
    Person(name="leader-1", unit=None, leader=True),
    Person(name="commerce-1", unit="commerce"),
    Person(name="customs-1", unit="customs"),
    Person(name="port-1", unit="port"),
    Person(name="zone-1", unit="zone"),
)
UNITS = ("commerce", "customs", "port")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a matter stands: the lead of the task above it, if any, and what is around it."""

    above: str | None = None
    around: Around = ALONE


PLACES: Mapping[Place, int] = {
    Place(): 4,
    Place(above="zone", around=Around(is_part=True, limit=date(2021, 1, 31))): 3,
    Place(above="commerce", around=Around(is_part=True)): 2,
    Place(above="zone", around=Around(is_part=True, open_below=(("4.1.1", "4.1.1"),))): 1,
    Place(above="zone", around=Around(is_part=True, above_suspended=True)): 1,
}
"""Each with how often it is drawn: a task of a plan; a part that another unit stands above; one
under an ongoing task whose lead may be its own; one with a sub-task that stays open; one under a
task that is suspended."""

OFFICE, LEAD, PART, DECIDER, ABOVE = "office", "lead", "part", "decider", "above"
WHO: Mapping[Act, frozenset[str]] = {
    Act.PROPOSE: frozenset({OFFICE}),
    Act.APPROVE: frozenset({DECIDER}),
    Act.DISPATCH: frozenset({OFFICE, ABOVE}),
    Act.PASS_ON: frozenset({OFFICE}),
    Act.ASK_PASS_ON: frozenset({LEAD}),
    Act.REFUSE_PASS_ON: frozenset({OFFICE}),
    Act.SIGN: frozenset({LEAD, PART}),
    Act.DECLINE: frozenset({LEAD}),
    Act.REPORT: frozenset({LEAD, PART}),
    Act.VERIFY: frozenset({OFFICE, "reviewer", ABOVE}),
    Act.RETURN: frozenset({OFFICE, "reviewer", ABOVE}),
    Act.URGE: frozenset({DECIDER, ABOVE}),
    Act.ASK_EXTENSION: frozenset({LEAD}),
    Act.EXTEND: frozenset({DECIDER, ABOVE}),
    Act.REFUSE_EXTENSION: frozenset({DECIDER, ABOVE}),
    Act.SUSPEND: frozenset({DECIDER, ABOVE}),
    Act.RESUME: frozenset({DECIDER, ABOVE}),
    Act.CLOSE: frozenset({DECIDER, ABOVE}),
    Act.WITHDRAW: frozenset({ABOVE}),
    Act.INSTRUCT: frozenset({DECIDER}),
    Act.ANSWER: frozenset({LEAD, OFFICE}),
    Act.REQUIRE: frozenset({OFFICE}),
    Act.ARCHIVE: frozenset({OFFICE}),
    Act.DECOMPOSE: frozenset({OFFICE, LEAD}),
    Act.CARRY: frozenset({OFFICE}),
    Act.MERGE: frozenset({OFFICE}),
    Act.CANCEL: frozenset({OFFICE}),
    Act.REOPEN: frozenset({OFFICE}),
}
"""Who may take an act, after PRACTICE §3.1 and the explanation of the ledger."""

OUT = frozenset({Step.DISPATCHED, Step.SIGNED, Step.IN_PROGRESS, Step.REPORTED, Step.RETURNED})
WORKING = OUT - {Step.DISPATCHED}
OPEN = OUT | {Step.PROPOSED, Step.REGISTERED, Step.SUSPENDED}
FROM: Mapping[Act, frozenset[Step]] = {
    Act.PROPOSE: frozenset({Step.REGISTERED}),
    Act.APPROVE: frozenset({Step.PROPOSED}),
    Act.DISPATCH: frozenset({Step.REGISTERED}),
    Act.PASS_ON: OUT,
    Act.ASK_PASS_ON: WORKING,
    Act.REFUSE_PASS_ON: WORKING,
    Act.SIGN: OUT,
    Act.DECLINE: frozenset({Step.DISPATCHED}),
    Act.REPORT: WORKING,
    Act.VERIFY: frozenset({Step.REPORTED, Step.IN_PROGRESS}),
    Act.RETURN: frozenset({Step.REPORTED, Step.IN_PROGRESS}),
    Act.URGE: OUT,
    Act.ASK_EXTENSION: WORKING,
    Act.EXTEND: WORKING,
    Act.REFUSE_EXTENSION: WORKING,
    Act.SUSPEND: OUT,
    Act.RESUME: frozenset({Step.SUSPENDED}),
    Act.CLOSE: frozenset({Step.IN_PROGRESS}),
    Act.WITHDRAW: OPEN,
    Act.INSTRUCT: OPEN,
    Act.ANSWER: OPEN,
    Act.REQUIRE: OPEN,
    Act.ARCHIVE: frozenset({Step.CLOSED}),
    Act.DECOMPOSE: WORKING,
    Act.CARRY: OPEN | {Step.CLOSED},
    Act.MERGE: OPEN,
    Act.CANCEL: OPEN,
    Act.REOPEN: frozenset({Step.CLOSED, Step.MERGED, Step.CANCELLED}),
}
TO: Mapping[Act, frozenset[Step]] = {
    Act.PROPOSE: frozenset({Step.PROPOSED}),
    Act.APPROVE: frozenset({Step.REGISTERED}),
    Act.DISPATCH: frozenset({Step.DISPATCHED}),
    Act.PASS_ON: frozenset({Step.DISPATCHED}),
    Act.SIGN: frozenset({Step.SIGNED}),
    Act.DECLINE: frozenset({Step.REGISTERED}),
    Act.REPORT: frozenset({Step.REPORTED}),
    Act.VERIFY: frozenset({Step.IN_PROGRESS}),
    Act.RETURN: frozenset({Step.RETURNED}),
    Act.SUSPEND: frozenset({Step.SUSPENDED}),
    Act.RESUME: OUT,
    Act.CLOSE: frozenset({Step.CLOSED}),
    Act.WITHDRAW: frozenset({Step.WITHDRAWN}),
    Act.CARRY: frozenset({Step.DISPATCHED}),
    Act.MERGE: frozenset({Step.MERGED}),
    Act.CANCEL: frozenset({Step.CANCELLED}),
    Act.REOPEN: OPEN,
}
"""The steps an act may lead to when it moves the matter; acts that are not named never move it."""

STAYS = frozenset({Act.SIGN, Act.REPORT, Act.CARRY})
"""Acts that move the matter only when the lead takes them, or only when a lead must sign anew."""

KEPT: Mapping[Act, Any] = {
    Act.DECLINE: lambda state: state.declined,
    Act.VERIFY: lambda state: len(state.checks),
    Act.RETURN: lambda state: state.returned,
    Act.URGE: lambda state: state.urged,
    Act.EXTEND: lambda state: len(state.extensions),
    Act.REFUSE_EXTENSION: lambda state: len(state.refused_extensions),
    Act.INSTRUCT: lambda state: len(state.instructions),
    Act.ANSWER: lambda state: sum(one.answered_on is not None for one in state.instructions),
    Act.CARRY: lambda state: len(state.former_tasks),
}
"""Where the state counts what was entered."""


Said = Callable[[random.Random, MatterState, str], dict[str, object]]

OFTEN: Mapping[Act, int] = {
    **dict.fromkeys(Act, 4),
    **dict.fromkeys((Act.MERGE, Act.CANCEL, Act.CARRY, Act.PROPOSE, Act.SUSPEND), 1),
    **dict.fromkeys((Act.PASS_ON, Act.INSTRUCT, Act.DECLINE, Act.URGE, Act.RETURN), 2),
    Act.WITHDRAW: 1,
    **dict.fromkeys((Act.DISPATCH, Act.SIGN, Act.VERIFY, Act.ANSWER, Act.CLOSE), 20),
}
"""How often an act is chosen among those possible, so that matters come to their end too."""


class BrokenLawError(AssertionError):
    """A sequence of acts that the ledger accepted and should not have."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a walk saw: entries by act, refusals by code, the steps that were reached."""

    entries: Counter[Act] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    steps: Counter[Step] = field(default_factory=Counter)
    matters: int = 0


def walk(acts: int, seed: int = 0) -> Tally:
    """Try acts until ``acts`` entries are made; BrokenLawError for the first law that is broken."""
    chance, tally = random.Random(seed), Tally()
    while tally.entries.total() < acts:
        tally.matters += 1
        _life(chance, tally)
    return tally


def _life(chance: random.Random, tally: Tally) -> None:
    """One matter, from its registration on."""
    (place,) = chance.choices(list(PLACES), list(PLACES.values()))
    entries: list[Entry] = []
    states = [MatterState()]
    now = datetime(2020, 6, 1, tzinfo=UTC)
    for _ in range(LIFE):
        now += timedelta(hours=chance.randrange(1, 200))
        state, person = states[-1], chance.choice(PEOPLE)
        held = capacities_of(
            state,
            person.unit,
            office=person.office,
            leader=person.leader,
            offices=("office",),
            above=place.above,
        )
        possible = allowed(state, held, by=person.name, unit=person.unit)
        choice = possible if possible and chance.random() < 0.8 else tuple(Act)
        (act,) = chance.choices(choice, [OFTEN[one] for one in choice])
        payload = payload_for(chance, act, state)
        refusal = check(
            state, act, held, payload, by=person.name, unit=person.unit, around=place.around
        )
        if refusal:
            tally.refused[refusal.code] += 1
            continue
        entry = Entry(
            sequence=len(entries) + 1,
            act=act,
            at=now,
            by=person.name,
            unit=person.unit,
            payload=payload,
            evidence=(f"file-{len(entries) + 1}",),
        )
        entries.append(entry)
        states.append(fold([entry], start=state))
        _hold_the_act(state, states[-1], entry, person, place)
        _hold_the_tree(states[-1], act, place.around)
        tally.entries[act] += 1
        tally.steps[states[-1].step] += 1
    _hold_the_whole(chance, entries, states)


def _hold_the_act(
    before: MatterState, after: MatterState, entry: Entry, person: Person, place: Place
) -> None:
    """The step and the right of one act."""
    act = entry.act
    if before.step not in FROM[act]:
        raise BrokenLawError(f"{act} from {before.step}")
    moved = after.step is not before.step
    reached = TO.get(act, frozenset())
    if moved and after.step not in reached:
        raise BrokenLawError(f"{act} led from {before.step} to {after.step}")
    if not moved and reached and act not in STAYS and before.step not in reached:
        raise BrokenLawError(f"{act} left the matter at {before.step}")
    if not WHO[act] & _standing(before, person, place.above):
        raise BrokenLawError(f"{act} by {person.name}")
    if act is Act.VERIFY and (person.name, person.unit) in (
        (before.reported_by, person.unit),
        (person.name, before.reported_unit),
    ):
        raise BrokenLawError(f"{person.name} checked a report of its own")
    if act is Act.APPROVE and person.name == before.proposed_by:
        raise BrokenLawError(f"{person.name} approved what it put up")


def _hold_the_tree(after: MatterState, act: Act, around: Around) -> None:
    """What the tasks around it forbid."""
    if around.limit and act in (Act.DISPATCH, Act.EXTEND) and not _within(after, around.limit):
        raise BrokenLawError(f"{act} gave a sub-task longer than its task has")
    if around.above_suspended and act in (Act.DISPATCH, Act.RESUME):
        raise BrokenLawError(f"{act} started a sub-task of a task that is suspended")
    done = after.step in (Step.CLOSED, Step.WITHDRAWN) or 100 in (after.claimed, after.verified)
    if around.open_below and done:
        raise BrokenLawError(f"{act} ended a task whose sub-task is open")


def _within(state: MatterState, limit: date) -> bool:
    return state.limit is not None and state.limit <= limit


def _standing(state: MatterState, person: Person, above: str | None) -> frozenset[str]:
    """What ``person`` is to the matter, told from its units and the lead of the task above."""
    found = set()
    if person.office:
        found |= {OFFICE, DECIDER} | ({ABOVE} if above else set())
    if above and person.unit == above:
        found.add(ABOVE)
    if person.leader:
        found |= {DECIDER}
        found |= {"reviewer"} if state.reported_unit == "office" else set()
    stated = [one.unit for one in state.units if one.role.value == "lead"]
    leads = stated or [one.unit for one in state.units[:1]]
    if person.unit and person.unit in leads:
        found.add(LEAD)
    if person.unit and any(one.unit == person.unit for one in state.units):
        found.add(PART)
    return frozenset(found)


def _hold_the_whole(chance: random.Random, entries: list[Entry], states: list[MatterState]) -> None:
    """Nothing lost, and the past is what it was."""
    last = states[-1]
    if fold(entries) != last or last.sequence != len(entries):
        raise BrokenLawError("the whole is not the sum of its entries")
    if last.evidence != tuple(f"file-{place}" for place in range(1, len(entries) + 1)):
        raise BrokenLawError("a file was lost")
    made = Counter(entry.act for entry in entries)
    for act, count in KEPT.items():
        if count(last) != made[act]:
            raise BrokenLawError(f"{made[act]} times {act}, {count(last)} in the state")
    for place in chance.sample(range(len(entries)), min(3, len(entries))):
        moment = entries[place].at
        shuffled = chance.sample(entries, len(entries))
        if fold(shuffled, moment) != states[place + 1]:
            raise BrokenLawError(f"folded as of {moment} it is another state")
        if fold(shuffled, moment - timedelta(seconds=1)) != states[place]:
            raise BrokenLawError(f"folded as of just before {moment} it is another state")


def payload_for(chance: random.Random, act: Act, state: MatterState) -> dict[str, object]:
    """Fields for ``act``, most of them good."""
    text = chance.choice(["a reason"] * 19 + [" "])
    said = _SAID.get(act)
    return said(chance, state, text) if said else {"reason": text}


def _passing_on(chance: random.Random, _state: MatterState, text: str) -> dict[str, object]:
    return {"units": [_unit(chance.choice(UNITS), "lead")], "reason": text}


def _report(chance: random.Random, _state: MatterState, text: str) -> dict[str, object]:
    claimed = chance.choice([0, 30, 100, 100, 120])
    return {"claimed": claimed, "text": text, "done": claimed == 100}


def _until(chance: random.Random, state: MatterState, text: str) -> dict[str, object]:
    later = (state.limit or date(2020, 12, 31)) + timedelta(days=chance.randrange(-5, 60))
    return {"until": later.isoformat(), "reason": text}


def _instruction(chance: random.Random, _state: MatterState, text: str) -> dict[str, object]:
    answer_by = chance.choice(["2020-12-01", "2020-12-01", "2020-01-01"])
    return {"text": text, "leader": "L", "given": "2020-06-01", "answer_by": answer_by}


EDITION: Mapping[str, object] = {"edition": "2", "authority": "No. 5 of 2021"}


def _carrying(chance: random.Random, state: MatterState, text: str) -> dict[str, object]:
    carried = {**EDITION, **dict.fromkeys(("former", "task", "was", "code"), "4")}
    if chance.random() < 0.5:
        carried["units"] = _slip(chance, state, text)["units"]
    return carried


def _check(chance: random.Random, _state: MatterState, text: str) -> dict[str, object]:
    found = {"verified": chance.choice([0, 50, 100, 100]), "text": text}
    method = chance.choice(["desk", "phone", "visit", "guess"])
    told = {"went": "Li", "place": "Pier 3", "visited": "2020-09-01"}
    record = {name: value for name, value in told.items() if chance.random() < 0.9}
    return found | {"method": method} | (record if method == "visit" else {})


def _slip(chance: random.Random, _state: MatterState, _text: str) -> dict[str, object]:
    named = chance.sample(UNITS, chance.randrange(1, 4))
    roles = chance.choice([("lead", "support", "support"), ("responsible",) * 3])
    rhythm = chance.choice([{}, {"every": "month", "day": 28}, {"every": "week", "day": 9}])
    units = [_unit(unit, role) for unit, role in zip(named, roles, strict=False)]
    return {"units": units, "limit": chance.choice(["2020-12-31", None]), **rhythm}


def _closing(chance: random.Random, state: MatterState, text: str) -> dict[str, object]:
    waived = state.unproven if chance.random() < 0.9 else not state.unproven
    said: dict[str, object] = {"text": text}
    return {**said, "waiver": text} if waived else said


def _needed(chance: random.Random, _state: MatterState, text: str) -> dict[str, object]:
    choices: list[list[str]] = [["acceptance"], ["photograph", "number"], [], ["rumour"]]
    kinds = chance.choice(choices)
    said: dict[str, object] = {"evidence": kinds}
    return {**said, "reason": text} if chance.random() < 0.5 else said


def _part(chance: random.Random, _state: MatterState, text: str) -> dict[str, object]:
    limit = chance.choice(["2020-12-31", "2020-10-01", "2031-01-01"])
    units = [_unit(chance.choice(UNITS), "lead")]
    told: dict[str, object] = {"code": "4.1", "heading": "Part", "text": text, "units": units}
    told["limit"] = limit
    return {name: value for name, value in told.items() if chance.random() < 0.98}


def _unit(unit: str, role: str) -> dict[str, object]:
    return {"unit": unit, "name": unit.title(), "role": role}


_SAID: Mapping[Act, Said] = {
    Act.SIGN: lambda _chance, _state, _text: {},
    Act.PROPOSE: lambda _chance, _state, _text: {},
    Act.ARCHIVE: lambda _chance, _state, _text: {},
    Act.REQUIRE: _needed,
    Act.DECOMPOSE: _part,
    Act.DISPATCH: _slip,
    Act.PASS_ON: _passing_on,
    Act.REPORT: _report,
    Act.VERIFY: _check,
    Act.ASK_EXTENSION: _until,
    Act.EXTEND: _until,
    Act.URGE: lambda _chance, _state, text: {"text": text},
    Act.CLOSE: _closing,
    Act.SUSPEND: lambda _chance, _state, text: {
        "reason": text,
        "waits_for": text,
        "review": "2021-01-31",
    },
    Act.INSTRUCT: _instruction,
    Act.ANSWER: lambda chance, state, text: {
        "number": chance.randrange(1, len(state.instructions) + 2),
        "text": text,
    },
    Act.CARRY: _carrying,
    Act.MERGE: lambda _chance, _state, _text: {**EDITION, "into": "9"},
    Act.CANCEL: lambda _chance, _state, _text: {**EDITION},
    Act.REOPEN: lambda _chance, _state, _text: {**EDITION},
}


def main() -> None:
    from benchmarks import workflow_trees

    parser = argparse.ArgumentParser()
    parser.add_argument("--acts", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    start = time.process_time()
    tally = walk(asked.acts, asked.seed)
    spent = time.process_time() - start
    print(f"{tally.entries.total():,} acts taken on {tally.matters:,} matters, seed {asked.seed}")
    trees = workflow_trees.walk(asked.acts // 5, asked.seed)
    print(f"{trees.entries.total():,} more on {trees.matters:,} tasks with their sub-tasks")
    print(f"{tally.refused.total():,} refused, by {len(tally.refused)} reasons")
    print(f"steps reached: {', '.join(f'{step} {n:,}' for step, n in tally.steps.most_common())}")
    never = set(Act) - set(tally.entries)
    print(f"acts never taken: {', '.join(sorted(never)) or 'none'}")
    print(f"no law broken; {spent:.1f} s of processor time")


if __name__ == "__main__":
    main()
