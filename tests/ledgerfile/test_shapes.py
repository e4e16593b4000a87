"""Ledgers in the shapes that offices keep them in, read to their lines."""

from datetime import date
from pathlib import Path

import pytest

from pilotage.base import PilotageError
from pilotage.document import read_grids
from pilotage.ledgerfile import Field, Line, Reading, columns_of, place_of, plan_of, read_ledger
from pilotage.plan import Source, from_json, to_json
from pilotage.unit import example_register

from .made import HEADS, Rows, delimited, web_page, workbook, worked_out

OLD_BOOK = Path(__file__).parent / "formulas.xls"
"""Written by LibreOffice; A2 is =ROW()-1 and E2 is =(30+10)/100."""
LINES = [
    HEADS,
    (1, "推行提前申报", "大连海关", "市商务局、市财政局", "2021年底", "40%", "系统已开发", "张三"),
    (2, "建设单证窗口", "市商务局", "", "3月底前", "100%", "已上线", ""),
]


def read(data: bytes, name: str = "台账.xlsx", **more: dict[str, str]) -> Reading:
    grids, _notes = read_grids(data, name)
    return read_ledger(grids, example_register(), year=2021, **more)  # type: ignore[arg-type]


def told(reading: Reading) -> list[str]:
    """What was not read, as sentences."""
    return [f"{one.place} {one.told.message('zh')}".strip() for one in reading.skipped]


def facts(line: Line) -> tuple[object, ...]:
    units = tuple((one.unit, one.role.value) for one in line.units)
    return line.number, line.heading, units, str(line.day), line.progress, line.report


SAME = [
    (
        "1",
        "推行提前申报",
        (("dl-customs", "lead"), ("dl-commerce", "support"), ("dl-finance", "support")),
        "2021-12-31",
        40,
        "系统已开发",
    ),
    ("2", "建设单证窗口", (("dl-commerce", "lead"),), "2021-03-31", 100, "已上线"),
]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (workbook(("台账", LINES)), "台账.xlsx"),
        (delimited(LINES, "gb18030"), "台账.csv"),
        (delimited(LINES, "utf-8-sig", ";"), "台账.csv"),
        (delimited(LINES, "utf-16", "\t"), "台账.csv"),
        (web_page(LINES), "台账.xls"),
        (web_page(LINES, "utf-8"), "导出.xls"),
    ],
)
def test_the_same_ledger_reads_the_same_in_every_format(data: bytes, name: str) -> None:
    reading = read(data, name)
    assert [facts(line) for line in reading.lines] == SAME
    assert [line.faults for line in reading.lines] == [(), ()]
    assert "备注：张三" in reading.lines[0].text
    assert told(reading) == []


def test_merged_heads_titles_headings_sums_and_notes() -> None:
    rows: Rows = [
        ["大连片区2019年度重点任务台账"],
        ["填表日期：2019年3月10日"],
        ["序号", "重点任务", "责任分工", None, "完成时限", "进展", None, "备注"],
        [None, None, "牵头单位", "配合单位", None, "进度", "进展情况", None],
        ["一、口岸便利"],
        ["（一）通关"],
        [1, "推行提前申报", "大连海关", "市商务局", "6月底前", 0.4, "系统已开发", None],
        ["（二）查验"],
        [2, "新设查验场地", "大连海关", "〃", "2019年底", 0.5, "选址", None],
        [None] * 8,
        ["序号", "重点任务", "牵头单位", "配合单位", "完成时限", "进度", "进展情况", "备注"],
        ["二、金融开放"],
        [3, "试办跨境结算", "市财政局", None, "长期", None, None, None],
        ["合计", 3],
        ["填表人：张三", None, None, None, "审核人：李四"],
    ]
    areas = ["A1:H1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:G3", "H3:H4", "A5:H5"]
    reading = read(workbook(("台账", rows), merged=areas))
    assert [line.row for line in reading.lines] == [7, 9, 13]
    assert [line.section for line in reading.lines] == [
        ("一、口岸便利", "（一）通关"),
        ("一、口岸便利", "（二）查验"),
        ("二、金融开放",),
    ]
    assert [str(line.day) for line in reading.lines] == ["2019-06-30", "2019-12-31", "None"]
    assert [line.progress for line in reading.lines] == [40, 50, None]
    assert [one.unit for one in reading.lines[1].units] == ["dl-customs", "dl-commerce"]
    assert told(reading) == [
        "1 位于表头以上。",
        "2 位于表头以上。",
        "11 重复表头。",
        "14 是小计或合计行，不是任务。",
        "15 是表注，不是任务。",
        "空行1行。",
    ]


