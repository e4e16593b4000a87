"""Widths and line breaks where a Chinese character takes two columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotage.report.columns import fit, pad, printable, width_of, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [("port", 4), ("口岸", 4), ("Ａ（", 4), ("e\u0301", 1), ("“…”", 3), ("", 0)],
)
def test_width(text: str, columns: int) -> None:
    assert width_of(text) == columns


def test_fit_never_splits_a_wide_character() -> None:
    assert fit("口岸办", 5) == "口岸"
    assert pad(fit("口岸办", 5), 5) == "口岸 "


def test_english_breaks_at_spaces_and_chinese_anywhere() -> None:
    assert wrap("Port Office of the City", 12) == ["Port Office", "of the City"]
    assert wrap("口岸办公室", 6) == ["口岸办", "公室"]


def test_marks_stay_with_their_words() -> None:
    assert wrap("市商务局，大连海关", 8) == ["市商务", "局，大连", "海关"]
    assert wrap("市商务（大连）海关", 8) == ["市商务", "（大连）", "海关"]


def test_escape_sequences_do_not_reach_the_terminal() -> None:
    assert printable("a\x1b[31mb\u202ec\td") == "a [31mb c d"


@given(st.text(), st.integers(4, 40))
def test_no_line_is_wider_and_no_word_is_lost(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width_of(line) <= columns for line in lines)
    shown = "".join("".join(lines).split())
    assert shown == "".join("".join(printable(line) for line in text.split("\n")).split())
