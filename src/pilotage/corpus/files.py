"""Which files a corpus is made of: folders, patterns and single files, each file once."""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from .problems import NOTHING_THERE, SAME_NAME


class Found(NamedTuple):
    """A file: ``document`` names it in the tables, ``changed`` is its time stamp in ns."""

    document: str
    path: str
    size: int
    changed: int


class _Root(NamedTuple):
    """A folder that was named, or that holds a file that was; documents are named below it."""

    label: str
    folder: Path


def find_files(sources: Iterable[str]) -> list[Found]:
    """The files of ``sources``, by name, without hidden ones; a file named twice is there once.

    PilotageError for a source where nothing is, or two folders of one name.
    """
    roots: dict[str, Path] = {}
    found: dict[str, Found] = {}
    for source in sources:
        root, paths = _expand(source)
        other = roots.setdefault(root.label, root.folder)
        if other != root.folder:
            raise SAME_NAME.refusal(label=root.label, first=other, second=root.folder)
        for path in paths:
            found.setdefault(str(path), _found(path, root))
    return sorted(found.values())


def _expand(source: str) -> tuple[_Root, Iterator[Path]]:
    path = Path(source).absolute()
    if path.is_dir():
        folder = path.resolve()
        return _Root(folder.name, folder), _walk(folder)
    if path.is_file():
        folder = path.parent.resolve()
        return _Root(folder.name, folder), iter((folder / path.name,))
    base = _plain_part(path)
    folder = base.resolve()
    pattern = glob.escape(str(folder)) + str(path)[len(str(base)) :]
    matches = [p for p in map(Path, glob.iglob(pattern, recursive=True)) if p.is_file()]
    if not matches:
        raise NOTHING_THERE.refusal(place=source)
    return _Root(folder.name, folder), iter(matches)


def _plain_part(pattern: Path) -> Path:
    """The folders of a pattern before its first wild card."""
    base = pattern.parent
    while glob.has_magic(str(base)):
        base = base.parent
    return base


def _walk(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = (name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in names if not name.startswith("."))


def _found(path: Path, root: _Root) -> Found:
    """A file that cannot be looked at is still named: reading it will say why."""
    document = f"{root.label}/{path.relative_to(root.folder).as_posix()}"
    try:
        status = path.stat()
    except OSError:
        return Found(document, str(path), 0, 0)
    return Found(document, str(path), status.st_size, status.st_mtime_ns)