def test_a_head_of_two_rows_without_merging() -> None:
    rows: Rows = [
        ["No.", "Task", "Units", "", "Due date", "Progress", ""],
        ["", "", "Lead", "Support", "", "%", "Update"],
        [1, "Open the desk", "Commerce Bureau", "Finance Bureau", "Q2 2021", 25, "Staff found"],
    ]
    (line,) = read(delimited(rows, "utf-8"), "ledger.csv").lines
    assert [(one.unit, one.role.value) for one in line.units] == [
        ("dl-commerce", "lead"),
        ("dl-finance", "support"),
    ]
    assert (line.progress, line.report, str(line.day)) == (25, "Staff found", "2021-06-30")


def test_a_task_merged_over_its_steps_is_one_line() -> None:
    rows: Rows = [
        ["类别", "重点任务", "工作举措", "责任单位", "完成时限"],
        ["口岸", "推行提前申报", "开发系统", "大连海关", "3月底前"],
        [None, None, "培训企业", "市商务局", "6月底前"],
        [None, "新设查验场地", "选址", "大连海关", "9月底前"],
    ]
    first, second = read(workbook(("台账", rows), merged=["A2:A4", "B2:B3"])).lines
    assert first.text == "推行提前申报\n开发系统\n培训企业"
    assert str(first.day) == "2021-06-30"
    assert first.limit
    assert first.limit.text == "3月底前；6月底前"
    assert [one.unit for one in first.units] == ["dl-customs", "dl-commerce"]
    assert second.section == ("口岸",)


def test_formulas_are_named_and_their_values_read() -> None:
    rows: Rows = [
        ["序号", "任务", "牵头单位", "进度", "备注"],
        ["=ROW()-1", "推行提前申报", "大连海关", "=30+10", "x"],
        [2, "建设单证窗口", "市商务局", "=SUM(Z1:Z9)", "y"],
        [3, "试办跨境结算", "市财政局", "#REF!", "z"],
    ]
    data = worked_out(workbook(("台账", rows)), {"ROW()-1": "1", "30+10": "40"})
    first, second, third = read(data).lines
    assert (first.number, first.progress, first.faults) == ("1", 40, ())
    assert [one.told.facts["formula"] for one in first.doubts] == ["ROW()-1", "30+10"]
    assert [one.told.message("zh") for one in second.faults] == [
        "D3：公式=SUM(Z1:Z9)没有算出的值。请直接填写数值。"
    ]
    assert [one.told.name for one in third.faults] == ["error-value"]


def test_an_old_workbook_says_that_formulas_were_read_as_their_values() -> None:
    data = OLD_BOOK.read_bytes()
    grids, notes = read_grids(data, "台账.xls")
    assert [one.name for one in notes] == ["formulas-as-values"]
    assert "含公式的单元格只读取了数值" in notes[0].message("zh")
    lines = read_ledger(grids, example_register(), year=2021).lines
    assert [(one.number, one.progress, one.faults) for one in lines] == [
        ("1", 40, ()),
        ("2", 100, ()),
    ]
    _grids, other = read_grids(workbook(("台账", LINES)), "台账.xlsx")
    assert other == []


def test_cells_that_are_wrong_are_named_and_can_be_mended() -> None:
    rows: Rows = [
        HEADS,
        (1, "推行提前申报", "大连海关", "", "尽快", "150", "", ""),
        (2, "", "某某局", "", "2021年2月30日", "", "已办", ""),
    ]
    data = workbook(("台账", rows))
    lines = read(data).lines
    assert [(one.cell, one.told.name) for line in lines for one in line.faults] == [
        ("E2", "not-a-limit"),
        ("F2", "not-a-progress"),
        ("E3", "not-a-limit"),
        ("B3", "no-task"),
    ]
    assert [(one.cell, one.told.name) for one in lines[1].doubts] == [("C3", "unit-not-known")]
    written = {"E2": "2021-06-30", "F2": "15", "E3": "长期", "B3": "新任务", "C3": "市商务局"}
    mended = read(data, mended={f"台账!{cell}": words for cell, words in written.items()}).lines
    assert [one for line in mended for one in (*line.faults, *line.doubts)] == []
    assert [(line.heading, str(line.day), line.progress) for line in mended] == [
        ("推行提前申报", "2021-06-30", 15),
        ("新任务", "None", None),
    ]


