"""Progress rolled up: laws over any tree, and sums that a reader has done by hand."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pilotage.supervision import Branch, Rollup, led_by, rollup

PERCENT = st.none() | st.integers(0, 100)
UNITS = st.sampled_from(["port", "customs", "commerce"])


def trees(depth: int) -> st.SearchStrategy[Branch]:
    below: st.SearchStrategy[tuple[Branch, ...]] = (
        st.lists(trees(depth - 1), max_size=3).map(tuple) if depth else st.just(())
    )
    return st.builds(
        Branch,
        key=st.integers(1, 10**9),
        claimed=PERCENT,
        verified=PERCENT,
        weight=st.integers(1, 100),
        lead=UNITS,
        parts=below,
    )


FORESTS = st.lists(trees(2), min_size=1, max_size=5)


def nodes(branches: list[Branch]) -> list[Branch]:
    return [found for one in branches for found in (one, *nodes(list(one.parts)))]


def leaves(branches: list[Branch]) -> list[Branch]:
    return [leaf for one in branches for leaf in (leaves(list(one.parts)) if one.parts else [one])]


@given(FORESTS)
def test_it_lies_between_its_least_and_its_greatest_part(forest: list[Branch]) -> None:
    whole = rollup(forest)
    for track in ("claimed", "verified"):
        figure = getattr(whole, track)
        if figure is None:
            assert all(getattr(one, track) is None for one in nodes(forest))
            continue
        assert 0 <= figure <= max(getattr(one, track) or 0 for one in nodes(forest)) <= 100
        assert figure >= min(getattr(one, track) or 0 for one in leaves(forest))


@given(FORESTS)
def test_it_is_a_hundred_when_every_part_is_and_not_before(forest: list[Branch]) -> None:
    def done(one: Branch) -> bool:
        return one.verified == 100 or (bool(one.parts) and all(map(done, one.parts)))

    assert (rollup(forest).verified == 100) == all(map(done, forest))


@given(FORESTS)
def test_breaking_a_task_down_takes_nothing_away(forest: list[Branch]) -> None:
    plain = [replace(one, parts=()) for one in forest]
    assert (rollup(forest).verified or 0) >= (rollup(plain).verified or 0)


@given(FORESTS)
def test_what_is_claimed_moves_nothing_that_is_verified(forest: list[Branch]) -> None:
    def boasting(one: Branch) -> Branch:
        return replace(one, claimed=100, parts=tuple(map(boasting, one.parts)))

    assert rollup(map(boasting, forest)).verified == rollup(forest).verified


@given(FORESTS)
def test_the_working_done_again_by_hand_gives_the_figure(forest: list[Branch]) -> None:
    whole = rollup(forest)
    total = sum(one.weight * (one.verified or 0) for one in whole.shares)
    if all(one.verified is None for one in whole.shares):
        assert whole.verified is None
    else:
        assert whole.verified == int(total / sum(one.weight for one in whole.shares) + 1e-9)
    for share, branch in zip(whole.shares, forest, strict=True):
        if branch.parts:
            assert share.broken_down
            own = [branch.verified, rollup(branch.parts).verified]
            assert share.verified == max((one for one in own if one is not None), default=None)


@given(FORESTS, st.frozensets(UNITS))
def test_a_unit_counts_every_task_once_and_none_that_lies_in_another(
    forest: list[Branch], units: frozenset[str]
) -> None:
    def below(one: Branch) -> list[Branch]:
        return [found for part in one.parts for found in (part, *below(part))]

    found = list(led_by(forest, units))
    assert all(one.lead in units for one in found)
    inside = [id(one) for each in found for one in below(each)]
    assert not set(inside) & {id(one) for one in found}
    led = [one for each in forest for one in (each, *below(each)) if one.lead in units]
    assert {id(one) for one in led} <= {id(one) for one in found} | set(inside)


def test_a_sum_done_by_hand() -> None:
    berth = Branch(key=1, claimed=90, verified=80, weight=3)
    quay = Branch(key=2, claimed=50, verified=None)
    port = Branch(key=3, claimed=85, verified=55, parts=(berth, quay))
    fair = Branch(key=4, claimed=30, verified=31)
    whole = rollup([port, fair])
    assert [(one.claimed, one.verified) for one in whole.shares] == [(85, 60), (30, 31)]
    assert (whole.claimed, whole.verified) == (57, 45)
    assert whole.sentence("en") == "Claimed 115 ÷ 2 = 57 %; Verified 91 ÷ 2 = 45 %; rounded down."
    assert whole.sentence("zh", claims=False) == "核实91÷2＝45%，尾数舍去。"
    assert rollup(port.parts).sentence("zh") == "申报320÷4＝80%，核实240÷4＝60%，尾数舍去。"
    assert not rollup(port.parts).even
    assert rollup(port.parts, evenly=True).verified == 40


def test_without_parts_there_is_no_figure() -> None:
    nothing = Rollup(shares=())
    assert (nothing.claimed, nothing.verified, nothing.sentence("en")) == (None, None, "")


def test_what_nobody_verified_is_no_zero() -> None:
    whole = rollup([Branch(key=1, claimed=40), Branch(key=2)])
    assert (whole.claimed, whole.verified) == (20, None)
    assert whole.sentence("en") == "Claimed 40 ÷ 2 = 20 %; rounded down."
    assert whole.sentence("zh", claims=False) == ""
