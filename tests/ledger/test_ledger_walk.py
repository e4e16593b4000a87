"""Random acts by anybody break no law; ``benchmarks/workflow.py`` walks a hundred thousand."""

import random

import pytest

from benchmarks import workflow
from pilotage.ledger import Act, Step


def test_the_laws_hold_over_random_acts() -> None:
    tally = workflow.walk(3_000, seed=3)
    assert set(tally.entries) == set(Act), "every act is taken on the way"
    assert set(tally.steps) == set(Step), "every step is reached"
    assert tally.refused.total() > 2_000


def test_a_walk_is_repeated_by_its_seed() -> None:
    assert workflow.walk(300, seed=5) == workflow.walk(300, seed=5)
    assert workflow.walk(300, seed=5) != workflow.walk(300, seed=6)


@pytest.mark.parametrize(
    ("table", "act", "value"),
    [
        ("FROM", Act.SIGN, frozenset({Step.CLOSED})),
        ("TO", Act.REPORT, frozenset({Step.CLOSED})),
        ("WHO", Act.VERIFY, frozenset({workflow.LEAD})),
        ("WHO", Act.CLOSE, frozenset({workflow.DECIDER})),
        ("WHO", Act.WITHDRAW, frozenset({workflow.LEAD})),
        ("TO", Act.WITHDRAW, frozenset({Step.CANCELLED})),
        ("KEPT", Act.URGE, lambda state: state.urged + 1),
    ],
)
def test_a_law_that_is_broken_is_noticed(
    monkeypatch: pytest.MonkeyPatch, table: str, act: Act, value: object
) -> None:
    """Where the ledger and the laws differ by one cell, the walk says so.

    What only whoever stands above a sub-task does is walked on sub-tasks alone, so that it is met.
    """
    if workflow.ABOVE in workflow.WHO[act]:
        above = [one for one in workflow.PLACES if one.above == "zone" and one.around.limit]
        monkeypatch.setattr(workflow, "PLACES", dict.fromkeys(above, 1))
    monkeypatch.setattr(workflow, table, {**getattr(workflow, table), act: value})
    with pytest.raises(workflow.BrokenLawError):
        workflow.walk(2_000, seed=6)


@pytest.mark.parametrize("guard", ["_parts_guard", "_limit_guard"])
def test_a_tree_that_is_not_guarded_is_noticed(monkeypatch: pytest.MonkeyPatch, guard: str) -> None:
    monkeypatch.setattr(f"pilotage.ledger.tree.{guard}", lambda *_said: None)
    with pytest.raises(workflow.BrokenLawError):
        workflow.walk(2_000, seed=6)


def test_the_chance_is_its_own() -> None:
    random.seed(1)
    before = random.getstate()
    workflow.walk(50)
    assert random.getstate() == before
