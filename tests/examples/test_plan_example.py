"""The example plan says the same in both languages, and what the founding document says."""

import json
from functools import cache
from pathlib import Path

import pytest

from pilotage.compile import compile_document
from pilotage.plan import Plan, TaskKind
from pilotage.unit import Register, example_register

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
GOLD = ROOT.parent / "shared/eval/gold/000_seed003-dalian-northeast-asia.json"
FILES = ["plan.zh.docx", "plan.en.docx", "plan.zh.md", "plan.en.md"]
SAME_ISSUE = "2020-07-21"


@cache
def register() -> Register:
    return example_register()


@cache
def compiled(name: str) -> Plan:
    return compile_document((EXAMPLES / name).read_bytes(), name, register=register())


def units_of(plan: Plan) -> list[list[str | None]]:
    return [[duty.unit for duty in task.units] for task in plan.of_kind(TaskKind.TASK)]


@pytest.mark.parametrize("name", FILES)
def test_twelve_tasks_and_five_safeguards(name: str) -> None:
    plan = compiled(name)
    assert len(list(plan.of_kind(TaskKind.TASK))) == 12
    assert len(list(plan.of_kind(TaskKind.SAFEGUARD))) == 5
    assert str(plan.issued) == SAME_ISSUE
    assert plan.number is None


@pytest.mark.parametrize("name", FILES)
def test_every_unit_is_in_the_register_and_no_limit_is_in_the_text(name: str) -> None:
    plan = compiled(name)
    assert [duty.name for task in plan.tasks for duty in task.units if duty.unit is None] == []
    assert [task.heading for task in plan.tasks if task.limit] == []
    assert plan.coverage.unread == 0


@pytest.mark.parametrize("name", FILES[1:])
def test_both_languages_and_both_formats_name_the_same_units(name: str) -> None:
    assert units_of(compiled(name)) == units_of(compiled(FILES[0]))


@pytest.mark.parametrize("name", FILES)
def test_three_documents_are_cited(name: str) -> None:
    titles = {reference.title for reference in compiled(name).references}
    wanted = ["对外开放新前沿", "安全风险防范指南", "人员安全管理指南"]
    if ".en." in name:
        wanted = ["New Frontier", "Overseas Security Risks", "Safety Management of Overseas"]
    for words in wanted:
        assert any(words in title for title in titles), words


@pytest.mark.skipif(not GOLD.exists(), reason="the hand-made labels (../shared) are not here")
def test_units_are_those_labelled_by_hand() -> None:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    named = [task["responsible"] for task in gold["tasks"] if task["responsible"]]
    resolved = [[register().resolve(name).unit for name in names] for names in named]
    assert all(unit for units in resolved for unit in units)
    assert units_of(compiled("plan.en.docx")) == resolved
