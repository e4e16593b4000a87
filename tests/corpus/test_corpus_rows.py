"""A plan's rows: as many cells as the table has columns, and what they hold."""

from datetime import date
from pathlib import Path

from pilotage.base import PilotageError
from pilotage.compile import compile_document
from pilotage.corpus import TABLES
from pilotage.corpus.from_plan import Rows, from_fault, from_plan, from_refusal

PLAN = """大连市开放工作方案
一、重点任务
（一）开通航线。2021年底前新增航线3条，落实《民航发展条例》。（牵头单位：市商务局；配合单位：甲乙局）
二、保障措施
（一）加强领导。
"""


def rows() -> Rows:
    return from_plan(compile_document(PLAN.encode(), "plan.txt"), "plans/plan.txt", 42)


def cells(table: str, *columns: str) -> list[tuple[object, ...]]:
    names = [c.name for t in TABLES if t.name == table for c in t.columns]
    return [tuple(row[names.index(column)] for column in columns) for row in rows()[table]]


def test_every_row_fits_its_table() -> None:
    width = {table.name: len(table.columns) for table in TABLES}
    bad = from_refusal(PilotageError("No.", "Mend it.", zh=("不。", "改。")), "plans/x")
    for found in (rows(), bad, from_fault(ValueError("x"), "plans/x")):
        for table, held in found.items():
            assert {len(row) for row in held} <= {width[table]}


def test_what_a_plan_says_is_in_the_tables() -> None:
    assert cells("documents", "document", "bytes", "language", "tasks", "safeguards") == [
        ("plans/plan.txt", 42, "zh", 1, 1)
    ]
    assert cells("units", "name", "role", "unit") == [
        ("市商务局", "lead", "dl-commerce"),
        ("甲乙局", "support", None),
    ]
    assert cells("limits", "date", "kind") == [(date(2021, 12, 31), "by")]
    assert cells("targets", "quantity", "unit") == [(3.0, "条")]
    assert cells("references", "title") == [("《民航发展条例》",)]


def test_spans_point_at_the_words() -> None:
    plan = compile_document(PLAN.encode(), "plan.txt")
    for name, start, end in cells("units", "name", "start", "end"):
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert plan.text[start:end] == name


def test_a_bad_file_is_one_problem_in_both_languages() -> None:
    error = PilotageError("The file is empty.", "Fill it.", zh=("文件是空的。", "请填写。"))
    [row] = from_refusal(error, "plans/x")["problems"]
    assert row[:4] == ("plans/x", "B101", "unusable-file", "error")
    assert {"The file is empty.", "文件是空的。", "Fill it.", "请填写。"} <= set(row)


def test_the_page_of_the_room_lists_every_column() -> None:
    page = (Path(__file__).parents[2] / "docs" / "explanation" / "corpus.md").read_text("utf-8")
    for table in TABLES:
        rows = "\n".join(f"| `{c.name}` | {c.type} | {c.meaning} |" for c in table.columns)
        assert f"### {table.name}\n" in page
        assert rows in page
