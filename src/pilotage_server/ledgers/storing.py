"""The shelves of evidence against the rows that name it: what is lost, what nobody names.

A file is written before the row that names it, so a server that is stopped between the two leaves
a file without a row, never a row without its file. Such a file is swept away once it is too old to
belong to a form that somebody still fills in.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pilotage_server import clock

from .evidence import DRAFT, folder, path_of
from .held import HOURS
from .models import EvidenceRow

GRACE = (HOURS + 1) * 3600
"""Seconds for which a file without a row is left alone: longer than a form keeps its files."""

_GOING = "going-"


@dataclass(slots=True, kw_only=True)
class Found:
    """What a check saw. ``lost`` and ``altered`` are digests that rows name; ``orphans`` are files
    that no row names and ``waiting`` how many of these are young; ``drafts`` were broken off."""

    rows: int = 0
    files: int = 0
    lost: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    orphans: list[Path] = field(default_factory=list)
    drafts: list[Path] = field(default_factory=list)
    waiting: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether every row has its file, unaltered; a file too many harms nobody."""
        return not self.lost and not self.altered


def check(*, read: bool = False, grace: float = GRACE) -> Found:
    """Compare rows and files, shelf by shelf; with ``read`` the bytes of each file too."""
    found = Found()
    for shelf in (f"{number:02x}" for number in range(256)):
        _check_shelf(shelf, found, read=read, grace=grace)
    return found


def _check_shelf(shelf: str, found: Found, *, read: bool, grace: float) -> None:
    """Files are listed first: what is entered meanwhile is then no orphan, and has its file."""
    files = list(_files(folder() / shelf))
    digests = EvidenceRow.objects.filter(digest__startswith=shelf).values_list("digest", flat=True)
    found.rows += digests.count()
    named = set(digests)
    for path in files:
        if path.name.startswith((DRAFT, _GOING)):
            found.waiting += not _is_old(path, grace)
            found.drafts += [path] if _is_old(path, grace) else []
        elif path.name in named:
            found.files += 1
        else:
            found.waiting += not _is_old(path, grace)
            found.orphans += [path] if _is_old(path, grace) else []
    for digest in sorted(named):
        if not path_of(digest).is_file():
            found.lost.append(digest)
        elif read and not _holds(path_of(digest), digest):
            found.altered.append(digest)


def _files(place: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError), os.scandir(place) as entries:
        yield from (Path(one.path) for one in entries if one.is_file(follow_symlinks=False))


def _is_old(path: Path, grace: float) -> bool:
    with suppress(FileNotFoundError):
        return clock.wall().timestamp() - path.stat().st_mtime >= grace
    return False


def _holds(path: Path, digest: str) -> bool:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest


def sweep(*, grace: float = GRACE) -> int:
    """Remove what no row names and no form can name any more; how many files went.

    Each is set aside first and looked at once more: one that was named in that moment goes back.
    """
    found = check(grace=grace)
    return sum(_remove(path, grace) for path in [*found.drafts, *found.orphans])


def _remove(path: Path, grace: float) -> bool:
    aside = path.with_name(_GOING + path.name)
    with suppress(FileNotFoundError):
        os.rename(path, aside)
        named = EvidenceRow.objects.filter(digest=path.name).exists()
        if named or not _is_old(aside, grace):
            os.rename(aside, path)
            return False
        aside.unlink()
        return True
    return False
