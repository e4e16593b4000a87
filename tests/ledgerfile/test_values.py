"""Days, shares and states in every form that people write them in."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotage.document import read_grids
from pilotage.ledgerfile import read_ledger
from pilotage.ledgerfile.values import are_fractions, done_from, limit_from, share_from
from pilotage.unit import example_register

from .made import HEADS, workbook


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2021年底", "2021-12-31"),
        ("3月底前", "2021-03-31"),
        ("44286", "2021-03-31"),
        (44286.0, "2021-03-31"),
        (date(2021, 5, 4), "2021-05-04"),
        (datetime.fromisoformat("2021-05-04T09:30"), "2021-05-04"),
        ("2021.6.30", "2021-06-30"),
        ("2021/6/3", "2021-06-03"),
        ("2021-06", "2021-06-30"),
        ("20210630", "2021-06-30"),
        ("２０２１年６月", "2021-06-30"),
        ("2021年6月30日前", "2021-06-30"),
        ("6月30日", "2021-06-30"),
        ("12月", "2021-12-31"),
        ("9月底", "2021-09-30"),
        ("二季度", "2021-06-30"),
        ("2021年第三季度", "2021-09-30"),
        ("上半年", "2021-06-30"),
        ("年内", "2021-12-31"),
        ("年底前完成", "2021-12-31"),
        ("2022年", "2022-12-31"),
        ("24年底", "2024-12-31"),
        ("202406", "2024-06-30"),
        ("Jun-24", "2024-06-30"),
        ("6-8月", "2021-08-31"),
        ("11月至次年3月", "2022-03-31"),
        ("2024年3月—6月", "2024-06-30"),
        ("“十四五”末", "2025-12-31"),
        ("长期", "None"),
        ("持续推进", "None"),
        ("每月", "None"),
        ("“十四五”期间", "None"),
        ("按月推进", "None"),
        ("", "None"),
        ("/", "None"),
    ],
)
def test_limits_in_chinese(words: object, day: str) -> None:
    limit, known = limit_from(words, "zh", 2021)
    assert known
    assert str(limit.date if limit else None) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("30 June 2021", "2021-06-30"),
        ("by end of June 2021", "2021-06-30"),
        ("Q2 2021", "2021-06-30"),
        ("Q3", "2021-09-30"),
        ("June 2021", "2021-06-30"),
        ("2021", "2021-12-31"),
        ("ongoing", "None"),
        ("every month", "None"),
    ],
)
def test_limits_in_english(words: str, day: str) -> None:
    limit, known = limit_from(words, "en", 2021)
    assert known
    assert str(limit.date if limit else None) == day


@pytest.mark.parametrize("words", ["尽快", "2021年2月30日", "soonish", "13月", "20219999", "1"])
def test_what_is_no_limit_is_said_to_be_none(words: str) -> None:
    assert limit_from(words, "zh", 2021) == (None, False)


def test_shares_and_the_columns_that_hold_parts_of_one() -> None:
    assert are_fractions([0.4, 1.0, "", "x"])
    assert not are_fractions([40.0, 1.0])
    assert share_from(0.4, True) == (40, True)
    assert share_from("40%", False) == (40, True)
    assert share_from("约60％", False) == (60, True)
    assert share_from(1.0, True) == (100, True)
    assert share_from(1.0, False) == (1, True)
    assert share_from("已完成", False) == (100, True)
    assert share_from("", False) == (None, True)
    assert share_from("150", False) == (None, False)
    assert share_from(-3.0, False) == (None, False)


def test_states_say_done_or_not_or_are_not_known() -> None:
    assert [done_from(word) for word in ("已完成", "办结", "已销号", "是", "Completed")] == [
        True
    ] * 5
    undone = ("进行中", "正在推进", "未启动", "尚未开工", "否", "In progress", "")
    assert [done_from(word) for word in undone] == [False] * 7
    assert done_from("待省里批复") is None


cell = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60),
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.booleans(),
    st.none(),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(*[cell] * len(HEADS)), max_size=6))
def test_whatever_stands_in_the_cells_every_row_is_a_line_or_named(
    rows: list[tuple[object, ...]],
) -> None:
    rows = [tuple(_safe(one) for one in row) for row in rows]
    first = (1, "推行提前申报", "大连海关", "", "2021年底", 4, "进展", "")
    grids, _notes = read_grids(workbook(("台账", [HEADS, first, *rows])), "a.xlsx")
    reading = read_ledger(grids, example_register(), year=2021)
    (table,) = reading.tables
    named = {one.place for one in reading.skipped}
    filled = {at for at, row in enumerate(table.grid.rows[1:], 2) if any(_says(v) for v in row)}
    lines = {line.row for line in reading.lines}
    headings = {at for at in filled if _alone(table.grid.rows[at - 1])}
    assert filled <= lines | {int(place) for place in named if place.isdigit()} | headings
    for line in reading.lines:
        assert line.faults or line.heading
        assert line.progress is None or 0 <= line.progress <= 100


def _safe(value: object) -> object:
    """No formulas: openpyxl would write one for text that begins so."""
    return "'" + value if isinstance(value, str) and value.startswith("=") else value


def _says(value: object) -> bool:
    return bool(str(value).strip()) and value is not False


def _alone(row: tuple[object, ...]) -> bool:
    return _says(row[0]) and not any(_says(value) for value in row[1:])
