"""The ledger in the office's own shape: the workbook brought once, mapped once, filled any day."""

from io import BytesIO
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from pilotage_server.ledgerfiles import filling
from pilotage_server.ledgerfiles.models import TemplateRow
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.models import MatterRow

from .conftest import signed_in
from .ledgerfiles_support import book
from .ledgers_support import MARCH_17, at, member

pytestmark = pytest.mark.django_db
SHAPE = book(
    [
        ["本办重点任务月报表"],
        ["序号", "任务名称", "牵头", "办结时限", "完成率", "最新进展", "责任人"],
        [1, "样例", "甲", "样例", "样例", "样例", "样例"],
        ["填表人："],
    ],
    ["A1:G1"],
)


@pytest.fixture(autouse=True)
def _march(settings: Settings) -> None:
    settings.PILOTAGE_CLOCK_START = MARCH_17


def bring(user: User, data: bytes = SHAPE, name: str = "月报表.xlsx") -> Any:
    form = {"template": SimpleUploadedFile(name, data), "programme": ""}
    return signed_in(user, "zh").post("/ledger-files/templates/", form)


def test_the_offices_workbook_is_filled_with_todays_state(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    danger = '=HYPERLINK("http://x","y")'
    actions.report(matters["4"], member(cast.commerce), claimed=88, text=danger, posting=at(3, 17))
    assert bring(cast.office).status_code == 302
    template = TemplateRow.objects.get()
    answer = signed_in(cast.office, "en").get(f"/ledger-files/templates/{template.pk}/filled.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    lines = {
        str(line[0].value): [cell.value for cell in line] for line in sheet.iter_rows(min_row=3)
    }
    assert lines["4"][2] == "市商务局"
    assert str(lines["4"][3])[:10] == "2021-03-31"
    assert lines["4"][4:7] == [88, danger, None]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n", "d"}
    assert sheet["A1"].value == "本办重点任务月报表"
    assert "填表人：" in lines
    assert "样例" not in str(lines)


def test_columns_are_mapped_once(cast: SimpleNamespace, matters: dict[str, MatterRow]) -> None:
    bring(cast.office)
    row = TemplateRow.objects.get()
    desk, address = signed_in(cast.office, "zh"), f"/ledger-files/templates/{row.pk}/"
    names = {one.head: one.name for one in desk.get(address).context["group"].columns}
    sent = dict.fromkeys(names.values(), "") | {names["任务名称"]: "task"}
    sent |= {names["责任人"]: "status"}
    assert desk.post(address, sent).status_code == 302
    row.refresh_from_db()
    sheet = openpyxl.load_workbook(BytesIO(filling.filled(row, member(cast.office)))).worksheets[0]
    assert [sheet["A3"].value, sheet["G3"].value] == [None, "已交办"]
    twice = desk.post(address, sent | {names["牵头"]: "task"})
    assert twice.status_code == 422
    none = desk.post(address, dict.fromkeys(names.values(), ""))
    assert none.status_code == 422


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"a,b\n1,2\n", "不是.xlsx工作簿"), (SHAPE[:900], "已损坏"), (b"\xef\xbb\xbf\xe5", "")],
)
def test_what_is_no_template_is_refused(cast: SimpleNamespace, data: bytes, said: str) -> None:
    answer = bring(cast.office, data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not TemplateRow.objects.exists()


def test_filling_asks_few_questions_of_the_database(
    cast: SimpleNamespace,
    matters: dict[str, MatterRow],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    bring(cast.office)
    row, by = TemplateRow.objects.get(), member(cast.office)
    with django_assert_max_num_queries(5):
        filling.filled(row, by)
