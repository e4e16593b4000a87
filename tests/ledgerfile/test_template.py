"""The office's own workbook filled in: its shape stays, data never become formulas."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font, PatternFill

from pilotage.base import PilotageError
from pilotage.document import read_grids
from pilotage.ledgerfile import Field, columns_of, fill, read_ledger, tables_of
from pilotage.unit import example_register

ROW: dict[Field, str | int | date | None] = {
    Field.NUMBER: 1,
    Field.TASK: "推行提前申报",
    Field.LEAD: "大连海关",
    Field.SUPPORT: "市商务局、市财政局",
    Field.LIMIT: date(2021, 6, 30),
    Field.PROGRESS: 40,
    Field.REPORT: "系统已开发",
}


def template() -> bytes:
    """Titles, a head of two rows, two sample rows, a sum and a signature; print settings."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "督查台账"
    for row in (
        ["东港片区重点任务督查台账"],
        ["序号", "重点任务", "责任分工", None, "完成时限", "进度", "进展情况"],
        [None, None, "牵头单位", "配合单位", None, None, None],
        ["=ROW()-3", "样例", "甲", "乙", date(2020, 1, 1), 0.5, "样例"],
        ["=ROW()-3", "样例二", "甲", "乙", date(2020, 1, 1), 0.5, "样例"],
        ["合计", "=COUNTA(B4:B5)"],
        ["填表人：", None, None, None, "审核人："],
    ):
        sheet.append([*row])
    for area in ("A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "G2:G3", "A7:D7"):
        sheet.merge_cells(area)
    for cell in sheet[4]:
        cell.font = Font(name="仿宋_GB2312", size=12)
        cell.fill = PatternFill("solid", fgColor="FFEEEEEE")
    sheet["E4"].number_format = "yyyy年m月d日"
    sheet["F4"].number_format = "0%"
    sheet.column_dimensions["B"].width = 44
    sheet.row_dimensions[4].height = 33
    sheet.print_title_rows = "2:3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8
    sheet.page_margins.left = 0.9
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def filled(*rows: dict[Field, str | int | date | None]) -> Any:
    data = template()
    table = tables_of(read_grids(data, "样表.xlsx")[0])[0][0]
    made = fill(data, table, columns_of(table.heads), rows)
    return openpyxl.load_workbook(BytesIO(made)).worksheets[0]


def test_heads_widths_looks_and_print_settings_stay() -> None:
    sheet = filled(ROW, ROW | {Field.NUMBER: 2}, ROW | {Field.NUMBER: 3})
    assert [cell.value for cell in sheet[2]][:3] == ["序号", "重点任务", "责任分工"]
    assert [cell.value for cell in sheet[6]] == [
        3,
        "推行提前申报",
        "大连海关",
        "市商务局、市财政局",
        sheet["E6"].value,
        0.4,
        "系统已开发",
    ]
    assert sheet["E6"].value.date() == date(2021, 6, 30)
    assert {sheet[f"E{n}"].number_format for n in (4, 5, 6)} == {"yyyy年m月d日"}
    assert {sheet[f"B{n}"].font.name for n in (4, 5, 6)} == {"仿宋_GB2312"}
    assert sheet["B6"].fill.fgColor.rgb == "FFEEEEEE"
    assert [sheet.row_dimensions[n].height for n in (4, 6)] == [33, 33]
    assert sheet.column_dimensions["B"].width == 44
    assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$2:$3", "landscape")
    assert (sheet.page_setup.paperSize, sheet.page_margins.left) == (8, 0.9)
    assert "C2:D2" in {str(one) for one in sheet.merged_cells.ranges}


def test_what_stood_below_moves_down_and_no_sample_is_left() -> None:
    sheet = filled(*[ROW | {Field.NUMBER: n} for n in range(1, 6)])
    assert sheet["A9"].value == "合计"
    assert [sheet["A10"].value, sheet["E10"].value] == ["填表人：", "审核人："]
    assert "A10:D10" in {str(one) for one in sheet.merged_cells.ranges}
    assert "样例" not in {cell.value for row in sheet.iter_rows() for cell in row}
    empty = filled()
    assert empty["A5"].value == "合计"
    assert [cell.value for cell in empty[4]] == [None] * 7


def test_what_was_filled_in_reads_back_the_same() -> None:
    data = template()
    table = tables_of(read_grids(data, "样表.xlsx")[0])[0][0]
    made = fill(data, table, columns_of(table.heads), [ROW])
    (line,) = read_ledger(read_grids(made, "a.xlsx")[0], example_register(), year=2021).lines
    assert (line.number, line.heading, str(line.day)) == ("1", "推行提前申报", "2021-06-30")
    assert (line.progress, line.report) == (40, "系统已开发")
    assert [one.unit for one in line.units] == ["dl-customs", "dl-commerce", "dl-finance"]


signs = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "=cmd|' /C calc'!A0", "=HYPERLINK(", ""])


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(signs, st.text(max_size=40)), min_size=1, max_size=5))
def test_no_data_becomes_a_formula(said: list[tuple[str, str]]) -> None:
    words = ["".join(one) for one in said]
    sheet = filled(*[ROW | {Field.TASK: one, Field.REPORT: one} for one in words])
    for place in range(4, 4 + len(words)):
        for cell in sheet[place]:
            assert cell.data_type != "f"
            if str(cell.value).startswith(("=", "+", "-", "@")) and cell.data_type == "s":
                assert cell.quotePrefix


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"]
)
def test_what_cannot_be_filled_is_refused_in_one_sentence(data: bytes) -> None:
    table = tables_of(read_grids(template(), "样表.xlsx")[0])[0][0]
    with pytest.raises(PilotageError, match=r"no \.xlsx workbook"):
        fill(data, table, columns_of(table.heads), [ROW])
