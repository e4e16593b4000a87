"""The source line and its carets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotage.base import Span
from pilotage.report.columns import fit, width_of
from pilotage.report.excerpt import Lines, excerpt


def underlined(line: str, carets: str) -> str:
    """The words that stand above the carets, column by column."""
    before = fit(line, len(carets) - len(carets.lstrip()))
    return fit(line[len(before) :], len(carets.strip()))


@pytest.mark.parametrize("room", [30, 50, 200])
@pytest.mark.parametrize("words", ["市商务局", "Port Office", "（责任单位", "建设"])
def test_carets_stand_under_the_words(words: str, room: int) -> None:
    line = (
        "（一）建设智慧口岸。"
        + "推进单证电子化，" * 9
        + "（责任单位：市商务局、Port Office）"
        + "。" * 9
    )
    text = f"东港口岸\n  {line}\n末行"
    start = text.index(words)
    found = excerpt(text, Span(start, start + len(words)), room)
    assert underlined(*found) == words
    assert width_of(found.line) <= room


def test_a_span_over_two_lines_is_underlined_on_its_first() -> None:
    found = excerpt("one two\nthree", Span(4, 13), 40)
    assert found == ("one two", "    ^^^")


def test_words_longer_than_the_room_are_cut() -> None:
    found = excerpt("x" * 500, Span(100, 400), 40)
    assert found.line == "…" + "x" * 38 + "…"
    assert found.carets == " " + "^" * 38


def test_places_count_from_one() -> None:
    lines = Lines("ab\ncd\n")
    assert lines.place_of(Span(0, 1)) == (1, 1)
    assert lines.place_of(Span(2, 3)) == (1, 3)
    assert lines.place_of(Span(4, 5)) == (2, 2)


@given(st.text(), st.integers(0, 60), st.integers(0, 60), st.integers(12, 60))
def test_any_span_of_any_text_can_be_shown(text: str, start: int, length: int, room: int) -> None:
    start = min(start, len(text))
    found = excerpt(text, Span(start, min(start + length, len(text))), room)
    assert "\n" not in found.line
    assert width_of(found.line) <= room