def test_all_that_is_not_read_is_listed() -> None:
    rows: Rows = [(*HEADS, "甲栏"), (*LINES[1], "x9")]
    data = workbook(
        ("台账", rows), ("说明", [["填表说明"]]), ("旧表", LINES), ("空", []), hidden=["旧表"]
    )
    reading = read(data)
    assert len(reading.lines) == 1
    assert sorted(f"{one.sheet} {one.place} {one.told.name}" for one in reading.skipped) == [
        "台账 I column-not-read",
        "旧表  hidden-sheet",
        "空  empty-sheet",
        "说明  no-heads",
    ]


def test_several_sheets_are_read_each_by_its_own_heads() -> None:
    other: Rows = [
        ["事项", "责任单位", "办结时限"],
        ["新设查验场地", "大连海关", date(2021, 9, 30)],
    ]
    reading = read(workbook(("一季度", LINES), ("二季度", other)))
    assert [(line.sheet, line.heading) for line in reading.lines] == [
        ("一季度", "推行提前申报"),
        ("一季度", "建设单证窗口"),
        ("二季度", "新设查验场地"),
    ]
    assert reading.lines[2].day == date(2021, 9, 30)


def test_lines_become_a_plan_that_keeps_every_word() -> None:
    reading = read(workbook(("台账", LINES)))
    source = Source(name="台账.xlsx", media_type="x", sha256="0" * 64)
    plan = plan_of(reading.lines, title="台账", source=source, language="zh", by="督查室")
    assert all(plan.text[t.span.start : t.span.end] == t.text for t in plan.tasks)
    assert plan.coverage.unread == 0
    assert plan.coverage.characters == plan.coverage.tasks + plan.coverage.headings
    assert all(one.span is None and one.by == "督查室" for t in plan.tasks for one in t.units)
    assert len({task.id for task in plan.tasks}) == 2
    assert from_json(to_json(plan)) == plan


def test_twenty_thousand_rows_are_read_whole() -> None:
    rows: Rows = [
        HEADS,
        *(
            (n, f"任务{n}", "市商务局", "", "2021年底", n % 101, "进展", "")
            for n in range(1, 20_001)
        ),
    ]
    reading = read(delimited(rows, "gb18030"), "大台账.csv")
    assert len(reading.lines) == 20_000
    assert reading.lines[-1].heading == "任务20000"
    with pytest.raises(PilotageError, match="20001 tasks"):
        read(delimited([*rows, (0, "多一项", "", "", "", "", "", "")], "utf-8"), "大台账.csv")


def test_heads_in_both_languages_say_what_they_hold() -> None:
    assert columns_of(
        ("序号", "督查事项（来源）", "牵头责任单位", "完成时限*", "目前进展情况", "佐证")
    ) == {
        0: Field.NUMBER,
        1: Field.TASK,
        2: Field.LEAD,
        3: Field.LIMIT,
        4: Field.REPORT,
        5: Field.PROOF,
    }
    assert columns_of(("#", "Key task", "Lead agency", "Time limit", "% complete", "Remarks")) == {
        0: Field.NUMBER,
        1: Field.TASK,
        2: Field.LEAD,
        3: Field.LIMIT,
        4: Field.PROGRESS,
        5: Field.KEEP,
    }


def test_problems_stand_under_their_head_in_the_words_of_the_report() -> None:
    heads = ("序号", "重点任务", "牵头单位", "进展情况", "存在问题")
    rows = [
        heads,
        ("1", "推行提前申报", "大连海关", "系统已开发", "接口费用未落实"),
        ("2", "建设单证窗口", "市商务局", "已上线", "无"),
        ("3", "试办跨境结算", "市财政局", "", "方案待批"),
    ]
    assert columns_of(heads)[4] is Field.PROBLEM
    assert columns_of(("No.", "Task", "Difficulties met"))[2] is Field.PROBLEM
    assert columns_of(("序号", "存在问题", "责任单位"))[1] is Field.TASK
    reading = read(delimited(rows, "utf-8"), "台账.csv")
    assert [line.report for line in reading.lines] == [
        *("系统已开发\n存在问题：接口费用未落实", "已上线", "存在问题：方案待批"),
    ]
    assert reading.skipped == ()


def test_places_are_named_as_in_a_spreadsheet() -> None:
    assert [place_of(16, 1), place_of(0, 25), place_of(8, 26)] == ["B17", "Z1", "AA9"]
