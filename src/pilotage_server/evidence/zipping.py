"""A zip that is made while it is sent: at no time more of it is in memory than a piece of a file.

Nothing is packed tighter: what people send as evidence is packed already.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

PIECE = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file of the zip: its name in it, and its bytes or where they lie."""

    name: str
    source: bytes | Path
    at: datetime

    @property
    def size(self) -> int:
        return len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size

    def pieces(self) -> Iterator[bytes]:
        """The bytes, some at a time."""
        if isinstance(self.source, bytes):
            yield self.source
            return
        with self.source.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece


class _Out(io.RawIOBase):
    """What was written since it was last taken; it cannot go back, so the zip never asks it to."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._kept.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """All of it, once."""
        found = b"".join(self._kept)
        self._kept.clear()
        return found


def zipped(parts: Iterable[Part]) -> Iterator[bytes]:
    """The zip of ``parts``, in their order, piece by piece."""
    out = _Out()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for part in parts:
            info = zipfile.ZipInfo(part.name, date_time=part.at.timetuple()[:6])
            info.file_size = part.size
            info.external_attr = 0o644 << 16
            with archive.open(info, "w") as file:
                for piece in part.pieces():
                    file.write(piece)
                    yield out.taken()
            yield out.taken()
    yield out.taken()
