"""Which way a target points: the words for "not more" hold those for "more"."""

import pytest

from pilotage.clause.model import Comparison
from pilotage.compile import compile_document


def compared(text: str) -> list[Comparison | None]:
    plan = compile_document(text.encode(), "plan.md")
    return [target.comparison for task in plan.tasks for target in task.targets]


@pytest.mark.parametrize(
    ("said", "points"),
    [
        ("平均响应时间不超过30分钟", "<="),
        ("失业率不高于5.5%", "<="),
        ("单耗不得超过0.5吨", "<="),
        ("能耗总量不突破120万吨", "<="),
        ("办理时间压缩至3个工作日以内", "<="),
        ("好评率超过90%", ">="),
        ("新增就业不少于2000人", ">="),
        ("压缩办理环节50%以上", ">="),
        ("产值增长8%", "+"),
    ],
)
def test_in_chinese(said: str, points: str) -> None:
    text = f"# 示例市2026年方案\n\n## 一、任务\n\n### 1. 甲\n2026年底前，{said}。（市商务局牵头）\n"
    assert compared(text) == [points]


@pytest.mark.parametrize(
    ("said", "points"),
    [
        ("Process each case in no more than 30 minutes", "<="),
        ("Costs shall not exceed 5%", "<="),
        ("Train more than 500 people", ">="),
        ("Train no fewer than 500 people", ">="),
        ("Train at least 500 people", ">="),
    ],
)
def test_in_english(said: str, points: str) -> None:
    text = (
        f"# Plan 2026\n\n## I. Key tasks\n\n### 1. A\n\n{said}. (Responsible unit: Port Office)\n"
    )
    assert compared(text) == [points]
