"""Finds the security marking of one file, run apart: ``NAME``; the marking goes out, or nothing.

Of a zip each document in it is looked at. Exit 0 when the file could be read, 1 when not.
"""

import io
import sys
import zipfile
from collections.abc import Iterator

from pilotage.base import PilotageError
from pilotage.document import read_document
from pilotage_server.documents.apart import confine
from pilotage_server.documents.marking import HEAD, mark_in

COMPUTING = 12
MOST_PARTS = 60
"""Documents of a zip that are looked at, at most."""

LARGEST_PART = 20 * 1024 * 1024
OFFICE = ("word/", "xl/", "ppt/", "OFD.xml")


def texts_of(data: bytes, name: str) -> Iterator[str]:
    """The names and the text of the file, or of each document in it."""
    yield name
    if data.startswith(b"PK\x03\x04") and not _is_document(data):
        for part, inside in _parts(data):
            yield part
            yield _text(inside, part)
    else:
        yield _text(data, name)


def _is_document(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(one.startswith(OFFICE) for one in archive.namelist())


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        small = [one for one in archive.infolist() if one.file_size <= LARGEST_PART]
        for one in small[:MOST_PARTS]:
            if not one.is_dir() and not one.flag_bits & 0x1:
                yield one.filename, archive.read(one)


def _text(data: bytes, name: str) -> str:
    try:
        document, _problems = read_document(data, name)
    except (PilotageError, RecursionError):
        return ""
    return document.text[:HEAD]


def main(name: str) -> int:
    """Print the first marking that is found; the exit code."""
    confine(COMPUTING)
    try:
        marks = (mark_in(text) for text in texts_of(sys.stdin.buffer.read(), name))
        found = next((mark for mark in marks if mark), "")
    except (MemoryError, zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return 1
    sys.stdout.buffer.write(found.encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
