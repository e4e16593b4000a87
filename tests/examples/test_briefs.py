"""The meeting briefs are read as briefs, in pairs, and nothing of them is lost."""

from pathlib import Path

import pytest

from pilotage.compile import compile_document
from pilotage.plan import Fate
from pilotage.unit import example_register

EXAMPLES = Path(__file__).parents[2] / "examples"
BRIEFS = sorted(path.name for path in EXAMPLES.glob("brief-*.md"))


def test_four_briefs_each_in_both_languages() -> None:
    assert len(BRIEFS) == 8
    assert {name.split(".")[1] for name in BRIEFS} == {"zh", "en"}


@pytest.mark.parametrize("name", BRIEFS)
def test_a_brief_has_no_tasks_and_no_unread_text(name: str) -> None:
    data = (EXAMPLES / name).read_bytes()
    plan = compile_document(data, name, register=example_register())
    assert plan.language == name.split(".")[1]
    assert not plan.tasks
    assert plan.coverage.unread == 0
    assert {one.reason for one in plan.portions if one.fate is Fate.SET_ASIDE} >= {"meeting-brief"}
