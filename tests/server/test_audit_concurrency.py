"""Several processes write the record at once, and it stays one chain: on SQLite, on PostgreSQL.

PostgreSQL is tried where ``PILOTAGE_TEST_POSTGRES`` names an empty database (see
``several_processes``) and psycopg is installed.
"""

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITERS, TIMES = 4, 25
POSTGRES = os.environ.get("PILOTAGE_TEST_POSTGRES", "")


def start(home: Path, database: str, *words: str) -> subprocess.Popen[str]:
    """Start one process of the site at ``home``."""
    surroundings = os.environ | {
        "PILOTAGE_HOME": str(home),
        "PILOTAGE_TEST_POSTGRES": POSTGRES if database == "postgresql" else "",
        "DJANGO_SETTINGS_MODULE": "tests.server.several_processes",
    }
    surroundings.pop("PILOTAGE_DATABASE", None)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.server.audit_writer", *words],
        cwd=ROOT,
        env=surroundings,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def ended(process: subprocess.Popen[str]) -> str:
    """What the process said, once it ended well."""
    said, complained = process.communicate(timeout=300)
    assert process.returncode == 0, complained
    return said


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    name: str = request.param
    if name == "postgresql" and not POSTGRES:
        pytest.skip("PILOTAGE_TEST_POSTGRES names no database")
    if name == "postgresql" and importlib.util.find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed")
    ended(start(tmp_path, name, "prepare"))
    yield name
    if name == "postgresql":
        ended(start(tmp_path, name, "empty"))


def test_many_writers_make_one_chain(database: str, tmp_path: Path) -> None:
    writers = [start(tmp_path, database, "write", f"w{n}", str(TIMES)) for n in range(WRITERS)]
    for writer in writers:
        ended(writer)
    said = json.loads(ended(start(tmp_path, database, "check")))
    assert said == {
        "found": 0,
        "rows": 2 + WRITERS * (1 + 2 * TIMES),
        "things": 1 + WRITERS * (1 + TIMES),
        "unbroken": True,
    }


def test_a_check_beside_writers_sees_one_moment(database: str, tmp_path: Path) -> None:
    """A check that runs while others write finds nothing amiss, and does not hold them up."""
    writers = [start(tmp_path, database, "write", f"w{n}", str(TIMES)) for n in range(2)]
    while any(writer.poll() is None for writer in writers):
        said = json.loads(ended(start(tmp_path, database, "check")))
        assert said["found"] == 0
    for writer in writers:
        ended(writer)
