"""What the rules let pass, and what they tell, in cases met in real plans."""

import pytest

from pilotage.compile import compile_document
from pilotage.lint import lint

REST = "（九）其他事项。2021年12月底前新增航线3条。（牵头单位：市交通运输局）"


def codes(*items: str, head: str = "2021年3月1日", title: str = "东港口岸提升方案") -> set[str]:
    text = "\n".join((title, "东港市人民政府办公室", head, "一、重点任务", *items, ""))
    plan = compile_document(text.encode(), "plan.txt")
    assert plan.tasks
    every = [f"L{family}" for family in range(1, 10)]
    return {finding.code for finding in lint(plan, select=every)}


LEADS = (
    "（一）扩大出口。扩大农产品出口。（省商务厅牵头，合肥海关配合）"
    "支持企业注册境外商标。（合肥海关牵头）"
)

PASSES = [
    pytest.param("L201", LEADS, id="parts with leads of their own"),
    pytest.param("L202", LEADS, id="lead of one part, support of another"),
    pytest.param("L204", "（一）建设平台。建设平台等设施。（市商务局负责）", id="等 in the text"),
    pytest.param(
        "L205", "（一）建设平台。建成。（市商务局、各区市负责）", id="a group beside a unit"
    ),
    pytest.param("L206", "（一）建设平台。建成。（市生态环境局负责）", id="the name in use"),
    pytest.param(
        "L301", "（一）建设平台。2021年6月底前尽快建成。（市商务局负责）", id="with a date"
    ),
    pytest.param(
        "L303", "（一）建设平台。每季度末报送进展。（市商务局负责）", id="end of the quarter"
    ),
    pytest.param(
        "L305", "（一）建设平台。2021年10月31日前建成。（市商务局负责）", id="end of a month"
    ),
    pytest.param("L306", "（一）建设平台。2020年2月29日起施行。（市商务局负责）", id="a leap year"),
    pytest.param("L307", "（一）建设平台。2020—2020年度建成。（市商务局负责）", id="one year"),
    pytest.param("L401", "（一）扩大出口。吞吐量增长120%以上。（市商务局负责）", id="growth"),
    pytest.param("L402", "（一）开展考核。权重为40%、60%。（市商务局负责）", id="adds up"),
    pytest.param(
        "L403", "（一）压缩时间。通关时间较上年压缩20%。（市商务局负责）", id="than last year"
    ),
    pytest.param("L403", "（一）扩大出口。出口年均增长20%。（市商务局负责）", id="yearly"),
    pytest.param("L502", "（一）面临的形势。风险大幅增加。（市商务局负责）", id="the situation"),
    pytest.param(
        "L502", "（一）给予奖励。对质量明显改善的市给予奖励。（市商务局负责）", id="a condition"
    ),
    pytest.param(
        "L507", "（一）建设平台。推进XX光纤接入。（市商务局负责）", id="letters of a name"
    ),
    pytest.param("L508", "（一）建设平台。达到便民目的的平台。（市商务局负责）", id="目的的"),
    pytest.param(
        "L509", '（一）建设平台。建设“智慧"平台。（市商务局负责）', id="a straight sign closes"
    ),
    pytest.param("L701", "（一）落实《港口法》。落实《港口法》。（市商务局负责）", id="a law"),
    pytest.param(
        "L701",
        "（一）落实。按《口岸办法意见》（济政办发 〔2018〕９号）。（市商务局负责）",
        id="spaced",
    ),
    pytest.param(
        "L702",
        "（一）落实。《口岸意见》（以下简称《意见》），落实《意见》。（市商务局负责）",
        id="said",
    ),
    pytest.param("L703", "（一）建设平台。见附件3。（市商务局负责）", id="annexes elsewhere"),
    pytest.param("L802", "（一）建设平台。2021年6月底前建成。（市交通运输局负责）", id="two dates"),
]


@pytest.mark.parametrize(("code", "item"), PASSES)
def test_let_pass(code: str, item: str) -> None:
    assert code not in codes(item, REST)


TELLS = [
    pytest.param("L201", "（一）建设平台。建成。（省科技厅、省商务厅牵头）", id="in a bracket"),
    pytest.param(
        "L204", "（一）建设平台。建成。（市商务局等有关部门负责）", id="and other offices"
    ),
    pytest.param(
        "L205", "（一）建设平台。建成。（相关部门及各地区按职责分工负责）", id="groups only"
    ),
    pytest.param("L206", "（一）建设平台。建成。（市卫计委负责）", id="before the reform"),
    pytest.param(
        "L301", "（一）建设平台。条件成熟时建成。（市商务局负责）", id="when time is ripe"
    ),
    pytest.param("L303", "（一）建设平台。按季度上报情况。（市商务局负责）", id="by quarter"),
    pytest.param("L306", "（一）建设平台。2021年13月底前建成。（市商务局负责）", id="month 13"),
    pytest.param("L403", "（一）降低成本。物流成本下降5个百分点。（市商务局负责）", id="points"),
    pytest.param(
        "L503", "（一）建设平台。条件允许时建成。（市商务局负责）", id="if conditions allow"
    ),
    pytest.param("L507", "（一）建设平台。建成（待定）。（市商务局负责）", id="to be settled"),
    pytest.param("L508", "（一）建设平台。建成平台，。（市商务局负责）", id="comma and stop"),
]


@pytest.mark.parametrize(("code", "item"), TELLS)
def test_told(code: str, item: str) -> None:
    assert code in codes(item, REST)


def test_a_name_is_held_against_the_day_of_issue() -> None:
    item = "（一）建设平台。建成。（市银保监局负责）"
    assert "L206" not in codes(item, REST, head="2022年3月1日")
    assert "L206" in codes(item, REST, head="2024年3月1日")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("东港口岸提升行动方案（2021—2023年）", True),
        ("东港市“十四五”口岸规划", False),
        ("东港市2021年口岸工作要点", True),
        ("东港口岸提升方案", False),
    ],
)
def test_the_end_of_the_plan_is_read_from_its_title(title: str, told: bool) -> None:
    item = "（一）建设平台。2025年12月底前建成。（市商务局负责）"
    assert ("L302" in codes(item, REST, title=title)) is told


def test_a_far_limit_that_is_the_end_of_the_plan_is_let_pass() -> None:
    item = "（一）建设平台。2025年底前建成。（市商务局负责）"
    assert "L304" in codes(item, REST)
    assert "L304" not in codes(item, REST, title="东港口岸发展规划（2021—2025年）")


SAME = "2021年底前建成全市统一的港口作业单证电子平台。"


def items(*units: str) -> list[str]:
    said = zip("一二三", "甲乙丙", units, strict=False)
    return [f"（{n}）建设{name}港平台。{SAME}（{unit}负责）" for n, name, unit in said]


def test_the_same_asked_of_two_but_not_of_three_nor_of_one() -> None:
    assert "L901" in codes(*items("市商务局", "市交通运输局"))
    assert "L901" not in codes(*items("市商务局", "市商务局"))
    assert "L901" not in codes(*items("市商务局", "市交通运输局", "市财政局"))
    assert "L901" not in codes(*items("东港市商务局", "西港市商务局"))


def test_figures_of_a_whole_divided_among_three_do_not_conflict() -> None:
    shares = [
        f"（{n}）建设{n}港。2021年底前培育省级示范港口企业{count}家。（市商务局负责）"
        for n, count in zip("一二三", (5, 6, 7), strict=True)
    ]
    assert "L902" in codes(*shares[:2])
    assert "L902" not in codes(*shares)
