"""The page on checking a draft says what the rules say."""

import re
from pathlib import Path

import pytest

from pilotage.compile import compile_document
from pilotage.lint import lint

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "lint-a-draft.md"
BEFORE, AFTER = re.findall(r"```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def found(text: str) -> set[str]:
    return {finding.code for finding in lint(compile_document(text.encode(), "plan.txt"))}


def test_the_draft_has_the_faults_the_page_tells_of() -> None:
    table = re.findall(r"^\| （.*$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    told = set(re.findall(r"\b[LC]\d{3}\b", " ".join(table)))
    assert told == found(BEFORE)


def test_the_mended_plan_has_none() -> None:
    assert found(AFTER) == set()


@pytest.mark.parametrize("text", [BEFORE, AFTER])
def test_both_are_whole_plans(text: str) -> None:
    plan = compile_document(text.encode(), "plan.txt")
    assert len(plan.tasks) == 3
    assert plan.issued
