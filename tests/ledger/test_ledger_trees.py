"""A task and its sub-tasks together: random acts, and what a suspension brings with it."""

from datetime import date

import pytest

from benchmarks import workflow, workflow_trees
from pilotage.ledger import (
    Act,
    Around,
    Capacity,
    MatterState,
    Step,
    Subtask,
    check,
    followers,
    tree_guard,
)

STUCK = {"reason": "Ice.", "waits_for": "the thaw", "review": "2021-04-01"}


def test_the_laws_hold_over_random_acts_on_families() -> None:
    tally = workflow_trees.walk(800, seed=1)
    assert {Act.DECOMPOSE, Act.WITHDRAW, Act.SUSPEND, Act.RESUME} <= set(tally.entries)
    assert {"W151", "W155", "W257"} <= set(tally.refused)


@pytest.mark.parametrize(
    ("broken", "by"),
    [
        ("benchmarks.workflow_trees.followers", lambda *_said: []),
        ("pilotage.ledger.tree._parts_guard", lambda *_said: None),
        ("pilotage.ledger.tree._STARTING", frozenset()),
        ("pilotage.ledger.guards.limit_within", lambda *_said: None),
    ],
)
def test_a_family_that_is_not_guarded_is_noticed(
    monkeypatch: pytest.MonkeyPatch, broken: str, by: object
) -> None:
    monkeypatch.setattr(broken, by)
    with pytest.raises(workflow.BrokenLawError):
        workflow_trees.walk(2_000, seed=1)


def subtask(code: str, step: Step, *, with_above: bool = False) -> Subtask:
    state = MatterState(step=step, suspended_with_above=with_above)
    return Subtask(key=code, above=code.rpartition(".")[0], code=code, task=code, state=state)


def test_what_runs_is_suspended_with_its_task_at_every_depth() -> None:
    family = [
        subtask("4.10", Step.SIGNED),
        subtask("4.2", Step.REPORTED),
        subtask("4.1", Step.SUSPENDED),
        subtask("4.2.1", Step.DISPATCHED),
        subtask("4.3", Step.REGISTERED),
        subtask("4.4", Step.CLOSED),
        subtask("5.1", Step.SIGNED),
    ]
    found = followers("4", Act.SUSPEND, STUCK, family)
    assert [one.code for one, _entry in found] == ["4.2", "4.2.1", "4.10"]
    assert {entry.act for _one, entry in found} == {Act.SUSPEND}
    assert found[0][1].payload == {**STUCK, "with_above": True}
    assert followers("4", Act.URGE, {"text": "now"}, family) == []


def test_what_was_suspended_by_itself_is_not_resumed_with_its_task() -> None:
    family = [
        subtask("4.1", Step.SUSPENDED),
        subtask("4.1.1", Step.SUSPENDED, with_above=True),
        subtask("4.2", Step.SUSPENDED, with_above=True),
        subtask("4.2.1", Step.SUSPENDED, with_above=True),
        subtask("4.2.2", Step.SUSPENDED),
    ]
    found = followers("4", Act.RESUME, {}, family)
    assert [(one.code, entry.act) for one, entry in found] == [
        ("4.2", Act.RESUME),
        ("4.2.1", Act.RESUME),
    ]


def test_a_sub_task_does_not_start_while_a_task_above_it_waits() -> None:
    waits = Around(is_part=True, above_suspended=True)
    for act in (Act.DISPATCH, Act.RESUME):
        found = tree_guard(waits, act)
        assert found is not None
        assert found.code == "W155"
    assert tree_guard(Around(is_part=True), Act.RESUME) is None
    assert tree_guard(waits, Act.WITHDRAW) is None


def test_a_task_dispatched_anew_has_as_long_as_its_sub_tasks() -> None:
    around = Around(latest_below=date(2021, 1, 31))
    slip = {"units": [{"unit": "port", "name": "Port", "role": "lead"}]}

    def refusal(limit: str | None) -> str:
        told = {**slip, "limit": limit}
        found = check(MatterState(), Act.DISPATCH, {Capacity.OFFICE}, told, around=around)
        return found.code if found else ""

    assert [refusal(day) for day in ("2021-01-30", "2021-01-31", None)] == ["W258", "", ""]
