"""Several processes write the record at once, and it stays one chain: on SQLite, and on PostgreSQL
where the tests run on it (``tools/postgres.py``)."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITERS, TIMES = 4, 25
SERVER = os.environ.get("PILOTAGE_DATABASE", "")
"""The address of the server the tests run on; SQLite when it is none."""


def start(home: Path, database: str, *words: str) -> subprocess.Popen[str]:
    """Start one process of the site at ``home``, with its rows in ``database``."""
    surroundings = os.environ | {
        "PILOTAGE_HOME": str(home),
        "PILOTAGE_DATABASE": database,
        "DJANGO_SETTINGS_MODULE": "tests.server.several_processes",
    }
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


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """A database of its own with one programme: a file, or a new one on the server."""
    if "://" not in SERVER:
        ended(start(tmp_path, "", "prepare"))
        yield ""
        return
    import psycopg

    name = f"processes_{os.getpid()}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            address = f"{SERVER.rpartition('/')[0]}/{name}"
            ended(start(tmp_path, address, "prepare"))
            yield address
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


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
