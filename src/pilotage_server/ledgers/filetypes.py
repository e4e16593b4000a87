"""What a file is, read from its bytes alone, and what about the bytes forbids to keep it.

A polyglot is one file in two formats: a picture that a browser also runs as a script, a PDF that
is a web page from its other end. Where such a file is opened decides what it does, so none is kept.
"""

import io
import re
import zipfile
from enum import StrEnum

OFFICE = "application/vnd.openxmlformats-officedocument."
NAMES_OF_TYPES = {
    "application/pdf": "pdf",
    f"{OFFICE}wordprocessingml.document": "docx",
    f"{OFFICE}spreadsheetml.sheet": "xlsx",
    f"{OFFICE}presentationml.presentation": "pptx",
    "application/ofd": "ofd",
    "application/zip": "zip",
    "application/x-ole-storage": "doc",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/tiff": "tif",
    "video/mp4": "mp4",
    "text/plain": "txt",
}
PACKED = frozenset({"application/zip", "application/ofd"}) | {
    one for one in NAMES_OF_TYPES if one.startswith(OFFICE)
}
_ALSO_CALLED = {
    "application/x-ole-storage": {"doc", "xls", "ppt", "wps", "et"},
    "image/jpeg": {"jpg", "jpeg"},
    "image/tiff": {"tif", "tiff"},
    "text/plain": {"txt", "csv", "md", "log", "tsv"},
    "video/mp4": {"mp4", "m4v", "mov"},
}
_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_PARTS_OF_ZIP = (
    ("word/", f"{OFFICE}wordprocessingml.document"),
    ("xl/", f"{OFFICE}spreadsheetml.sheet"),
    ("ppt/", f"{OFFICE}presentationml.presentation"),
    ("OFD.xml", "application/ofd"),
)

MOST_UNPACKED = 512 * 1024 * 1024
"""Bytes that a packed file may unpack to."""

MOST_PARTS = 20_000
_SNIFFED = 1024
"""Bytes at the beginning of a file by which programs guess what it is."""

_PAGE = re.compile(rb"<(?:script|html|svg|iframe|!doctype html|\?php)\b", re.I)
_DRAWING = re.compile(rb"\s*(?:<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<svg\b", re.I | re.S)
_LEADS_OUT = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar", ".tgz", ".zst")


class Danger(StrEnum):
    """Why bytes that look like a kind we keep are not kept."""

    TWO_KINDS = "two kinds"
    DRAWING = "drawing"
    BOMB = "bomb"
    NESTED = "nested"
    LEADS_OUT = "leads out"


def sniff(data: bytes) -> str | None:
    """The media type of ``data`` by its content; None when it is none that we keep."""
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        return "video/mp4"
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    return "text/plain" if _is_text(data) else None


def is_cut_short(data: bytes) -> bool:
    """Whether ``data`` begins as a packed file does and cannot be unpacked."""
    return data.startswith(b"PK\x03\x04") and _parts(data) is None


def _kind_of_zip(data: bytes) -> str | None:
    parts = _parts(data)
    if parts is None:
        return None
    for part, media_type in _PARTS_OF_ZIP:
        if any(one.filename.startswith(part) for one in parts):
            return media_type
    return "application/zip"


def _parts(data: bytes) -> list[zipfile.ZipInfo] | None:
    """What the directory of a zip lists; None when it has none that can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None


def _is_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decodes(data, "utf-16")
    controls = sum(data.count(bytes([code])) for code in (*range(9), *range(14, 27), 28, 29, 30))
    return controls == 0 and (_decodes(data, "utf-8") or _decodes(data, "gb18030"))


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def danger_in(data: bytes, media_type: str) -> Danger | None:
    """Why ``data``, which begins as ``media_type``, may not be kept; None when nothing speaks
    against it."""
    if media_type in PACKED:
        return _danger_of_zip(_parts(data) or [])
    if media_type == "text/plain":
        if _DRAWING.match(data):
            return Danger.DRAWING
        return Danger.TWO_KINDS if b"%PDF-" in data[:_SNIFFED] else None
    return Danger.TWO_KINDS if _is_polyglot(data, media_type) else None


def _is_polyglot(data: bytes, media_type: str) -> bool:
    """Whether the bytes are also a zip from their end, a page, or a script from their beginning."""
    if _is_zip_from_its_end(data):
        return True
    if media_type == "application/pdf":
        ends = data[:_SNIFFED] + data[max(data.rfind(b"%%EOF"), 0) :]
        return bool(_PAGE.search(ends))
    picture = media_type.startswith("image/")
    return picture and (bool(_PAGE.search(data)) or _begins_as_script(data))


def _danger_of_zip(parts: list[zipfile.ZipInfo]) -> Danger | None:
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED:
        return Danger.BOMB
    names = [one.filename.replace("\\", "/") for one in parts]
    if any(name.lower().endswith(_ARCHIVES) for name in names):
        return Danger.NESTED
    if any(_LEADS_OUT.search(name) for name in names):
        return Danger.LEADS_OUT
    return None


def _is_zip_from_its_end(data: bytes) -> bool:
    """Whether a zip's directory closes the file, as programs that unpack look for it."""
    at = data.rfind(b"PK\x05\x06", max(len(data) - 65_557, 0))
    return at >= 0 and at + 22 + int.from_bytes(data[at + 20 : at + 22], "little") == len(data)


def _begins_as_script(data: bytes) -> bool:
    """Whether the measures of a picture open a comment, or its first bytes are all words."""
    opens = data.startswith((b"GIF87a/*", b"GIF89a/*")) or data[4:6] == b"/*"
    words = data[6:70]
    return opens or (len(words) == 64 and all(9 <= code < 127 for code in words))


def named_for(name: str, media_type: str) -> str:
    """``name`` with an ending that tells the truth about ``media_type``."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    usual = NAMES_OF_TYPES[media_type]
    if ending in _ALSO_CALLED.get(media_type, {usual}):
        return name
    return f"{name}.{usual}"
