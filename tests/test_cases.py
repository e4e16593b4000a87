"""Every case under tests/cases gives what it says and keeps the laws for all documents."""

import os
from pathlib import Path

import pytest

from tests.case_file import accept, all_cases, read_case, render
from tests.laws.laws import LAWS, Law

CASES = all_cases()


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.parent.name}/{p.stem}")
def test_case(path: Path) -> None:
    case = read_case(path)
    assert case.expected, "a case must expect something"
    plan = case.compile()
    if os.environ.get("PILOTAGE_ACCEPT"):
        accept(case, plan)
        return
    for block, expected in case.expected.items():
        assert render(plan, block) == expected, block


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.parent.name}/{p.stem}")
def test_law(path: Path, law: Law) -> None:
    case = read_case(path)
    law(case.document, case.name)
