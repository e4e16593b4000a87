"""What a new edition does to the matters: two small plans, and the states of their tasks."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pytest

from pilotage.compile import compile_document
from pilotage.ledger import (
    Act,
    Answer,
    Edition,
    Ended,
    Entry,
    MatterState,
    Move,
    MoveKind,
    Step,
    code_of,
    fold,
    moves_of,
)
from pilotage.plan import Plan, Task, diff
from pilotage.unit import example_register

HEAD = "# Implementation Plan for the Port of Donggang\n\n## I. Key Tasks\n\n"
BERTH = """### 1. Build the northern berth

Dredge the northern channel and build two berths for container ships by December 2021. \
(Lead unit: Municipal Transportation Bureau; supporting unit: Municipal Bureau of Commerce)

"""
CLEARANCE = """### 2. Make customs papers electronic

Let importers hand in every customs declaration once, over one window, by December 2021. \
(Lead unit: Municipal Bureau of Commerce)

"""
FAIR = """### 3. Hold the autumn seafood fair

Invite seafood traders from Incheon and Osaka to a yearly exhibition in October. \
(Lead unit: Municipal Bureau of Commerce)

"""
FERRY = """### 4. Reopen the passenger ferry

Put a night ferry on the route to Incheon and renew the passenger terminal. \
(Lead unit: Municipal Transportation Bureau)

"""
BOTH = """### 2. Electronic papers and the seafood fair

Let importers hand in every customs declaration once, over one window, by December 2021. \
Invite seafood traders from Incheon and Osaka to a yearly exhibition in October. \
(Lead unit: Municipal Bureau of Commerce)

