"""A backup: where it may stand and what it copies. Put back it is tried in ``test_api_client``."""

import os
import shutil
import subprocess
import sys
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


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_fails_leaves_nothing(
    media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _file(media, "ab/abc", "one")
    place, empty, earlier = tmp_path / "new/kept", tmp_path / "empty", tmp_path / "earlier"
    empty.mkdir()
    made = backup.back_up(earlier)

    def full(_source: Path, part: Path) -> None:
        part.write_text("on")
        raise OSError(28, "No space left on device")

    _file(media, "cd/cde", "two")
    monkeypatch.setattr(shutil, "copyfile", full)
    for one in (place, empty, earlier):
        with pytest.raises(PilotageError, match="No space left on device"):
            backup.back_up(one)
    assert not (tmp_path / "new").exists()
    assert list(empty.iterdir()) == []
    assert made.database.stat().st_size > 0
    assert (earlier / "media/ab/abc").read_text() == "one"
    assert not list(earlier.rglob("*.part"))


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
