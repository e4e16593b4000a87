"""The table of tasks as a reader of the terminal sees it."""

from dataclasses import replace

import pytest

from pilotage.base import Kind, Severity, Span
from pilotage.plan import Plan
from pilotage.report import plan_table
from pilotage.report.columns import width_of

TABLE = """\
东港口岸提升实施方案
2021-03-01 · plan.txt

━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
序号  任务                单位                      时限        目标
────────────────────────────────────────────────────────────────────────────────
一、重点任务
   1  （一）建设智慧口岸  市商务局（牵头？）、大连  2021-12-31  压缩20%以上
                          海关
   2  （二）优化航线布局  牵头单位：市交通运输局    持续推进    –
                          配合单位：市口岸繁荣局*
────────────────────────────────────────────────────────────────────────────────
二、保障措施
 保1  （一）=加强组织领   –                         –           –
      导
━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━

（牵头？）：未写明牵头单位，列第一位者暂作牵头单位，待确认。
*：单位名录中没有唯一对应的单位。
任务2项，保障措施1项。全文160字：任务75.0%，标题12.5%，注明理由另列10.0%，未读
2.5%。
"""


def test_the_whole_table(zh: Plan) -> None:
    assert plan_table(zh, "zh", 80) == TABLE


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider(zh: Plan, en: Plan, width: int) -> None:
    for plan in (zh, en):
        lines = plan_table(plan, plan.language, width).splitlines()
        assert max(map(width_of, lines)) <= width


def test_reader_and_plan_may_differ_in_language(zh: Plan) -> None:
    table = plan_table(zh, "en", 100)
    assert "31 Dec 2021" in table
    assert "ongoing" in table
    assert "75.0\u00a0% are in tasks" in table


def test_colour_only_when_asked_for(en: Plan) -> None:
    assert "\x1b" not in plan_table(en)
    assert "\x1b" in plan_table(en, colour=True)


def test_problems_are_told_with_their_line(en: Plan) -> None:
    unread = Kind(
        code="C104", name="unread-text", severity=Severity.WARNING, en="Not read.", zh="未读。"
    )
    table = plan_table(replace(en, problems=(unread.at(Span(23, 26)),) * 7))
    assert "7 problems:" in table
    assert "plan.txt:2  C104 unread-text  Not read." in table
    assert "2 more in the JSON form" in table


def test_an_empty_plan_is_a_table_too(en: Plan) -> None:
    table = plan_table(replace(en, tasks=(), title=None))
    assert "Untitled plan" in table
    assert "0 tasks, 0 safeguards" in table
