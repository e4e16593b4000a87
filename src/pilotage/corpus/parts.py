"""Files in parts: what is compiled in one go, written in one go, and found again by its hash."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .files import Found

MOST_FILES = 4
"""A part has at most this many times the files asked for,"""
MOST_BYTES = 16 * 1024 * 1024
"""and at most this many bytes, but for a single file: what a worker holds stays small."""


class Part(NamedTuple):
    """Neighbouring files. ``id`` is the hash of their names, sizes and times, and of what they
    are compiled with: a part of that id that was written once need not be made again."""

    id: str
    files: tuple[Found, ...]

    def packed(self) -> str:
        """As text, to be sent to a worker."""
        return json.dumps([self.id, self.files], ensure_ascii=False)


def unpacked(text: str) -> Part:
    """The part that ``packed`` wrote."""
    part_id, files = json.loads(text)
    return Part(part_id, tuple(Found(*file) for file in files))


def files_a_part(total: int) -> int:
    """How many files a part should have: enough parts to share out, no crowd of small tables."""
    return min(256, max(4, 1 << max(0, total // 64).bit_length()))


def in_parts(files: Iterable[Found], average: int, edition: str) -> Iterator[Part]:
    """``files``, which are in order of name, in parts of about ``average``.

    Where one part ends is told by the name of its last file alone, so that a file that comes, goes
    or changes touches its own part and no other. ``edition`` stands for the compiler's version
    and register.
    """
    held: list[Found] = []
    size = 0
    for file in files:
        if held and (size + file.size > MOST_BYTES or len(held) >= MOST_FILES * average):
            yield _part(held, edition)
            held, size = [], 0
        held.append(file)
        size += file.size
        if zlib.crc32(file.document.encode()) % average == 0:
            yield _part(held, edition)
            held, size = [], 0
    if held:
        yield _part(held, edition)


def _part(files: list[Found], edition: str) -> Part:
    named = json.dumps([edition, [(f.document, f.size, f.changed) for f in files]])
    return Part(hashlib.sha256(named.encode()).hexdigest()[:16], tuple(files))
