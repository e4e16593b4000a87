"""Workbooks and tables as text: rows with cells, dates, merged cells, heads."""

import datetime
import io

import pytest
import xlsxwriter

from pilotage.base import PilotageError
from pilotage.compile import compile_document
from pilotage.document import Document, read_document
from tests.document.made import packed

ROWS = [
    ["序号", "重点任务", "责任单位"],
    ["1", "开通航线，增开班次", "大连海关"],
    ["2", "建设园区", "市商务局"],
]


def lines(document: Document) -> list[str]:
    return [block.span.quote(document.text) for block in document.blocks]


def workbook() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet, hidden = book.add_worksheet("任务分解"), book.add_worksheet("底稿")
    day = book.add_format({"num_format": "yyyy/m/d"})
    sheet.merge_range("B3:G3", "重点任务分解表")
    for place, words in (("B4:B5", "序号"), ("C4:C5", "重点任务"), ("D4:E4", "责任单位")):
        sheet.merge_range(place, words)
    sheet.write_row("D5", ["牵头", "配合"])
    for place, words in (("F4:F5", "完成时限"), ("G4:G5", "数量")):
        sheet.merge_range(place, words)
    sheet.write_row("B6", [1, "建设园区", "市商务局", "市发改委"])
    sheet.write_datetime("F6", datetime.date(2021, 12, 31), day)
    sheet.write_formula("G6", "=1+1", None, 2)
    sheet.merge_range("D7:D9", "市交通局")
    sheet.write_row("B7", [2, "开通航线"])
    sheet.write_row("B9", [3, "加密\n航线"])
    sheet.write("G9", 2.5)
    hidden.write(0, 0, "内部")
    hidden.hide()
    book.close()
    return out.getvalue()


def test_a_workbook_gives_its_table() -> None:
    document, problems = read_document(workbook(), "table.xlsx")
    assert problems == []
    assert lines(document) == [
        "重点任务分解表",
        "序号\t重点任务\t责任单位 牵头\t责任单位 配合\t完成时限\t数量",
        "1\t建设园区\t市商务局\t市发改委\t2021-12-31\t2",
        "2\t开通航线\t市交通局\t\t\t",
        "3\t加密 航线\t市交通局\t\t\t2.5",
    ]
    found = {aside.reason: aside.span.quote(document.text) for aside in document.asides}
    assert found == {"sheet-name": "任务分解", "hidden-sheet": "内部"}


def test_what_is_to_be_done_may_take_two_columns_under_one_head() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("2025年")
    sheet.write(0, 0, "序号")
    sheet.merge_range("B1:C1", "工作任务")
    sheet.write_row("D1", ["牵头单位", "完成时限"])
    sheet.merge_range("B2:B3", "口岸提升")
    sheet.write_row("C2", ["上线系统3个", "市商务局", "2025年6月底"])
    sheet.write_row("C3", ["新开航线5条", "市交通局", "2025年底"])
    book.close()
    plan = compile_document(out.getvalue(), "two.xlsx")
    told = [(t.heading, [target.text for target in t.targets]) for t in plan.tasks]
    assert told == [
        ("口岸提升 上线系统3个", ["上线系统3个"]),
        ("口岸提升 新开航线5条", ["新开航线5条"]),
    ]


def test_several_sheets_are_headed_by_their_names() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name in ("甲", "乙"):
        book.add_worksheet(name).write_row(0, 0, ["x", "y"])
    book.close()
    document, _ = read_document(out.getvalue(), "two.xlsx")
    assert lines(document) == ["甲", "x\ty", "乙", "x\ty"]


def test_a_cell_in_the_last_corner_does_not_fill_the_memory() -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    data = packed({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": sheet})
    with pytest.raises(PilotageError, match="reaches over"):
        read_document(data, "wide.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_tables_as_text_with_any_separator_in_any_encoding(separator: str, encoding: str) -> None:
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in ROWS)
    document, _ = read_document(text.encode(encoding), "table.csv")
    assert lines(document) == ["\t".join(row) for row in ROWS]


def test_a_quotation_mark_that_never_closes_loses_nothing() -> None:
    document, _ = read_document(b'a,b\n"c,d\ne,f', "open.csv")
    assert "c" in document.text
    assert "f" in document.text
