"""Answers by workbook: given out, filled in, brought back, looked at, entered once."""

from io import BytesIO
from itertools import count
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from pilotage.ledger import Act, Method, Step
from pilotage_server.answers.models import BookRow
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import MembershipRow, Standing

from .conftest import member as account
from .conftest import signed_in
from .ledgers_support import MARCH_17, at, member, page

pytestmark = pytest.mark.django_db
Filled = dict[str, dict[str, object]]
_forms = count(1)


@pytest.fixture(autouse=True)
def _march(settings: Settings) -> None:
    settings.PILOTAGE_CLOCK_START = MARCH_17


def given_out(user: User, unit: str, language: str = "zh") -> Any:
    answer = page(user, f"/answers/sheet/{unit}/", language)
    assert answer.status_code == 200
    return openpyxl.load_workbook(BytesIO(answer.content))


def fill(book: Any, answers: Filled) -> bytes:
    """The workbook with ``answers`` by task number, by column."""
    columns = {"sign": "I", "progress": "J", "text": "K", "next": "L", "done": "M"}
    sheet = book.worksheets[0]
    lines = {str(sheet[f"B{n}"].value): n for n in range(6, sheet.max_row + 1)}
    for number, values in answers.items():
        for name, value in values.items():
            sheet[f"{columns[name]}{lines[number]}"] = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def bring(user: User, data: bytes, name: str = "反馈表.xlsx", language: str = "zh") -> Any:
    file = SimpleUploadedFile(name, data)
    return signed_in(user, language).post("/answers/", {"file": file})


def enter(user: User, path: str, language: str = "zh") -> Any:
    token = f"form of {next(_forms)}"
    return signed_in(user, language).post(path, {"post_token": token}, follow=True)


