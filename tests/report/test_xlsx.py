"""The workbook, read back from its parts."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from pilotage.plan import Plan, Task
from pilotage.report import plan_xlsx


def part(book: bytes, name: str) -> str:
    return ZipFile(BytesIO(book)).read(name).decode()


def strings(book: bytes) -> list[str]:
    return re.findall(r"<t[^>]*>(.*?)</t>", part(book, "xl/sharedStrings.xml"), re.DOTALL)


def grid(book: bytes) -> dict[str, str]:
    """The text of each cell by its address."""
    sheet, known = part(book, "xl/worksheets/sheet1.xml"), strings(book)
    cells = re.findall(r'<c r="([A-Z]+\d+)"[^>]*t="s"[^>]*><v>(\d+)</v>', sheet)
    return {address: known[int(index)] for address, index in cells}


def test_one_row_a_task_and_the_safeguards_after(zh: Plan) -> None:
    cells = grid(plan_xlsx(zh, "zh"))
    head = ["序号", "章节", "任务", "牵头单位", "配合单位", "责任单位", "时限", "目标", "原文"]
    assert [cells[f"{column}3"] for column in "ABCDEFGHI"] == head
    assert [cells[f"A{row}"] for row in (4, 5, 6)] == ["1", "2", "保1"]
    assert cells["F4"] == "市商务局、大连海关"
    assert (cells["D5"], cells["E5"]) == ("市交通运输局", "市口岸繁荣局*")
    assert cells["I4"] == zh.tasks[0].text
    assert cells["A8"].startswith("*：")
    assert cells["A9"].startswith("全文160字，已读97.5%")


def test_text_is_never_a_formula(zh: Plan) -> None:
    tasks = tuple(
        replace(task, heading=start + "cmd|' /C calc'!A0", text=start + "1+1")
        for task, start in zip(zh.tasks, "=+@", strict=True)
    )
    book = plan_xlsx(replace(zh, tasks=tasks, title="=HYPERLINK(1)"))
    assert "<f>" not in part(book, "xl/worksheets/sheet1.xml")
    assert grid(book)["A1"] == "=HYPERLINK(1)"
    assert 'quotePrefix="1"' in part(book, "xl/styles.xml")


def test_the_head_stays_in_view(zh: Plan) -> None:
    sheet = part(plan_xlsx(zh), "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet
    assert 'ySplit="3"' in sheet


def test_the_same_plan_gives_the_same_bytes(zh: Plan) -> None:
    assert plan_xlsx(zh) == plan_xlsx(zh)


def test_any_characters_and_any_length(zh: Plan) -> None:
    def spoilt(task: Task) -> Task:
        return replace(task, text="\x00\x1f\ufffe<&>" + "长" * 40_000)

    book = plan_xlsx(replace(zh, tasks=tuple(spoilt(task) for task in zh.tasks)))
    assert grid(book)["I4"].endswith("长…")
    assert not re.search("[\x00-\x08\ufffe]", part(book, "xl/sharedStrings.xml"))
