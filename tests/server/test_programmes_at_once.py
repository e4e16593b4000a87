"""Two people put two programmes under one another at the same moment: never both. Processes of
their own, on SQLite and on PostgreSQL where the tests run on it."""

import json
from pathlib import Path

from .test_audit_concurrency import database, ended, start

__all__ = ["database"]

TIMES = "20"


def test_two_writers_make_no_circle(database: str, tmp_path: Path) -> None:
    ended(start(tmp_path, database, "found", "fair"))
    pairs = (("port", "fair"), ("fair", "port"))
    writers = [
        start(tmp_path, database, "place", f"w{n}", TIMES, *pair) for n, pair in enumerate(pairs)
    ]
    said = [json.loads(ended(writer)) for writer in writers]
    assert [one["circles"] for one in said] == [0, 0]
    assert sum(one["refused"] for one in said) > 0, "they never met"
    assert json.loads(ended(start(tmp_path, database, "check")))["found"] == 0
