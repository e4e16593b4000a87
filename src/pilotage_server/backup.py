"""A copy of the whole site while it runs: database, files, and the key both hang on.

The copy of a site on SQLite is laid out as ``PILOTAGE_HOME`` is, so it is put back by naming it,
or a copy of it, as the home. The key goes along: tokens, calendar addresses and recovery codes
are kept as digests under it, and the secrets of one-time codes are sealed with it.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from pilotage.base import PilotageError

DATABASE, DUMP, MEDIA, KEY = "pilotage.sqlite3", "pilotage.dump", "media", "secret-key"
PART = ".part"
"""Ends the name of what is still being written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What a backup holds now: the copy of the database, and ``files`` of uploads and evidence of
    which ``new`` came this time."""

    database: Path
    files: int
    new: int


def back_up(place: Path) -> Copy:
    """Copy the site into ``place``, a new folder or that of an earlier backup, for its owner only.

    The database goes first: a file is written before its row, so every row has its file in the
    copy too. Not within a transaction: SQLite would wait for its end. PilotageError when the
    folder is no place for it or cannot be written.
    """
    _fit(place)
    try:
        with _nothing_left(place):
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            database = _database(place)
            _key(place / KEY)
            files, new = _files(Path(settings.MEDIA_ROOT), place / MEDIA)
    except (OSError, sqlite3.Error) as error:
        said = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise PilotageError(
            f"The backup could not be written to {place}: {said}.",
            "See that the folder can be written and has room; what was there before is whole.",
            zh=(
                f"备份无法写入{place}：{said}。",
                "请确认该文件夹可以写入、空间足够；此前的备份仍然完好。",
            ),
        ) from error
    return Copy(database=database, files=files, new=new)


@contextmanager
def _nothing_left(place: Path) -> Iterator[None]:
    """When the block fails, ``place`` is what it was before: an earlier backup without what was
    half written, an empty folder, or no folder at all."""
    missing = [one for one in (place, *place.parents) if not one.exists()]
    fresh = bool(missing) or not any(place.iterdir())
    try:
        yield
    except BaseException:
        for one in list(place.glob("*" if fresh else f"**/*{PART}")):
            if one.is_dir():
                shutil.rmtree(one, ignore_errors=True)
            else:
                one.unlink(missing_ok=True)
        for one in filter(Path.is_dir, missing):
            one.rmdir()
        raise


def _fit(place: Path) -> None:
    """PilotageError for the site's own folder, one within its files, or one with other things."""
    own = {settings.HOME.resolve(), Path(settings.MEDIA_ROOT).resolve()}
    if place.resolve() in own or Path(settings.MEDIA_ROOT).resolve() in place.resolve().parents:
        raise PilotageError(
            f"{place} is the site itself.",
            "Name a folder elsewhere, best on another disk.",
            zh=(f"{place}就是站点本身的文件夹。", "请指定别处的文件夹，最好在另一块磁盘上。"),
        )
    held = {one.name for one in place.iterdir()} if place.is_dir() else set()
    if (place.exists() and not place.is_dir()) or (held and not held & {DATABASE, DUMP, KEY}):
        raise PilotageError(
            f"{place} holds something else than a backup.",
            "Name a new folder, or that of an earlier backup.",
            zh=(f"{place}中存放的不是备份。", "请指定新文件夹，或者此前备份所在的文件夹。"),
        )


def _key(target: Path) -> None:
    """Written for its owner only, whether the site has it from a file or from its surroundings."""
    part = target.with_name(target.name + PART)
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(settings.SECRET_KEY)
    part.replace(target)


def _database(place: Path) -> Path:
    """The earlier copy stays until the new one is whole."""
    target = place / (DATABASE if connection.vendor == "sqlite" else DUMP)
    part = target.with_name(target.name + PART)
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(part)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
    else:
        _dump(part)
    part.replace(target)
    return target


def _dump(part: Path) -> None:
    """PostgreSQL's own tool; the password goes by its surroundings, where no list of processes
    shows it."""
    tool = shutil.which("pg_dump")
    if tool is None:
        raise PilotageError(
            "pg_dump is not on this machine.",
            "Install PostgreSQL's client of the server's version, or run pg_dump where it is.",
            zh=(
                "本机没有pg_dump。",
                "请安装与服务器同版本的PostgreSQL客户端，或者在装有pg_dump的机器上导出。",
            ),
        )
    named = connection.get_connection_params()
    names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password"}
    given = {name: str(named[key]) for name, key in names.items() if named.get(key)}
    command = [tool, "--format=custom", "--file", str(part), str(named["dbname"])]
    ended = subprocess.run(  # noqa: S603 - its own tool, no shell
        command, env=os.environ | given, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        said = (ended.stderr.strip().splitlines() or ["pg_dump"])[-1].rstrip(".")
        raise PilotageError(
            f"pg_dump could not copy the database: {said}.",
            "See that its version is not older than the server's.",
            zh=(f"pg_dump未能导出数据库：{said}。", "请确认其版本不低于服务器版本。"),
        )


def _files(media: Path, target: Path) -> tuple[int, int]:
    """(files, those copied now). Files never change under their name, so one that is there is kept;
    one that goes while it is copied was named by no row."""
    count = new = 0
    for path in sorted(media.rglob("*")):
        if not path.is_file():
            continue
        count += 1
        to = target / path.relative_to(media)
        if to.exists() and to.stat().st_size == path.stat().st_size:
            continue
        to.parent.mkdir(parents=True, exist_ok=True)
        part = to.with_name(to.name + PART)
        try:
            shutil.copyfile(path, part)
        except FileNotFoundError:
            count -= 1
            continue
        part.replace(to)
        new += 1
    return count, new
