"""A few kills of ``benchmarks/crash.py``: no answered act lost or doubled, nothing told twice."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]


def test_server_and_watcher_killed_at_work_lose_and_double_nothing() -> None:
    """In a process of its own on SQLite; the benchmark takes PostgreSQL too."""
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("PILOTAGE_")}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.crash", "--kills", "4", "--writers", "1"],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"4 kills .* [1-9]\d* acts acknowledged, 0 lost, 0 entered twice", done.stdout)
    assert re.search(r" [1-9]\d* e-mails, 0 doubled, 0 not come", done.stdout)
