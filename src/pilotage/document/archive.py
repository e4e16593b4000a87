"""Packed files (.docx, .xlsx, .ofd) opened without trusting them: sizes, nesting, no entities."""

import zipfile
import zlib
from io import BytesIO
from types import TracebackType
from typing import Self

from lxml import etree

from .problems import BOMB, DAMAGED, ENCRYPTED

_MAX_PART = 48 * 1024 * 1024
"""A parsed part takes some ten times its size in memory."""
_MAX_TOTAL = 160 * 1024 * 1024
_MAX_RATIO = 200
"""A real document.xml unpacks to 5 to 30 times its packed size; a bomb to a thousand and more."""
_MAX_PARTS = 20_000
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    OSError,
    EOFError,
    NotImplementedError,
    ValueError,
    RuntimeError,
)


class Archive:
    """The parts of a packed file; PilotageError for one that is damaged, encrypted or a bomb."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _UNREADABLE as error:
            raise DAMAGED.refusal() from error
        names = self._zip.namelist()
        if len(names) > _MAX_PARTS:
            raise BOMB.refusal()
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in names}
        self._total = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def names(self) -> tuple[str, ...]:
        """All parts, with / between folders and in small letters."""
        return tuple(self._names)

    def size(self) -> int:
        """What all parts together unpack to, as the file itself says."""
        return sum(info.file_size for info in self._zip.infolist())

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, or None when there is none of that name."""
        if name not in self:
            return None
        info = self._zip.getinfo(self._names[name.lower()])
        if info.flag_bits & 1:
            raise ENCRYPTED.refusal()
        self._total += info.file_size
        ratio = info.file_size / max(info.compress_size, 5000)
        if info.file_size > _MAX_PART or ratio > _MAX_RATIO or self._total > _MAX_TOTAL:
            raise BOMB.refusal()
        try:
            with self._zip.open(info) as part:
                return part.read(_MAX_PART + 1)
        except _UNREADABLE as error:
            raise DAMAGED.refusal() from error

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part that is XML: no entities, no network, at most 256 levels deep."""
        data = self.part(name)
        if data is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except _UNREADABLE as error:
            raise DAMAGED.refusal() from error
