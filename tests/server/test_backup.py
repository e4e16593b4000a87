"""A backup: where it may stand and what it copies. Put back it is tried in ``test_api_client``."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from pilotage.base import PilotageError
from pilotage_server import backup


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
