"""Ledgers in foreign shapes: entered, taken out, and filled into their own shape, nothing is lost.

Issue 6 names the shapes: merged heads, heads of two rows, dates as text, formulas. The fifth, of
20,000 rows, is in ``benchmarks/ledger_files.py``.
"""

from types import SimpleNamespace

import pytest
from pytest_django import Settings

from pilotage.document import read_grids
from pilotage.ledger import Act
from pilotage.ledgerfile import returned
from pilotage_server.ledgerfiles import actions, filling, sheets
from pilotage_server.ledgerfiles.judging import judge
from pilotage_server.ledgerfiles.reading import reading_of
from pilotage_server.ledgers.models import EntryRow, MatterRow
from tests.ledgerfile.made import worked_out
from tests.ledgerfile.test_shapes import OLD_BOOK

from .audit_support import flaws
from .ledgerfiles_support import MERGED, book
from .ledgers_support import MARCH_17, member

pytestmark = pytest.mark.django_db

TWO_ROWS = book(
    [
        ["No.", "Task", "Units", "", "Due date", "Progress", ""],
        ["", "", "Lead", "Support", "", "%", "Update"],
        [1, "Open the desk", "Commerce Bureau", "Finance Bureau", "Q2 2021", 25, "Staff found"],
        [2, "Publish the list", "Finance Bureau", "", "31 May 2021", 100, "+1 list, @board: -2"],
    ]
)
DATES_AS_TEXT = book(
    [
        ["编号", "督查事项", "牵头责任单位", "完成时限*", "进度", "目前进展情况"],
        ["1", "推行提前申报", "大连海关", "2021.6.30", "40%", "第一行\n第二行"],
        ["2", "建设单证窗口", "市商务局", "3月底前", "百分之五", "选址" * 900],
        ["3", "试办跨境结算", "市财政局", "44286", "12", "长期坚持"],
    ]
)
FORMULAS = worked_out(
    book(
        [
            ["序号", "任务", "牵头单位", "时限", "进度", "进展"],
            ["=ROW()-1", "推行提前申报", "大连海关", "2021年底", "=30+10", "已开发"],
            [2, "建设单证窗口", "市商务局", "6月底", 70, "在调试"],
        ]
    ),
    {"ROW()-1": "1", "30+10": "40"},
)
SHAPES = {
    "merged heads": (MERGED, {"台账!E7": "2021-06-30", "台账!F9": "40"}, [40, 100, 40]),
    "heads of two rows": (TWO_ROWS, {}, [25, 100]),
    "dates as text": (DATES_AS_TEXT, {"台账!E3": "5"}, [40, 5, 12]),
    "formulas": (FORMULAS, {}, [40, 70]),
    "an old workbook": (OLD_BOOK.read_bytes(), {}, [40, 100]),
}


@pytest.fixture(autouse=True)
def _march(settings: Settings) -> None:
    settings.PILOTAGE_CLOCK_START = MARCH_17


@pytest.mark.parametrize("shape", SHAPES)
def test_a_foreign_ledger_goes_in_and_out_and_says_the_same(
    cast: SimpleNamespace, shape: str
) -> None:
    data, mended, claimed = SHAPES[shape]
    by = member(cast.office)
    row = actions.bring("台账.xlsx", data, by, programme=None)
    row.mended = mended
    row.save()
    read = reading_of(row).lines
    assert actions.enter(row, by) == {"new": len(read)}
    matters = list(MatterRow.objects.order_by("ordinal"))
    assert [one.claimed for one in matters] == claimed
    assert [one.limit for one in matters] == [line.day for line in read]
    reports = EntryRow.objects.filter(act=Act.REPORT).order_by("matter__ordinal")
    assert [one.payload["text"] for one in reports] == [line.report for line in read]
    for language in ("zh", "en"):
        out = sheets.workbook(by, row.programme_id, language)
        back = returned(read_grids(out, "a.xlsx")[0], year=2021)
        assert (back.rows, back.skipped, back.untouched) == ((), (), len(read))
    assert flaws() == []


@pytest.mark.parametrize("shape", [one for one in SHAPES if one != "an old workbook"])
def test_filled_into_its_own_shape_it_brings_nothing_new(cast: SimpleNamespace, shape: str) -> None:
    data, mended, _claimed = SHAPES[shape]
    by = member(cast.office)
    row = actions.bring("台账.xlsx", data, by, programme=None)
    row.mended = mended
    row.save()
    count = actions.enter(row, by)["new"]
    template = actions.bring_template("样表.xlsx", data, by, programme=row.programme)
    again = actions.bring("填好.xlsx", filling.filled(template, by), by, programme=row.programme)
    judged = judge(again, reading_of(again), by, "zh")
    assert [one.outcome.value for one in judged] == ["same"] * count
    assert [one.reasons for one in judged] == [()] * count
