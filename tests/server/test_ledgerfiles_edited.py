"""The ledger taken out, edited and brought back: nothing is lost, and nothing written over."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from pilotage.document import read_grids
from pilotage.ledger import Act, Method
from pilotage.ledgerfile import PARTS, letters, returned
from pilotage_server.ledgerfiles import sheets
from pilotage_server.ledgerfiles.models import LedgerFileRow
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.models import EntryRow, MatterRow

from .audit_support import flaws
from .conftest import signed_in
from .ledgerfiles_support import other_programme
from .ledgers_support import MARCH_17, at, member, page, under_way
from .test_ledgerfiles import brought, choice, entered, send

pytestmark = pytest.mark.django_db
COLUMN = {part.name: place for place, part in enumerate(PARTS, 2)}
Edits = Mapping[str, Mapping[str, object]]
NASTY = "=cmd|' /C calc'!A0\n+1 @sum\t-2，“引号”&<b> " + "很长" * 900


@pytest.fixture(autouse=True)
def _march(settings: Settings) -> None:
    settings.PILOTAGE_CLOCK_START = MARCH_17


@pytest.fixture
def matters(cast: SimpleNamespace) -> dict[str, MatterRow]:
    return under_way(cast)


def out(user: User, language: str = "zh") -> bytes:
    answer = page(user, "/ledger-files/out.xlsx", language)
    assert answer.status_code == 200
    data: bytes = answer.content
    return data


def edit(data: bytes, edits: Edits) -> bytes:
    """The workbook with ``edits`` by task number, by column."""
    edited = openpyxl.load_workbook(BytesIO(data))
    sheet = edited.worksheets[0]
    lines = {str(sheet.cell(n, COLUMN["number"]).value): n for n in range(5, sheet.max_row + 1)}
    for number, values in edits.items():
        for name, value in values.items():
            sheet.cell(lines[number], COLUMN[name]).value = value  # type: ignore[assignment]
    return saved(edited)


def saved(edited: Any) -> bytes:
    target = BytesIO()
    edited.save(target)
    return target.getvalue()


def shown(user: User, row: LedgerFileRow, language: str = "zh") -> dict[str, Any]:
    """The rows of the page by task number."""
    answer = signed_in(user, language).get(f"/ledger-files/{row.pk}/")
    assert answer.status_code == 200
    return {one.row.code: one.row for one in answer.context["rows"]}


def test_what_goes_out_comes_back_the_same(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    lead = member(cast.commerce)
    actions.report(matters["5"], lead, claimed=30, text=NASTY, next_step="=1+1", posting=at(3, 16))
    for user in (cast.office, cast.commerce):
        for language in ("zh", "en"):
            data = out(user, language)
            for copy in (data, saved(openpyxl.load_workbook(BytesIO(data)))):
                grids, _notes = read_grids(copy, "a.xlsx")
                back = returned(grids, year=2021)
                assert (back.rows, back.skipped) == ((), ())
                assert back.untouched == len(sheets.matters_of(member(user)))


def test_the_workbook_holds_the_ledger_and_no_formula(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    actions.report(matters["5"], member(cast.commerce), claimed=30, text=NASTY, posting=at(3, 16))
    sheet = openpyxl.load_workbook(BytesIO(out(cast.office))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    line = next(
        n for n in range(5, sheet.max_row + 1) if str(sheet.cell(n, COLUMN["number"]).value) == "5"
    )
    assert str(sheet.cell(line, COLUMN["report"]).value).startswith("=cmd|")
    assert sheet.cell(line, COLUMN["report"]).quotePrefix
    assert sheet.cell(line, COLUMN["progress"]).value == 30
    assert str(sheet.cell(line, COLUMN["limit"]).value)[:10] == "2021-02-26"
    assert sheet.cell(line, COLUMN["lead"]).value == "大连市商务局"
    assert sheet.cell(line, COLUMN["task"]).protection.locked
    assert not sheet.cell(line, COLUMN["report"]).protection.locked


def test_of_several_programmes_each_task_says_its_own_and_the_column_is_hidden_else(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    plan = cell_column("plan")
    sheet = openpyxl.load_workbook(BytesIO(out(cast.office))).worksheets[0]
    assert sheet.column_dimensions[plan].hidden
    other_programme(cast)
    data = out(cast.commerce)
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    assert not sheet.column_dimensions[plan].hidden
    said = {
        sheet.cell(n, COLUMN["task"]).value: sheet.cell(n, COLUMN["plan"]).value
        for n in range(5, sheet.max_row + 1)
    }
    home = matters["5"].plan.programme.name_zh
    assert (said[matters["5"].heading_zh], said["推行提前申报"]) == (home, "口岸专项")
    back = returned(read_grids(data, "a.xlsx")[0], year=2021)
    assert (back.rows, back.skipped) == ((), ())


def cell_column(name: str) -> str:
    return letters(COLUMN[name] - 1)


def test_a_workbook_from_before_the_column_of_the_plan_still_comes_back(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    former = openpyxl.load_workbook(
        BytesIO(edit(out(cast.commerce), {"4": {"progress": 90, "report": "名单已报"}}))
    )
    for sheet in former.worksheets:
        sheet.delete_cols(COLUMN["plan"])
    base = former["pilotage"]
    base["A1"], base["B1"] = "pilotage.ledger/1", "zh"
    back = returned(read_grids(saved(former), "a.xlsx")[0], year=2021)
    assert back.skipped == ()
    assert [(one.part, one.after) for one in back.rows[0].edits] == [
        ("progress", "90"),
        ("report", "名单已报"),
    ]
    assert (back.rows[0].matter, back.rows[0].progress) == (matters["4"].pk, 90)


def test_edits_are_shown_cell_by_cell_and_entered_as_ordinary_acts(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    edits = {
        "4": {"progress": "90%", "report": "名单已报"},
        "5": {"limit": "2021年9月底", "reason": "等批复", "task": "别的任务"},
    }
    row = brought(cast.commerce, edit(out(cast.commerce), edits))
    rows = shown(cast.commerce, row)
    assert [(c.head, c.before, c.after) for c in rows["4"].cells] == [
        ("进度（%）", "82", "90%"),
        ("进展情况", "场地踏勘完成", "名单已报"),
    ]
    assert [rows[number].outcome.value for number in "45"] == ["report", "report"]
    text = signed_in(cast.commerce, "zh").get(f"/ledger-files/{row.pk}/").content.decode()
    assert "“别的任务”写在灰色单元格" in text
    assert EntryRow.objects.filter(matter=matters["4"], act=Act.REPORT).count() == 2
    entered(cast.commerce, row)
    assert row.result == {"report": 2}
    made = signed_in(cast.commerce, "zh").get(f"/ledger-files/{row.pk}/").context["rows"]
    assert [(one.word, one.made) for one in made] == [
        ("已登记", "已反馈90%"),
        ("已登记", "已申请延期"),
    ]
    said = EntryRow.objects.filter(matter=matters["4"]).latest("sequence")
    assert (said.act, said.by, said.unit) == ("report", "commerce", "dl-commerce")
    assert said.payload["text"] == "名单已报"
    assert (said.payload["claimed"], said.payload["via"]) == (90, "ledger")
    asked = EntryRow.objects.filter(matter=matters["5"]).latest("sequence")
    assert (asked.act, asked.payload) == (
        "ask_extension",
        {"until": "2021-09-30", "reason": "等批复"},
    )
    matters["5"].refresh_from_db()
    assert str(matters["5"].limit) == "2021-02-26"
    assert flaws() == []


def test_done_alone_is_said_to_mean_all_and_beside_another_figure_it_is_refused(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    actions.verify(matters["4"], member(cast.office), verified=80, method=Method.DESK, text="属实")
    given = out(cast.commerce)
    row = brought(cast.commerce, edit(given, {"4": {"done": "是"}}))
    four = shown(cast.commerce, row)["4"]
    assert four.outcome.value == "report"
    assert four.reasons == (
        "“是否办结”填“是”即进度100%，原为82%。",
        "进展情况未改，沿用现有内容：“场地踏勘完成”。",
    )
    both = brought(cast.commerce, edit(given, {"4": {"done": "是", "progress": 90}}))
    refused = shown(cast.commerce, both)["4"]
    assert refused.outcome.value == "refused"
    assert "90%" in refused.reasons[0]
    whole = edit(given, {"4": {"done": "是", "progress": 100, "report": "全部完成"}})
    assert shown(cast.commerce, brought(cast.commerce, whole))["4"].reasons == ()
    entered(cast.commerce, row)
    said = EntryRow.objects.filter(matter=matters["4"]).latest("sequence").payload
    assert (said["claimed"], said["done"], said["text"]) == (100, True, "场地踏勘完成")


def test_the_office_enters_in_the_leads_name_and_grants_what_was_asked(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    lead = member(cast.commerce)
    actions.ask_extension(matters["5"], lead, until=date(2021, 6, 30), reason="等批复")
    edits: Edits = {
        "4": {"progress": 85},
        "5": {"limit": date(2021, 5, 31)},
        "1": {"limit": "2022年底"},
    }
    row = brought(cast.office, edit(out(cast.office), edits))
    rows = shown(cast.office, row)
    assert [rows[number].outcome.value for number in "451"] == ["report", "report", "refused"]
    assert rows["1"].reasons[0]
    entered(cast.office, row)
    assert row.result == {"report": 2, "refused": 1}
    said = EntryRow.objects.filter(matter=matters["4"]).latest("sequence")
    assert (said.by, said.unit, said.payload["text"]) == ("office", "dl-commerce", "场地踏勘完成")
    matters["5"].refresh_from_db()
    assert str(matters["5"].limit) == "2021-05-31"


def test_a_row_changed_on_both_sides_is_shown_with_who_changed_it_and_not_entered(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    data = edit(out(cast.office), {"4": {"progress": 70, "next": "签约"}})
    actions.report(matters["4"], member(cast.commerce), claimed=88, text="已签一份")
    row = brought(cast.office, data)
    conflict = shown(cast.office, row)["4"]
    assert conflict.outcome.value == "conflict"
    assert [(c.before, c.here, c.after) for c in conflict.cells] == [
        ("82", "88", "70"),
        ("", "", "签约"),
    ]
    assert "市商务局联络员" in conflict.reasons[0]
    entered(cast.office, row)
    matters["4"].refresh_from_db()
    assert matters["4"].claimed == 88
    assert row.result == {"conflict": 1}


@pytest.mark.parametrize(
    ("side", "claimed", "result"), [("file", 70, {"report": 1}), ("here", 88, {"same": 1})]
)
def test_of_a_row_changed_on_both_sides_the_chosen_one_stands(
    cast: SimpleNamespace,
    matters: dict[str, MatterRow],
    side: str,
    claimed: int,
    result: dict[str, int],
) -> None:
    data = edit(out(cast.office), {"4": {"progress": 70, "next": "签约"}})
    four = matters["4"]
    actions.report(four, member(cast.commerce), claimed=88, text="已签一份")
    row = brought(cast.office, data)
    conflict = shown(cast.office, row)["4"]
    form = choice(row, conflict.edited.row, side, four)
    assert conflict.place == form["place"]
    answer = send(cast.office, row, "side", **form)
    assert ("将在其后登记文件内容" in answer.content.decode()) is (side == "file")
    row.refresh_from_db()
    entered(cast.office, row)
    four.refresh_from_db()
    assert (four.claimed, row.result) == (claimed, result)
    assert flaws() == []


def test_what_both_sides_wrote_alike_is_nothing_new(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    data = edit(out(cast.office), {"4": {"progress": 88, "report": "已签一份"}})
    actions.report(matters["4"], member(cast.commerce), claimed=88, text="已签一份")
    assert shown(cast.office, brought(cast.office, data))["4"].outcome.value == "same"


def test_rows_may_be_sorted_and_left_out_and_strange_ones_are_named(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    edited = openpyxl.load_workbook(BytesIO(out(cast.office)))
    sheet = edited.worksheets[0]
    rows: list[list[Any]] = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=5)]
    sheet.delete_rows(5, len(rows))
    four = next(row for row in rows if str(row[COLUMN["number"] - 1]) == "4")
    four[COLUMN["progress"] - 1] = 95
    turned: list[list[Any]] = [*reversed(rows[:6]), ["x:1", "99", "新任务"], rows[0]]
    for place, values in enumerate(turned, 5):
        for column, value in enumerate(values, 1):
            sheet.cell(place, column).value = value
    row = brought(cast.office, saved(edited))
    answer = signed_in(cast.office, "zh").get(f"/ledger-files/{row.pk}/")
    assert [one.row.code for one in answer.context["rows"]] == ["4"]
    assert [place for _sheet, place, _why in answer.context["not_read"]] == ["11", "12"]


def test_nobody_enters_beyond_what_they_see_and_cells_that_are_wrong_are_named(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    edits: Edits = {
        "4": {"progress": "很多"},
        "5": {"limit": "尽快"},
        "1": {"report": "x"},
    }
    data = edit(out(cast.office), edits)
    row = brought(cast.transport, data)
    assert {one.outcome.value for one in shown(cast.transport, row).values()} == {"refused"}
    own = brought(cast.office, data)
    assert own.pk != row.pk
    assert signed_in(cast.office).get(f"/ledger-files/{row.pk}/").status_code == 404
    rows = shown(cast.office, own)
    assert "不是0至100%的进度" in rows["4"].reasons[0]
    assert "不是可识别的时限" in rows["5"].reasons[0]


def test_taking_the_ledger_out_asks_few_questions_of_the_database(
    cast: SimpleNamespace,
    matters: dict[str, MatterRow],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(8):
        assert len(sheets.workbook(member(cast.office), None, "zh")) > 5000