"""
SECOND = Edition(number=2, authority="Port Office 2021 No. 5")
SIGNED = datetime(2021, 2, 1, tzinfo=UTC)
Told = tuple[Act, dict[str, object]]


@cache
def plan(*tasks: str) -> Plan:
    text = HEAD + "".join(tasks)
    return compile_document(text.encode(), "plan.md", register=example_register())


def task(found: Plan, words: str) -> Task:
    return next(one for one in found.tasks if words in one.heading)


def units(found: Task) -> list[dict[str, object]]:
    return [{"unit": d.unit, "name": d.name, "role": d.role.value} for d in found.units]


def history(found: Task, *acts: Told) -> MatterState:
    """Dispatched, signed for by its lead, then ``acts``; only registered when it has none."""
    if not found.units:
        return MatterState()
    limit = found.limit.date.isoformat() if found.limit and found.limit.date else None
    slip: dict[str, object] = {"units": units(found), "limit": limit, "ongoing": limit is None}
    lead = found.units[0].unit
    told: list[Told] = [(Act.DISPATCH, slip), (Act.SIGN, {}), *acts]
    return fold(
        [
            Entry(sequence=n, act=act, at=SIGNED, by="someone", unit=lead, payload=payload)
            for n, (act, payload) in enumerate(told, start=1)
        ]
    )


def states(found: Plan, **others: MatterState) -> dict[str, MatterState]:
    """The matters of ``found``, all signed for but those given by the first word of a heading."""
    by_word = {word.casefold(): state for word, state in others.items()}
    return {
        one.id: by_word.get(one.heading.split()[0].casefold()) or history(one)
        for one in found.tasks
    }


def moves(
    old: Plan, new: Plan, known: Mapping[str, MatterState] | None = None, **more: object
) -> tuple[Move, ...]:
    return moves_of(diff(old, new), known or states(old), SECOND, **more)  # type: ignore[arg-type]


def the(found: tuple[Move, ...], kind: MoveKind) -> Move:
    (one,) = (move for move in found if move.kind is kind)
    return one


def acts(move: Move) -> list[Act]:
    return [entry.act for entry in move.entries]


REPORT: Told = (Act.REPORT, {"claimed": 100, "text": "all done", "done": True})
VERIFY: Told = (Act.VERIFY, {"verified": 100, "method": "visit", "text": "seen"})
CLOSE: Told = (Act.CLOSE, {"text": "seen"})
ASK: Told = (Act.ASK_EXTENSION, {"until": "2022-06-30", "reason": "season"})
LATER = ("by December 2021", "by June 2022")


def changed(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_task_that_stays_is_carried_over_and_nothing_else_is_entered() -> None:
    old, new = plan(BERTH, FAIR), plan(BERTH, FAIR, FERRY)
    found = moves(old, new)
    kept = [move for move in found if move.kind is MoveKind.KEEP]
    assert [acts(move) for move in kept] == [[Act.CARRY], [Act.CARRY]]
    assert not {"units", "limit", "ongoing", "anew"} & kept[0].carried.keys()
    assert (kept[0].carried["edition"], kept[0].carried["authority"]) == (
        "2",
        "Port Office 2021 No. 5",
    )
    added = the(found, MoveKind.ADD)
    assert acts(added) == [Act.DISPATCH]
    assert added.matter is None
    assert not any(move.refusals for move in found)


def test_another_limit_keeps_the_original_and_says_both() -> None:
    old, new = plan(BERTH, FAIR), plan(changed(BERTH, LATER), FAIR)
    move = the(moves(old, new), MoveKind.LIMIT)
    assert move.carried["limit"] == "2022-06-30"
    assert move.state
    after = _applied(move)
    assert (after.limit, after.original_limit) == (date(2022, 6, 30), date(2021, 12, 31))
    assert after.limit_changes[-1].former_limit == date(2021, 12, 31)
    assert any("June 2022" in (change.new.text if change.new else "") for change in move.changes)


def test_what_was_said_of_the_old_limit_does_not_judge_the_new_one() -> None:
    """The forecast, the judgement and the slips were about December; June is judged afresh. What
    was entered is counted all the same, and an edition that leaves the limit leaves them too.
    """
    said: list[Told] = [
        (Act.REPORT, {"claimed": 20, "text": "slow", "forecast": "late", "expected": "2022-03-01"}),
        (Act.URGE, {"text": "hurry", "colour": "orange"}),
        (Act.VERIFY, {"verified": 20, "method": "desk", "text": "seen", "judgement": "late"}),
    ]
    old = plan(BERTH, FAIR)
    state = history(task(old, "berth"), *said)
    assert (state.forecast, state.judgement, state.last_slip) == ("late", "late", "orange")
    for words, kept in ((LATER, False), (("two berths", "three berths"), True)):
        found = moves(old, plan(changed(BERTH, words), FAIR), states(old, build=state))
        after = _applied(next(one for one in found if one.old and "berth" in one.old.heading))
        lasting = (after.forecast, after.expected, after.judgement, after.last_slip)
        assert any(lasting) is kept
        assert (after.last_urged_on is not None) is kept
        assert (after.urged, after.claimed, after.verified, len(after.checks)) == (1, 20, 20, 1)


def _applied(move: Move) -> MatterState:
    assert move.state
    made = [
        Entry(
            sequence=move.state.sequence + n, act=e.act, at=SIGNED, by="office", payload=e.payload
        )
        for n, e in enumerate(move.entries, start=1)
    ]
    return fold(made, start=move.state)


def test_an_extended_limit_is_left_alone_when_the_plan_says_the_same() -> None:
    old, new = plan(BERTH, FAIR), plan(changed(BERTH, ("two berths", "three berths")), FAIR)
    berth = task(old, "berth")
    state = history(berth, ASK, (Act.EXTEND, {"until": "2022-06-30"}))
    move = the(moves(old, new, states(old, build=state)), MoveKind.REWORD)
    assert "limit" not in move.carried
    assert _applied(move).limit == date(2022, 6, 30)


def test_a_limit_that_is_gone_makes_the_task_ongoing() -> None:
    old, new = plan(BERTH, FAIR), plan(changed(BERTH, (" by December 2021", "")), FAIR)
    move = the(moves(old, new), MoveKind.LIMIT)
    assert move.carried["ongoing"] is True
    after = _applied(move)
    assert (after.limit, after.ongoing, after.original_limit) == (None, True, date(2021, 12, 31))


def test_units_that_stay_keep_what_they_signed_and_a_new_lead_signs_anew() -> None:
    more = ("Bureau of Commerce)", "Bureau of Commerce, Dalian Customs)")
    old, new = plan(BERTH, FAIR), plan(changed(BERTH, more), FAIR)
    move = the(moves(old, new), MoveKind.UNITS)
    after = _applied(move)
    assert after.step is Step.SIGNED
    assert [one.signed_on is not None for one in after.units] == [True, False, False]
    assert not move.new_lead

    swapped = changed(
        BERTH,
        (
            "Lead unit: Municipal Transportation Bureau; supporting unit: Municipal Bureau of "
            "Commerce",
            "Lead unit: Municipal Bureau of Commerce; supporting unit: Municipal Transportation "
            "Bureau",
        ),
    )
    move = the(moves(old, plan(swapped, FAIR)), MoveKind.UNITS)
    after = _applied(move)
    assert move.new_lead
    assert "signs for it first" in move.reason("en")
    assert after.step is Step.DISPATCHED
    assert after.unit("dl-transport") is not None


def test_what_is_gone_is_cancelled_and_what_is_closed_stays_closed() -> None:
    old, new = plan(BERTH, FAIR, FERRY), plan(BERTH)
    closed = history(task(old, "fair"), REPORT, VERIFY, CLOSE)
    found = moves(old, new, states(old, hold=closed))
    assert acts(the(found, MoveKind.CANCEL)) == [Act.CANCEL]
    assert _applied(the(found, MoveKind.CANCEL)).authority == "Port Office 2021 No. 5"
    assert the(found, MoveKind.STAY).entries == ()


def test_of_merged_tasks_one_goes_on_and_the_other_ends_in_it() -> None:
    old, new = plan(BERTH, CLEARANCE, FAIR), plan(BERTH, BOTH)
    found = moves(old, new)
    on, ended = the(found, MoveKind.ABSORB), the(found, MoveKind.MERGE)
    assert {on.old, ended.old} == {task(old, "customs"), task(old, "fair")}
    assert on.new == ended.new == task(new, "Electronic")
    assert on.carried["anew"] is True
    after = _applied(ended)
    assert (after.step, after.merged_into) == (Step.MERGED, "2")


def test_of_merged_tasks_the_one_that_is_still_open_goes_on() -> None:
    old, new = plan(BERTH, CLEARANCE, FAIR), plan(BERTH, BOTH)
    for word, heading in (("make", "customs"), ("hold", "fair")):
        closed = history(task(old, heading), REPORT, VERIFY, CLOSE)
        found = moves(old, new, states(old, **{word: closed}))
        assert the(found, MoveKind.ABSORB).old != task(old, heading)
        assert the(found, MoveKind.STAY).old == task(old, heading)
        assert not any(move.refusals for move in found)


def test_a_split_task_goes_on_as_one_part_and_the_others_are_registered() -> None:
    old, new = plan(BERTH, BOTH), plan(BERTH, CLEARANCE, FAIR)
    found = moves(old, new)
    on, part = the(found, MoveKind.SPLIT), the(found, MoveKind.PART)
    assert on.old == part.origin == task(old, "Electronic")
    assert {on.new, part.new} == {task(new, "customs"), task(new, "fair")}
    assert acts(part) == [Act.DISPATCH]


def test_a_split_goes_on_as_the_part_that_the_matter_was_before() -> None:
    old, new = plan(BERTH, BOTH), plan(BERTH, CLEARANCE, FAIR)
    both = task(old, "Electronic")
    for part in (task(new, "customs"), task(new, "fair")):
        before = replace(history(both), former_tasks=(part.id,))
        found = moves(old, new, states(old, electronic=before))
        assert the(found, MoveKind.SPLIT).new == part


def test_a_merger_is_undone_by_a_further_edition() -> None:
    """1 → 2 → 1': every matter is again that of its first task, with all that was entered."""
    first, second = plan(BERTH, CLEARANCE, FAIR), plan(BERTH, BOTH)
    to_second = moves(first, second)
    after = {
        move.new.id: _applied(move)
        for move in to_second
        if move.new and move.kind is not MoveKind.MERGE
    }
    gone = the(to_second, MoveKind.MERGE)
    assert gone.old
    ended = Ended(key="gone", plan=first, task=gone.old, state=_applied(gone))
    back = moves(second, first, after, ended=[ended])
    on, again = the(back, MoveKind.SPLIT), the(back, MoveKind.REOPEN)
    assert on.new
    assert on.new.id in after[on.old.id if on.old else ""].former_tasks
    assert (again.matter, again.old, again.new) == ("gone", gone.old, gone.old)
    assert acts(again) == [Act.REOPEN, Act.CARRY]
    assert _applied(again).step is Step.SIGNED
    assert not any(move.refusals for move in back)


