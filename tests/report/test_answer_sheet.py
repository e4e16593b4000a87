"""The workbook that a unit fills in: out, filled in by another program, and back without a loss."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotage.base import Language, PilotageError
from pilotage.report import Answered, Question, answer_xlsx, answered


def question(number: int, **changes: Any) -> Question:
    told: dict[str, Any] = {
        "key": f"{number}:7",
        "number": str(number),
        "task": "=HYPERLINK(1)口岸手续统一办理",
        "role": "牵头",
        "limit": date(2021, 6, 30),
        "step": "办理中",
        "claimed": 40,
        "last": "一期完成\n二期未动工",
        "asks_sign": False,
        "asks_done": True,
    }
    return Question(**(told | changes))


def book_of(*asked: Question, language: Language = "zh") -> Any:
    data = answer_xlsx(asked, title="表", facts="截至今日", unit="dl-port", language=language)
    return openpyxl.load_workbook(BytesIO(data))


def back(book: Any) -> Answered:
    target = BytesIO()
    book.save(target)
    return answered(target.getvalue())


def test_what_is_filled_in_comes_back_line_by_line() -> None:
    book = book_of(question(1), question(2, asks_sign=True), question(3))
    sheet = book.worksheets[0]
    sheet["J6"], sheet["K6"], sheet["L6"], sheet["M6"] = 100, "第一行\n第二行", "验收", "是"
    sheet["I7"], sheet["J7"], sheet["K7"] = "是", "55%", "=1+1"
    read = back(book)
    assert (read.unit, read.notes) == ("dl-port", ())
    first, second, third = read.answers
    assert (first.key, first.progress, first.text, first.next, first.done) == (
        "1:7",
        100,
        "第一行\n第二行",
        "验收",
        True,
    )
    assert (second.sign, second.progress, second.done) == (True, 55, False)
    assert third.empty
    assert not first.empty


def test_only_the_cells_for_answers_are_open_and_nothing_is_a_formula() -> None:
    sheet = book_of(question(1), question(2, asks_sign=True, asks_done=False)).worksheets[0]
    assert sheet.protection.sheet
    opened = {c.coordinate for row in sheet["A6:M7"] for c in row if not c.protection.locked}
    assert opened == {"J6", "K6", "L6", "M6", "I7", "J7", "K7", "L7"}
    assert sheet["C6"].data_type == "s"
    assert sheet.column_dimensions["A"].hidden
    rules = {str(v.sqref): v.type for v in sheet.data_validations.dataValidation}
    assert rules == {"J6": "whole", "M6": "list", "I7": "list", "J7": "whole"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [(0, 0), (100, 100), (0.4, 40), ("４０％", 40), (" 7 ", 7), ("", None), (None, None)],
)
def test_progress_is_read_however_it_is_typed(typed: object, read: int | None) -> None:
    book = book_of(question(1))
    book.worksheets[0]["J6"] = typed
    (answer,) = back(book).answers
    assert (answer.progress, answer.faults) == (read, ())


@pytest.mark.parametrize("typed", [101, -1, 40.5, "大半", "40-50", True, "1000%"])
def test_a_cell_that_cannot_be_read_is_named(typed: object) -> None:
    book = book_of(question(1))
    book.worksheets[0]["J6"] = typed
    (answer,) = back(book).answers
    assert answer.progress is None
    (fault,) = answer.faults
    assert fault.message("zh").startswith("J6：“")
    assert fault.message("en").startswith("J6: “")


def test_changed_cells_and_lines_of_ones_own_are_named() -> None:
    book = book_of(question(1), question(2))
    sheet = book.worksheets[0]
    sheet["E6"] = "2022-12-31"
    sheet["C9"] = "我们另外做的一件事"
    read = back(book)
    assert [note.message("zh") for note in read.notes] == [
        "第6行：灰色单元格被改动；灰色单元格的内容不读取。",
        "第9行不对应任何任务，未读取。",
    ]
    assert len(read.answers) == 2


def test_another_workbook_a_damaged_one_and_none_are_refused() -> None:
    other = openpyxl.Workbook()
    with pytest.raises(PilotageError, match="not one that was given out here"):
        back(other)
    whole = answer_xlsx([question(1)], title="t", facts="f", unit="u", language="en")
    for data in (b"", b"PK\x03\x04", whole[: len(whole) // 2], b"%PDF-1.7", b"a,b\n1,2\n"):
        with pytest.raises(PilotageError):
            answered(data)


def test_the_same_questions_give_the_same_bytes() -> None:
    made = [answer_xlsx([question(1)], title="t", facts="f", unit="u", language="en") for _ in "ab"]
    assert made[0] == made[1]


@given(
    words=st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=300),
    progress=st.none() | st.integers(0, 100),
)
def test_any_words_come_back_as_they_were(words: str, progress: int | None) -> None:
    book = book_of(question(1))
    cell = book.worksheets[0]["K6"]
    cell.value, cell.data_type = words, "s"
    book.worksheets[0]["J6"] = progress
    (answer,) = back(book).answers
    assert answer.text == words.strip()
    assert answer.progress == progress