def test_the_workbook_holds_the_units_open_tasks(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    sheet = given_out(cast.office, "dl-commerce").worksheets[0]
    rows = {str(row[1].value): [cell.value for cell in row] for row in sheet.iter_rows(min_row=6)}
    assert {"4", "5"} <= set(rows)
    assert "12" in rows or len(rows) > 2
    assert rows["4"][3] == "牵头"
    assert rows["4"][6:8] == ["82%", "场地踏勘完成"]


def test_what_came_back_is_shown_and_entered_in_the_units_name(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    data = fill(
        given_out(cast.office, "dl-commerce"),
        {
            "4": {"progress": 90, "text": "合同已签\n正在备货", "next": "验收"},
            "5": {"text": "只有话"},
        },
    )
    answer = bring(cast.office, data)
    assert answer.status_code == 302
    shown = page(cast.office, answer.url, "zh").content.decode()
    assert "1行可以登记" in shown
    assert "1行不能登记" in shown
    assert "合同已签<br>正在备货" in shown
    assert EntryRow.objects.filter(payload__via="workbook").count() == 0

    done = enter(cast.office, answer.url).content.decode()
    assert "已登记1行。" in done
    entry = EntryRow.objects.get(payload__via="workbook")
    assert (entry.act, entry.unit, entry.by) == (Act.REPORT, "dl-commerce", "office")
    assert entry.payload["text"] == "合同已签\n正在备货"
    matter = MatterRow.objects.get(pk=matters["4"].pk)
    assert (matter.claimed, matter.step) == (90, Step.REPORTED)
    told = page(cast.office, f"/tasks/{matter.pk}/", "zh").content.decode()
    assert "（市商务局反馈表）" in told


def test_whoever_entered_it_does_not_check_it(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    data = fill(given_out(cast.office, "dl-commerce"), {"4": {"progress": 90, "text": "合同已签"}})
    enter(cast.office, bring(cast.office, data).url)
    with pytest.raises(actions.ActRefusedError):
        actions.verify(
            matters["4"],
            member(cast.office),
            verified=90,
            method=Method.DESK,
            text="看过",
            posting=at(3, 18),
        )


def test_the_same_workbook_is_entered_once(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    data = fill(given_out(cast.commerce, "dl-commerce"), {"4": {"progress": 90, "text": "已签"}})
    first = bring(cast.commerce, data)
    enter(cast.commerce, first.url)
    again = bring(cast.commerce, data, "另存.xlsx")
    assert again.url == first.url
    shown = enter(cast.commerce, again.url).content.decode()
    assert "1行已登记" in shown
    assert EntryRow.objects.filter(payload__via="workbook").count() == 1


def test_a_line_changed_on_both_sides_is_a_conflict(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    book = given_out(cast.office, "dl-commerce")
    actions.report(
        matters["4"], member(cast.commerce), claimed=85, text="网上先报了", posting=at(3, 17)
    )
    answer = bring(cast.office, fill(book, {"4": {"progress": 90, "text": "已签"}}))
    shown = page(cast.office, answer.url, "zh").content.decode()
    assert "两边都有改动" in shown
    assert "网上先报了" in shown
    enter(cast.office, answer.url)
    assert MatterRow.objects.get(pk=matters["4"].pk).claimed == 85


def test_a_line_of_another_units_task_is_not_entered(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    """The row of a task of Transport alone, put into the workbook of Commerce."""
    ours, theirs = (given_out(cast.office, unit) for unit in ("dl-commerce", "dl-transport"))
    known = {str(row[1].value) for row in ours.worksheets[0].iter_rows(min_row=6)}
    alien = next(
        row for row in theirs.worksheets[0].iter_rows(min_row=6) if str(row[1].value) not in known
    )
    first = next(ours.worksheets[0].iter_rows(min_row=6))
    for ours_cell, theirs_cell in zip(first, alien, strict=False):
        ours_cell.value = theirs_cell.value
    data = fill(ours, {str(alien[1].value): {"progress": 90, "text": "代报"}})
    for who in (cast.office, cast.commerce):
        answer = bring(who, data)
        assert "此项任务已不属于该单位" in page(who, answer.url, "zh").content.decode()
        enter(who, answer.url)
    assert not EntryRow.objects.filter(payload__via="workbook").exists()


def test_an_urging_in_the_meantime_is_no_conflict(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    book = given_out(cast.office, "dl-commerce")
    actions.urge(matters["4"], member(cast.office), text="请抓紧", posting=at(3, 17))
    answer = bring(cast.office, fill(book, {"4": {"progress": 90, "text": "已签"}}))
    assert "1行可以登记" in page(cast.office, answer.url, "zh").content.decode()


def test_a_unit_signs_and_reports_on_one_line(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    data = fill(
        given_out(cast.office, "dl-transport"),
        {"1": {"sign": "是", "progress": 10, "text": "方案已定"}},
    )
    enter(cast.office, bring(cast.office, data).url)
    acts = list(EntryRow.objects.filter(payload__via="workbook").values_list("act", flat=True))
    assert acts == [Act.SIGN, Act.REPORT]
    unsigned = fill(
        given_out(cast.office, "dl-commerce", "en"), {"6": {"progress": 5, "text": "started"}}
    )
    shown = page(cast.office, bring(cast.office, unsigned).url).content.decode()
    assert "“Report” is not possible now: the task stands at “Dispatched”." in shown


def test_cells_that_cannot_be_read_are_named_and_the_rest_goes_on(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    data = fill(
        given_out(cast.office, "dl-commerce"),
        {"4": {"progress": "大半", "text": "x"}, "5": {"progress": 30, "text": "正在选址"}},
    )
    shown = page(cast.office, bring(cast.office, data).url, "zh").content.decode()
    assert "“大半”不是0至100的整数" in shown
    assert "1行可以登记" in shown


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件是空的。"),
        (b"PK\x03\x04broken", "此文件已损坏或不完整，无法解开。"),
        (b"%PDF-1.7 nothing", "此文件已损坏或不完整，无法解开。"),
    ],
)
def test_what_is_no_answer_gets_a_sentence(
    cast: SimpleNamespace, matters: dict[str, MatterRow], data: bytes, sentence: str
) -> None:
    answer = bring(cast.office, data)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in shown
    assert sentence in shown
    assert not BookRow.objects.exists()


def test_a_workbook_larger_than_any_that_is_read_is_refused_unread(
    cast: SimpleNamespace, settings: Settings
) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    answer = bring(cast.office, b"x" * (1024 * 1024 + 1))
    assert answer.status_code == 422
    assert "文件有2 MB，最多可读1 MB。" in answer.content.decode()
    assert not BookRow.objects.exists()


def test_a_strange_workbook_is_refused(cast: SimpleNamespace, db: None) -> None:
    target = BytesIO()
    openpyxl.Workbook().save(target)
    answer = bring(cast.office, target.getvalue())
    assert answer.status_code == 422
    assert "这不是本系统发出的反馈表" in answer.content.decode()
    assert signed_in(cast.office).post("/answers/").status_code == 422


def test_a_liaison_brings_its_own_units_answers_only(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    assert page(cast.commerce, "/answers/sheet/dl-transport/").status_code == 404
    data = fill(given_out(cast.office, "dl-transport"), {"1": {"sign": "是"}})
    assert "其他单位" in bring(cast.commerce, data).content.decode()
    assert not BookRow.objects.exists()
    found = bring(cast.office, data)
    assert page(cast.commerce, found.url).status_code == 404
    assert page(cast.transport, found.url).status_code == 200


@pytest.mark.parametrize(
    "role",
    [
        *(Standing.LEADER, Standing.DRAFTER, Standing.CHECKER),
        *(Standing.AUDITOR, Standing.ADMINISTRATOR),
    ],
)
def test_others_find_nothing_here(
    cast: SimpleNamespace, matters: dict[str, MatterRow], role: Standing
) -> None:
    data = fill(given_out(cast.office, "dl-commerce"), {"4": {"progress": 90, "text": "已签"}})
    known = bring(cast.office, data).url
    user = account("somebody", role)
    for path in ("/answers/", known, "/answers/sheet/dl-commerce/"):
        assert page(user, path).status_code == 404
    assert bring(user, data).status_code == 404


def test_a_head_answers_for_the_units_beneath(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    head = account("head", Standing.UNIT_HEAD, "dl-gov")
    beside = account("beside", Standing.UNIT_HEAD, "dl-customs")
    data = fill(given_out(head, "dl-commerce"), {"4": {"progress": 90, "text": "已签"}})
    found = bring(head, data)
    assert found.status_code == 302
    enter(head, found.url)
    entry = EntryRow.objects.get(payload__via="workbook")
    assert (entry.unit, entry.by) == ("dl-commerce", "head")
    assert page(beside, found.url).status_code == 404
    assert page(beside, "/answers/sheet/dl-commerce/").status_code == 404
    assert "反馈表.xlsx" not in page(beside, "/answers/").content.decode()


@pytest.mark.parametrize("scope", [{"within": "dl-transport"}, {"programme": 4_000}])
def test_an_office_of_a_part_meets_no_workbook_of_the_rest(
    cast: SimpleNamespace, matters: dict[str, MatterRow], scope: dict[str, object]
) -> None:
    data = fill(given_out(cast.office, "dl-commerce"), {"4": {"progress": 90, "text": "已签"}})
    known = bring(cast.office, data).url
    desk = account("desk", Standing.OFFICE)
    MembershipRow.objects.filter(user=desk).update(**scope)
    assert page(desk, known).status_code == 404
    assert page(desk, "/answers/sheet/dl-commerce/").status_code == 404
    shown = page(desk, "/answers/").content.decode()
    assert "反馈表.xlsx" not in shown
    assert ("/answers/sheet/dl-transport/" in shown) is ("within" in scope)
    assert "其他单位" in bring(desk, data).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_lines(
    cast: SimpleNamespace,
    matters: dict[str, MatterRow],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    data = fill(
        given_out(cast.office, "dl-commerce"),
        {n: {"progress": 30, "text": f"进展{n}"} for n in ("4", "5")},
    )
    path = bring(cast.office, data).url
    client = signed_in(cast.office)
    client.get(path)
    with django_assert_max_num_queries(14):
        client.get(path)
    with django_assert_max_num_queries(14):
        client.get("/answers/")
    with django_assert_max_num_queries(12):
        client.get("/answers/sheet/dl-commerce/")
