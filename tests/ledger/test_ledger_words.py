"""Every act and step has its words in both languages, and its row in the table."""

from pilotage.ledger import (
    WORKFLOW,
    Act,
    Capacity,
    Method,
    Step,
    act_done,
    act_label,
    act_noun,
    act_told,
    capacity_label,
    method_label,
    step_label,
)


def test_every_act_and_step_has_its_words_and_its_row() -> None:
    assert set(WORKFLOW) == set(Act)
    for language in ("en", "zh"):
        for act in Act:
            assert act_label(act, language)
            assert act_done(act, language)
            assert act_noun(act, language)
            assert act_told(act, language)
        assert len({step_label(step, language) for step in Step}) == len(Step)
        assert all(method_label(one, language) for one in Method)
        assert all(capacity_label(one, language) for one in Capacity)
    assert (act_label(Act.SIGN), act_label(Act.SIGN, "zh")) == ("Sign for", "签收")
    told = [act_told(Act.VERIFY), act_told(Act.VERIFY, "zh"), act_told(Act.URGE, "zh")]
    assert told == ["Verified", "核实", "催办"], "the check is the act, what it finds is verified"


def test_every_step_is_reached_and_left_those_at_the_end_by_a_new_edition_alone() -> None:
    reached = {target for row in WORKFLOW.values() for target in row.moves.values()}
    left = {step for row in WORKFLOW.values() for step in row.moves}
    assert reached == set(Step)
    assert left == set(Step) - {Step.WITHDRAWN}
    after_the_end = {act for act, row in WORKFLOW.items() for s in row.moves if s.is_final}
    assert after_the_end == {Act.CARRY, Act.REOPEN, Act.ARCHIVE}
    assert all(WORKFLOW[act].by_edition for act in after_the_end - {Act.ARCHIVE})
    assert dict(WORKFLOW[Act.ARCHIVE].moves) == {Step.CLOSED: Step.CLOSED}
