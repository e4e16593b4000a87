"""The faulty draft shows most of the rules, in both languages, and the plan only what it lacks."""

from pathlib import Path

import pytest

from pilotage.base import Diagnostic, Severity
from pilotage.compile import compile_document
from pilotage.lint import lint
from pilotage.unit import example_register

EXAMPLES = Path(__file__).parents[2] / "examples"
FAULTS = {"L101", "L102", "L103", "L104", "L105", "L106", "L107", "L108", "L110"}


def found(name: str) -> list[Diagnostic]:
    register = example_register()
    plan = compile_document((EXAMPLES / name).read_bytes(), name, register=register)
    return lint(plan, register)


def codes(name: str) -> set[str]:
    return {finding.code for finding in found(name)}


@pytest.mark.parametrize("name", ["draft.zh.md", "draft.en.md"])
def test_as_many_stand_in_the_way_as_the_tutorial_says(name: str) -> None:
    assert len([one for one in found(name) if one.severity is not Severity.NOTE]) == 10


@pytest.mark.parametrize("name", ["draft.zh.md", "draft.en.md"])
def test_the_draft_shows_its_faults(name: str) -> None:
    assert codes(name) == FAULTS


@pytest.mark.parametrize("name", ["plan.zh.docx", "plan.en.docx"])
def test_the_plan_lacks_limits_leads_owners_and_figures_and_nothing_else(name: str) -> None:
    """Notes: no figures, a safeguard that orders something, one bureau first at half the tasks."""
    blocking = {one.code for one in found(name) if one.severity is not Severity.NOTE}
    assert blocking == {"L101", "L102", "L104"}
    soon = {"L301"} if "zh" in name else set()
    assert codes(name) - blocking == {"L110", "L207", "L801"} | soon
