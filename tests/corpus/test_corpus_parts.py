"""Files in parts: each file in one of them, and a change stays where it happened."""

from hypothesis import given
from hypothesis import strategies as st

from pilotage.corpus.files import Found
from pilotage.corpus.parts import MOST_BYTES, MOST_FILES, Part, files_a_part, in_parts, unpacked


def files(n: int, size: int = 1000) -> list[Found]:
    return [Found(f"plans/{i:06d}.txt", f"/plans/{i:06d}.txt", size, 1) for i in range(n)]


def ids(found: list[Found], edition: str = "1") -> set[str]:
    return {part.id for part in in_parts(found, 16, edition)}


@given(st.lists(st.integers(0, 20_000_000), max_size=200))
def test_every_file_is_in_one_part_and_parts_stay_small(sizes: list[int]) -> None:
    found = [Found(f"plans/{i:06d}.txt", "", size, 1) for i, size in enumerate(sizes)]
    parts = list(in_parts(found, 16, "1"))
    assert [file for part in parts for file in part.files] == found
    assert all(len(part.files) <= MOST_FILES * 16 for part in parts)
    assert all(
        sum(f.size for f in part.files) <= MOST_BYTES for part in parts if len(part.files) > 1
    )


def test_a_changed_file_changes_its_part_and_no_other() -> None:
    before = files(1000)
    after = [*before[:500], before[500]._replace(changed=2), *before[501:]]
    assert len(ids(before) - ids(after)) == 1


def test_a_new_file_moves_no_part_but_those_up_to_the_next_natural_end() -> None:
    before = files(1000)
    after = sorted([*before, Found("plans/000500b.txt", "", 1000, 1)])
    assert len(ids(before) - ids(after)) <= 2


def test_another_register_or_version_is_another_part() -> None:
    assert not ids(files(100)) & ids(files(100), edition="2")


def test_a_part_survives_the_way_to_a_worker() -> None:
    part = Part("0123", tuple(files(3)))
    assert unpacked(part.packed()) == part


def test_few_files_are_shared_out_and_many_do_not_crowd() -> None:
    assert files_a_part(60) == 4
    assert files_a_part(20_000) == 256
    assert files_a_part(10_000_000) == 256
