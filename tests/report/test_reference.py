"""The reference pages made from the code are those that are committed."""

import subprocess
import sys
from pathlib import Path

from pilotage.lint import RULES

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def test_pages_are_what_the_code_gives() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tools.reference", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_rule_has_its_page() -> None:
    page = (REFERENCE / "rules.md").read_text(encoding="utf-8")
    for rule in RULES:
        assert f"## {rule.code} {rule.name}\n" in page
