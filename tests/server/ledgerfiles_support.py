"""Ledgers of several shapes, as offices keep them, made from rows."""

from collections.abc import Sequence
from io import BytesIO
from types import SimpleNamespace

import openpyxl

from pilotage_server.ledgerfiles import actions
from pilotage_server.ledgers.models import MatterRow

from .ledgers_support import member

Rows = Sequence[Sequence[object]]


def book(rows: Rows, merged: Sequence[str] = (), *, name: str = "台账") -> bytes:
    """A workbook of one sheet with those rows, and cells merged over those areas."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    target = BytesIO()
    made.save(target)
    return target.getvalue()


MERGED = book(
    [
        ["东港片区2021年度重点任务台账"],
        ["填表日期：2021年3月10日"],
        ["序号", "重点任务", "责任分工", None, "完成时限", "进展", None, "备注"],
        [None, None, "牵头单位", "配合单位", None, "进度", "进展情况", None],
        ["一、口岸便利"],
        [
            1,
            "推行提前申报",
            "大连海关",
            "市商务局、市财政局",
            "2021年底",
            0.4,
            "系统已开发",
            "张三",
        ],
        [2, "建设单证窗口", "市商务局", None, "尽快", 1, "已上线", None],
        ["二、金融开放"],
        [3, "试办跨境结算", "市财政局", "同上", "44286", "四成", "方案已报", None],
        [None] * 8,
        ["小计", 3],
        ["注：本表由督查室汇总"],
    ],
    ["A1:H1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:G3", "H3:H4", "A5:H5", "A8:H8"],
)
"""Titles, a head of two rows, headings across the table, days as text; E7 and F9 are wrong."""

ENGLISH = book(
    [
        ["No.", "Task", "Lead", "Due date", "Progress", "Latest update"],
        [1, "Open the berth booking desk", "Commerce Bureau", "30 June 2021", 0.25, "Staff found"],
        [2, "Publish the fee list", "Finance Bureau", "soonish", "lots", "Draft with the board"],
    ],
    name="Ledger",
)
"""One row of heads; D3 and E3 are wrong."""


def other_programme(cast: SimpleNamespace) -> MatterRow:
    """A programme of one task, led by commerce, beside the one that is there."""
    heads = ["序号", "重点任务", "牵头单位", "完成时限", "进展"]
    lines = [["5", "推行提前申报", "市商务局", "2021年底", "已开发"]]
    by = member(cast.office)
    row = actions.bring("口岸.xlsx", book([heads, *lines]), by, programme=None, title="口岸专项")
    actions.enter(row, by)
    return MatterRow.objects.latest("pk")
