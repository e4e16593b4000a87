"""Files that stand for a report: what is taken in, under which name and type, and where it is kept.

The type is read from the bytes, never from the name or the browser's word, and text is only ever
``text/plain``: a page smuggled in as evidence is shown as its source. The bytes are kept once,
under their SHA-256.
"""

import hashlib
import io
import os
import tempfile
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from pilotage.base import PilotageError

MAX_BYTES = 20 * 1024 * 1024
"""Of one file. Enough for a scanned volume; a film of a site belongs on other shelves."""

MAX_NAME = 120
NAMES_OF_TYPES = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
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
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("OFD.xml", "application/ofd"),
)
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*;', "_"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One file as it will be kept. ``dated`` is the day of the proof, not of the upload."""

    name: str
    media_type: str
    data: bytes
    dated: date | None = None

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def proof_of(data: bytes, name: str, dated: date | None = None) -> Proof:
    """The proof that ``data`` makes; PilotageError for an empty, too large or unusable file."""
    shown = safe_name(name)
    if not data:
        raise PilotageError(
            _("The file “%(name)s” is empty.") % {"name": shown},
            _("Choose the file again, or leave it out."),
        )
    if len(data) > MAX_BYTES:
        raise _too_large(shown)
    media_type = sniff(data)
    if media_type is None:
        raise PilotageError(
            _("The file “%(name)s” is of a kind that cannot serve as evidence.") % {"name": shown},
            _("Use PDF, OFD, Word, Excel, PowerPoint, a picture, plain text or a zip of these."),
        )
    return Proof(name=_named_for(shown, media_type), media_type=media_type, data=data, dated=dated)


def proof_of_upload(upload: UploadedFile, dated: date | None = None) -> Proof:
    """The proof a form sent; the size is judged before the bytes are read."""
    name = upload.name or ""
    if (upload.size or 0) > MAX_BYTES:
        raise _too_large(safe_name(name))
    return proof_of(upload.read(), name, dated)


def _too_large(shown: str) -> PilotageError:
    return PilotageError(
        _("The file “%(name)s” is larger than %(limit)s MB.")
        % {"name": shown, "limit": MAX_BYTES // 1024 // 1024},
        _("Send the pages that prove the claim, or a smaller scan."),
    )


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


def _kind_of_zip(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    for part, media_type in _PARTS_OF_ZIP:
        if any(name.startswith(part) for name in names):
            return media_type
    return "application/zip"


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


def safe_name(name: str) -> str:
    """``name`` without folders, control or direction marks, and characters that shells read."""
    base = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(c for c in base if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    tidy = " ".join(kept.translate(_FORBIDDEN).split()).lstrip(".").strip()
    stem, dot, ending = tidy.rpartition(".")
    if len(tidy) > MAX_NAME and dot and len(ending) <= 8:
        tidy = f"{stem[: MAX_NAME - len(ending) - 1]}.{ending}"
    return tidy[:MAX_NAME] or _("evidence")


def _named_for(name: str, media_type: str) -> str:
    """``name`` with an ending that tells the truth about ``media_type``."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    usual = NAMES_OF_TYPES[media_type]
    if ending in _ALSO_CALLED.get(media_type, {usual}):
        return name
    return f"{name}.{usual}"


def path_of(digest: str) -> Path:
    """Where the bytes with that digest are kept."""
    return Path(settings.MEDIA_ROOT) / "evidence" / digest[:2] / digest


def keep(proof: Proof) -> str:
    """Keep the bytes under their digest and return it; bytes that are there already stay."""
    digest = proof.digest
    path = path_of(digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(proof.data)
    os.replace(draft, path)
    return digest
