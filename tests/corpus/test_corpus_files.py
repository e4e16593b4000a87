"""Which files a corpus is made of."""

from pathlib import Path

import pytest

from pilotage.base import PilotageError
from pilotage.corpus.files import find_files


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    for name in ("plans/a.txt", "plans/deep/b.txt", "plans/.hidden", "plans/.git/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("一、任务\n", encoding="utf-8")
    return tmp_path / "plans"


def names(*sources: object) -> list[str]:
    return [found.document for found in find_files(map(str, sources))]


def test_a_folder_gives_its_files_but_hidden_ones(plans: Path) -> None:
    assert names(plans) == ["plans/a.txt", "plans/deep/b.txt"]


def test_a_pattern_is_named_below_its_plain_part(plans: Path) -> None:
    assert names(plans / "**" / "*.txt") == ["plans/a.txt", "plans/deep/b.txt"]


def test_a_file_named_twice_is_there_once(plans: Path) -> None:
    assert names(plans, plans / "a.txt", plans / "*.txt") == ["plans/a.txt", "plans/deep/b.txt"]


def test_a_link_to_the_folder_gives_no_second_copy(plans: Path) -> None:
    link = plans.parent / "other"
    link.symlink_to(plans)
    assert names(plans, link) == names(plans)


def test_brackets_in_a_folder_are_no_pattern(tmp_path: Path) -> None:
    odd = tmp_path / "plans [2020]"
    odd.mkdir()
    (odd / "a.txt").write_text("一、", encoding="utf-8")
    assert names(odd) == ["plans [2020]/a.txt"]


def test_nothing_there_is_said(plans: Path) -> None:
    with pytest.raises(PilotageError, match=r"Nothing is found at .*none"):
        names(plans / "none")
    with pytest.raises(PilotageError, match="Nothing is found"):
        names(plans / "*.docx")


def test_two_folders_of_one_name_are_refused(plans: Path) -> None:
    other = plans / "deep" / "plans"
    other.mkdir()
    (other / "a.txt").write_text("一、", encoding="utf-8")
    with pytest.raises(PilotageError, match="both called plans"):
        names(plans, other)
