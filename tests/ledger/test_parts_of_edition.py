"""What a new edition makes of sub-tasks: with their task, under another, or ended with it."""

from dataclasses import replace
from datetime import date

from pilotage.ledger import (
    Act,
    Edition,
    Extension,
    MatterState,
    PartKind,
    PartMove,
    Step,
    Subtask,
    moves_of,
    part_moves,
)
from pilotage.ledger.foreseen import after
from pilotage.plan import Plan, diff
from tests.ledger.test_new_edition import (
    BERTH,
    BOTH,
    CLEARANCE,
    FAIR,
    FERRY,
    changed,
    history,
    plan,
    task,
)

OLD = plan(BERTH, CLEARANCE, FAIR, FERRY)
NEW = plan(BERTH, BOTH)
SECOND = Edition(number=2, authority="Port Office 2021 No. 5")
STUCK: dict[str, object] = {"reason": "Ice.", "waits_for": "the thaw", "review": "2021-04-01"}


def out(limit: date | None = None, step: Step = Step.SIGNED) -> MatterState:
    """A sub-task that is out: signed for, or further."""
    return replace(history(task(OLD, "berth")), limit=limit, original_limit=limit, step=step)


def under(words: str, number: int, state: MatterState) -> Subtask:
    """The sub-task with that running number under the old task whose heading has ``words``."""
    above = task(OLD, words)
    code = f"{above.ordinal}.{number}"
    return Subtask(key=code, above=above.id, code=code, task=f"{above.id}.{number}", state=state)


def deeper(above: Subtask, state: MatterState) -> Subtask:
    """The first sub-task of a sub-task."""
    code = f"{above.code}.1"
    return Subtask(key=code, above=above.key, code=code, task=f"{above.task}.1", state=state)


def found(new: Plan, *parts: Subtask, **known: MatterState) -> list[PartMove]:
    states = {one.id: history(one) for one in OLD.tasks}
    states |= {task(OLD, words).id: state for words, state in known.items()}
    return list(part_moves(moves_of(diff(OLD, new), states, SECOND), parts))


def told(moves: list[PartMove]) -> list[tuple[str, str, str, list[Act]]]:
    return [
        (one.part.code, one.kind.value, one.code, [entry.act for entry in one.entries])
        for one in moves
    ]


def carrier_and_merged() -> tuple[str, str]:
    """Words of the task that goes on as the merged one, and of the one that ends in it."""
    moves = found(NEW, under("customs", 1, out()), under("fair", 1, out()))
    ways = {one.kind: one.part.above for one in moves}
    words = {task(OLD, one).id: one for one in ("customs", "fair")}
    return words[ways[PartKind.ALONG]], words[ways[PartKind.INTO]]


def test_they_go_with_their_task_at_every_depth() -> None:
    second = under("berth", 2, out())
    moves = found(
        NEW,
        second,
        deeper(second, out()),
        under("berth", 1, out(step=Step.CLOSED)),
        under("berth", 3, out(step=Step.WITHDRAWN)),
    )
    assert told(moves) == [
        ("1.1", "along", "1.1", [Act.CARRY]),
        ("1.2", "along", "1.2", [Act.CARRY]),
        ("1.2.1", "along", "1.2.1", [Act.CARRY]),
    ]
    new = task(NEW, "berth").id
    assert [one.carried["task"] for one in moves] == [f"{new}.1", f"{new}.2", f"{new}.2.1"]
    assert {str(one.carried["edition"]) for one in moves} == {"2"}
    assert moves[0].reason("zh") == "子任务，随任务延续，编号1.1。"


