"""The site on its two databases. The whole folder runs on each: `make check`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError, connection

from pilotage.base import PilotageError
from pilotage_server import commands
from pilotage_server.databases import database, unreachable


def test_the_tests_run_on_the_database_that_is_named() -> None:
    named = os.environ.get("PILOTAGE_DATABASE", "")
    assert connection.vendor == ("postgresql" if "://" in named else "sqlite")


def test_a_file_an_address_and_neither(tmp_path: Path) -> None:
    assert database("", tmp_path)["NAME"] == str(tmp_path / "pilotage.sqlite3")
    assert database("x.sqlite3", tmp_path)["NAME"] == "x.sqlite3"
    far = database("postgresql://pilot:p%40ss@db.example:5433/programme", tmp_path)
    assert far["ENGINE"] == "django.db.backends.postgresql"
    assert (far["NAME"], far["USER"], far["PASSWORD"], far["HOST"], far["PORT"]) == (
        "programme",
        "pilot",
        "p@ss",
        "db.example",
        5433,
    )


def test_another_kind_of_database_is_refused_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(PilotageError) as told:
        database("mongo://somewhere/x", tmp_path)
    assert "“mongo”" in told.value.told("en")[0]
    assert "“mongo”类数据库不受支持" in told.value.told("zh")[0]


@pytest.mark.parametrize(
    "error", [OperationalError("refused\nmore"), ImproperlyConfigured("no driver"), OSError()]
)
def test_what_the_database_said_is_told_in_one_line(error: Exception) -> None:
    what, remedy = unreachable(error).told("en")
    assert "\n" not in what
    assert what.startswith("The database cannot be used: ")
    assert "PILOTAGE_DATABASE" in remedy


def test_a_place_without_a_site_is_said_to_be_one(tmp_path: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("pilotage"), "manage", "audit", "verify"],
        env={**os.environ, "PILOTAGE_HOME": str(tmp_path), "PILOTAGE_DATABASE": "", "LANG": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("There is no site in this database yet.")
    absent = ProgrammingError('relation "audit_headrow" does not exist\nLINE 1')
    assert unreachable(absent).told("zh")[0] == "此数据库中还没有建立站点。"


def test_a_command_without_its_database_ends_with_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILOTAGE_LANGUAGE", "zh")
    with commands._told() as told:
        raise OperationalError("connection refused")
    assert told.code == 2
    assert capsys.readouterr().err.startswith("数据库无法使用：connection refused。")