def test_what_was_cancelled_is_taken_up_again_when_its_words_come_back_changed_a_little() -> None:
    first, second = plan(BERTH, FAIR), plan(BERTH)
    gone = the(moves(first, second), MoveKind.CANCEL)
    assert gone.old
    ended = Ended(key="gone", plan=first, task=gone.old, state=_applied(gone))
    third = plan(BERTH, changed(FAIR, ("in October", "in November")))
    again = the(moves(second, third, ended=[ended]), MoveKind.REOPEN)
    assert again.carried["anew"] is True
    other = the(moves(second, plan(BERTH, FERRY), ended=[ended]), MoveKind.ADD)
    assert other.matter is None


def test_a_closed_task_asked_again_waits_for_a_word_and_follows_it() -> None:
    old, new = plan(BERTH, FAIR), plan(BERTH, changed(FAIR, ("Osaka", "Osaka and Busan")))
    fair = task(old, "fair")
    known = states(old, hold=history(fair, REPORT, VERIFY, CLOSE))
    asked = the(moves(old, new, known), MoveKind.REWORD)
    assert [one.code for one in asked.refusals] == ["W402"]
    assert [choice.answers for choice in asked.choices] == [(Answer.CLOSED, Answer.AGAIN)]
    stays = the(moves(old, new, known, answers=[(fair.id, Answer.CLOSED)]), MoveKind.REWORD)
    assert (stays.refusals, _applied(stays).step) == ((), Step.CLOSED)
    again = the(moves(old, new, known, answers=[(fair.id, Answer.AGAIN)]), MoveKind.REOPEN)
    after = _applied(again)
    assert (again.refusals, after.step, after.claimed_done) == ((), Step.IN_PROGRESS, False)