def test_those_of_a_merged_task_go_on_under_the_one_it_goes_into() -> None:
    """Their numbers follow the last that was ever given there, ended or not."""
    carrier, merged = carrier_and_merged()
    first = under(merged, 1, out())
    moves = found(
        NEW,
        under(carrier, 1, out()),
        under(carrier, 2, out(step=Step.WITHDRAWN)),
        first,
        deeper(first, out()),
        under(merged, 2, out()),
    )
    into = [one for one in moves if one.kind is PartKind.INTO]
    assert [one.code for one in into] == ["2.3", "2.3.1", "2.4"]
    assert [one.under for one in into] == [task(OLD, carrier).id, first.key, task(OLD, carrier).id]
    assert "goes on under task 2, as 2.3" in into[0].reason()


def test_open_ones_are_cancelled_with_their_task_the_deepest_first() -> None:
    first = under("ferry", 1, out())
    closed = under("ferry", 2, out(step=Step.CLOSED))
    assert told(found(NEW, first, deeper(first, out()), closed)) == [
        ("4.1.1", "cancel", "", [Act.CANCEL]),
        ("4.1", "cancel", "", [Act.CANCEL]),
    ]


def test_what_the_ledger_says_against_it_is_told_before() -> None:
    """An unchecked report on a sub-task stands in the way, as it does on a task."""
    (move,) = found(NEW, under("ferry", 1, out(step=Step.REPORTED)))
    assert [one.code for one in move.refusals] == ["W115"]


def test_a_limit_brought_forward_brings_those_of_sub_tasks_forward() -> None:
    sooner = changed(BERTH, ("December 2021", "June 2021"))
    pending = Extension(
        until=date(2021, 12, 31),
        reason="rain",
        asked_on=date(2021, 3, 1),
        asked_by="someone",
        late=False,
        former_limit=date(2021, 11, 30),
    )
    late, early = (
        under("berth", 1, out(date(2021, 11, 1))),
        under("berth", 2, out(date(2021, 3, 1))),
    )
    asked = under("berth", 3, replace(out(date(2021, 11, 30)), pending_extension=pending))
    declined = under("berth", 4, out(date(2021, 12, 1), Step.REGISTERED))
    moves = found(plan(sooner, CLEARANCE, FAIR, FERRY), late, early, asked, declined)
    limits = [one.carried.get("limit") for one in moves]
    assert limits == ["2021-06-30", None, "2021-06-30", None]
    assert "may not pass" in moves[0].reason()
    assert [[said.code for said in one.refusals] for one in moves] == [[], [], ["W114"], []]
    state = after(late.state, moves[0].entries)
    assert (state.limit, state.original_limit) == (date(2021, 6, 30), date(2021, 11, 1))


def test_none_runs_under_a_suspended_task_and_none_waits_for_its_own_under_one_that_runs() -> None:
    carrier, merged = carrier_and_merged()
    stopped = {word: history(task(OLD, word), (Act.SUSPEND, STUCK)) for word in (carrier, merged)}
    with_it = {**STUCK, "with_above": True}
    waiting = replace(history(task(OLD, "berth"), (Act.SUSPEND, with_it)), limit=None)

    parts = [under(carrier, 1, waiting), under(merged, 1, out())]
    moves = found(NEW, *parts, **{carrier: stopped[carrier]})
    assert [acts for *_rest, acts in told(moves)] == [[Act.CARRY], [Act.CARRY, Act.SUSPEND]]
    joined = after(parts[1].state, moves[1].entries)
    assert (joined.step, joined.waits_for) == (Step.SUSPENDED, "the thaw")
    assert joined.suspended_with_above

    parts = [under(carrier, 1, out()), under(merged, 1, waiting)]
    moves = found(NEW, *parts, **{merged: stopped[merged]})
    assert [acts for *_rest, acts in told(moves)] == [[Act.CARRY], [Act.CARRY, Act.RESUME]]
    assert "goes under one that runs" in moves[1].reason()


def test_a_task_left_closed_leaves_its_sub_tasks() -> None:
    closed = replace(history(task(OLD, "ferry")), step=Step.CLOSED)
    assert found(NEW, under("ferry", 1, out(step=Step.CLOSED)), ferry=closed) == []
