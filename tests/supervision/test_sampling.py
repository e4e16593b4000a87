"""A sample is stratified, as large as asked, and drawn again by its seed in any order."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pilotage.supervision import Candidate, draw_sample

KEYS = st.dictionaries(st.text("0123456789", min_size=1), st.sampled_from("abc"), max_size=40)


@given(KEYS, st.integers(1, 100), st.text(max_size=5), st.randoms(use_true_random=False))
def test_every_unit_has_its_share_and_the_order_does_not_matter(
    keys: dict[str, str], share: int, seed: str, chance: Random
) -> None:
    among = [Candidate(key=key, stratum=unit) for key, unit in keys.items()]
    drawn = draw_sample(among, share, seed)
    chance.shuffle(among)
    assert draw_sample(among, share, seed) == drawn
    assert len(set(drawn)) == len(drawn)
    taken = Counter(keys[key] for key in drawn)
    for unit, count in Counter(keys.values()).items():
        assert taken[unit] - 1 < count * share / 100 <= taken[unit]


def test_the_draw_is_this_one_on_every_machine() -> None:
    among = [Candidate(key=str(n), stratum="ab"[n % 2]) for n in range(10)]
    assert draw_sample(among, 40, "20210317") == draw_sample(reversed(among), 40, "20210317")
    assert draw_sample(among, 40, "20210317") == PINNED
    assert draw_sample(among, 40, "20210318") != PINNED


PINNED = ("3", "4", "7", "8")
