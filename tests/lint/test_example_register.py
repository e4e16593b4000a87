"""Another city's plan under the example's register: said once, first, not once for every name."""

from pathlib import Path

from pilotage.compile import compile_document
from pilotage.lint import lint
from pilotage.plan import Plan
from pilotage.unit import Register, example_register, load_register

PLAN = """东港口岸提升实施方案

一、重点任务

（一）建设智慧口岸。2021年6月底前完成。（牵头单位：东港市甲局；配合单位：东港市乙局）

（二）优化航线布局。2021年12月底前完成。（牵头单位：东港市丙局；配合单位：东港市丁局）
"""


def found(register: Register, text: str = PLAN) -> list[str]:
    plan: Plan = compile_document(text.encode(), "plan.txt", register=register)
    return [f.message("zh") for f in lint(plan, register, select=["L105"])]


def test_the_example_register_is_named_once_and_first() -> None:
    plan = compile_document(PLAN.encode(), "plan.txt")
    findings = lint(plan, example_register())
    assert [f.code for f in findings].count("L105") == 1
    assert findings[0].code == "L105"
    for name in ("示例单位名录", "4个单位名称中有4个", "东港市甲局", "东港市丁局"):
        assert name in findings[0].message("zh")
    assert "the example's" in findings[0].message("en")
    assert "--units" in findings[0].hint("en")


def test_a_slip_in_a_plan_that_the_register_knows_is_told_by_itself() -> None:
    text = PLAN.replace("东港市甲局", "市商务局").replace("东港市乙局", "大连海关")
    assert found(example_register(), text.replace("东港", "大连", 1)) == found(
        Register("mine", example_register().units.values(), example_register().place),
        text.replace("东港", "大连", 1),
    )


def test_with_a_register_of_ones_own_each_name_is_told(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("register: own\nunits:\n- {id: a, zh: 东港市甲局}\n", encoding="utf-8")
    messages = found(load_register(own))
    assert len(messages) == 3
    assert not any("示例" in message for message in messages)
