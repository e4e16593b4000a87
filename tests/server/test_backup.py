"""A backup: where it may stand and what it copies. Put back it is tried in ``test_api_client``."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from pilotage.base import PilotageError
from pilotage_server import backup

MAIN = "from pilotage.cli import main; main()"


def _file(media: Path, name: str, text: str) -> None:
    (media / name).parent.mkdir(parents=True, exist_ok=True)
    (media / name).write_text(text)


def test_a_second_backup_copies_only_what_is_new(media: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    _file(media, "ab/abc", "one")
    assert backup._files(media, kept) == (1, 1)
    _file(media, "cd/cde", "two")
    assert backup._files(media, kept) == (2, 1)
    (kept / "ab/abc").write_text("")  # as a full disk may leave it
    assert backup._files(media, kept) == (2, 1)
    assert sorted(one.read_text() for one in kept.rglob("*") if one.is_file()) == ["one", "two"]


def test_a_folder_that_is_no_place_for_it_is_refused(
    media: Path, tmp_path: Path, settings: Settings
) -> None:
    _file(media, "ab/abc", "proof")
    _file(tmp_path, "letters/one.txt", "mine")
    for place in (settings.HOME, media, media / "deeper", tmp_path / "letters", media / "ab/abc"):
        with pytest.raises(PilotageError) as told:
            backup.back_up(place)
        assert told.value.told("zh")[0].endswith("。")
    assert (tmp_path / "letters/one.txt").read_text() == "mine"


@pytest.mark.skipif(not shutil.which("pg_dump"), reason="needs PostgreSQL's client")
@pytest.mark.django_db
def test_on_postgresql_the_dump_is_whole(
    media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("runs on PostgreSQL")
    made = backup.back_up(tmp_path / "kept")
    listed = subprocess.check_output(["pg_restore", "--list", str(made.database)], text=True)
    assert "units_membershiprow" in listed
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PilotageError, match="pg_dump is not on this machine"):
        backup.back_up(tmp_path / "kept")


FULL = """
import resource, sys
from pathlib import Path
import django
django.setup()
from pilotage.base import PilotageError
from pilotage_server.backup import back_up
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, resource.RLIM_INFINITY))
for place in map(Path, sys.argv[1:]):
    try:
        back_up(place)
        print("made")
    except PilotageError as error:
        print(error.told("en")[0])
    Path("large").replace("home/media/large") if Path("large").exists() else None
"""
"""A disk on which a file has at most 1 MB: what is larger cannot be written, as on a full one."""


def test_a_backup_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """In a process of its own: SQLite is not copied within the transaction of a test."""
    _file(tmp_path / "home", "media/ab/abc", "one")
    (tmp_path / "large").write_bytes(b"x" * (2 << 20))
    (tmp_path / "empty").mkdir()
    with closing(sqlite3.connect(tmp_path / "home/pilotage.sqlite3")) as made:
        made.execute("CREATE TABLE kept (one)")
    surroundings = {
        "PATH": os.environ["PATH"],
        "PILOTAGE_HOME": "home",
        "DJANGO_SETTINGS_MODULE": "pilotage_server.settings",
    }
    places = ["earlier", "new/kept", "empty", "earlier"]
    said = subprocess.run(
        [sys.executable, "-c", FULL, *places],
        env=surroundings,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    told = said.stdout.splitlines()
    assert told[0] == "made"
    assert all(one.endswith(": File too large.") for one in told[1:])
    assert len(told) == len(places)
    assert not (tmp_path / "new").exists()
    assert list((tmp_path / "empty").iterdir()) == []
    left = sorted(str(one.relative_to(tmp_path)) for one in (tmp_path / "earlier").rglob("*"))
    files = ["media", "media/ab", "media/ab/abc", "pilotage.sqlite3", "secret-key"]
    assert left == [f"earlier/{one}" for one in files]


def test_where_no_site_is_nothing_is_made(tmp_path: Path) -> None:
    """Neither in the home that was named nor in the folder for the copy."""
    home, place = tmp_path / "home", tmp_path / "kept"
    command = [sys.executable, "-c", MAIN, "manage", "backup", str(place)]
    surroundings = {"PATH": os.environ["PATH"], "PILOTAGE_HOME": str(home), "LANG": "en_US.UTF-8"}
    ended = subprocess.run(
        command, env=surroundings, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("There is no site in this database yet.")
    assert list(tmp_path.iterdir()) == []