def test_a_weak_likeness_waits_for_a_word_and_follows_it() -> None:
    anew = """### 3. Hold the autumn seafood fair

Rent halls, print catalogues, train guides. (Lead unit: Municipal Bureau of Commerce)

"""
    old, new = plan(BERTH, FAIR), plan(BERTH, anew)
    difference = diff(old, new)
    weak = replace(
        difference,
        successions=tuple(
            replace(one, links=tuple(replace(x, strength=0.2) for x in one.links))
            if one.old and "fair" in one.old[0].heading
            else one
            for one in difference.successions
        ),
    )
    fair = task(old, "fair").id
    weak_moves = moves_of(weak, states(old), SECOND)
    assert [m.refusals[0].code for m in weak_moves if m.refusals] == ["W401"]
    closed = states(old, hold=history(task(old, "fair"), REPORT, VERIFY, CLOSE))
    (both,) = (move for move in moves_of(weak, closed, SECOND) if move.refusals)
    assert [refusal.code for refusal in both.refusals] == ["W401", "W402"]
    assert {(one.task, one.said) for one in both.choices} == {(fair, None)}
    said = [(fair, Answer.SAME), (fair, Answer.AGAIN)]
    assert not any(move.refusals for move in moves_of(weak, closed, SECOND, answers=said))
    one = moves_of(weak, states(old), SECOND, answers=[(fair, Answer.SAME)])
    assert not any(move.refusals for move in one)
    assert the(one, MoveKind.REWORD).matter == fair
    two = moves_of(weak, states(old), SECOND, answers=[(fair, Answer.APART)])
    assert {MoveKind.CANCEL, MoveKind.ADD} <= {move.kind for move in two}
    assert not any(move.refusals for move in two)


@pytest.mark.parametrize(
    ("entered", "new", "codes"),
    [
        ([ASK], lambda: plan(changed(BERTH, LATER), FAIR), ["W114"]),
        ([ASK], lambda: plan(FAIR), ["W114"]),
        ([REPORT], lambda: plan(FAIR), ["W115"]),
        ([REPORT], lambda: plan(changed(BERTH, LATER), FAIR), []),
        ([ASK], lambda: plan(BERTH, FAIR), []),
    ],
    ids=["limit-asked", "cancel-asked", "cancel-reported", "limit-reported", "keep-asked"],
)
def test_what_waits_for_the_office_is_decided_before_a_task_changes_or_ends(
    entered: list[Told], new: Callable[[], Plan], codes: list[str]
) -> None:
    old = plan(BERTH, FAIR)
    known = states(old, build=history(task(old, "berth"), *entered))
    found = moves(old, new(), known)
    assert [refusal.code for move in found for refusal in move.refusals] == codes


def test_a_lead_the_register_does_not_know_is_refused() -> None:
    old = plan(BERTH, FAIR)
    other = ("Lead unit: Municipal Transportation Bureau", "Lead unit: Harbour Guild of Donggang")
    found = moves(old, plan(changed(BERTH, other), FAIR))
    assert [refusal.code for move in found for refusal in move.refusals] == ["W209"]


def test_a_matter_that_was_never_dispatched_gets_its_slip_when_a_lead_is_named() -> None:
    bare = BERTH[: BERTH.index(" (Lead unit")] + "\n\n"
    old, new = plan(bare, FAIR), plan(BERTH, FAIR)
    move = the(moves(old, new), MoveKind.UNITS)
    assert acts(move) == [Act.CARRY, Act.DISPATCH]
    assert move.refusals == ()


def test_every_matter_is_in_one_move_and_every_new_task_has_one_matter() -> None:
    old, new = plan(BERTH, CLEARANCE, FAIR), plan(FERRY, BERTH, BOTH)
    found = moves(old, new)
    assert sorted(move.matter for move in found if move.matter) == sorted(t.id for t in old.tasks)
    ends = (MoveKind.MERGE, MoveKind.STAY, MoveKind.CANCEL)
    become = [move.new.id for move in found if move.new and move.kind not in ends]
    assert sorted(become) == sorted(t.id for t in new.tasks)
    assert moves(old, new) == found
    for move in found:
        for language in ("en", "zh"):
            assert "{" not in move.reason(language)


def test_codes_are_what_people_say() -> None:
    found = plan(BERTH, FAIR)
    assert [code_of(one) for one in found.tasks] == ["1", "2"]
