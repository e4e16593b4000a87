"""Files that stand for a report: what is taken in, under which name and type, and where it is kept.

The type is read from the bytes, never from the name or the browser's word, and text is only ever
``text/plain``: a page smuggled in as evidence is shown as its source. The bytes are kept once,
under their SHA-256: written whole under another name first, so that whatever stands under a digest
is all there, wherever the server was stopped.
"""

import hashlib
import os
import tempfile
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from pilotage.base import PilotageError
from pilotage_server.documents.marking import check_file

from .filetypes import Danger, danger_in, is_cut_short, named_for, sniff

MAX_BYTES = 20 * 1024 * 1024
"""Of one file. Enough for a scanned volume; a film of a site belongs on other shelves."""

MAX_NAME = 120
DRAFT = "incoming-"
"""How the name of a file begins that is still being written."""

_READ_FOR_MARKING = ("application/", "text/")
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*;', "_"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One file as it will be kept, or as it is kept already (``data`` is empty then).

    ``dated`` is the day of the proof, not of the upload; ``kind`` what it is for the closing of a
    task (``ProofKind``), empty when nobody said.
    """

    name: str
    media_type: str
    digest: str
    size: int
    data: bytes = field(default=b"", repr=False)
    dated: date | None = None
    kind: str = ""


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
    if media_type is None and is_cut_short(data):
        raise PilotageError(
            _("The file “%(name)s” is damaged or was cut short.") % {"name": shown},
            _("Open it on your computer, save it again and send that."),
        )
    if media_type is None:
        raise PilotageError(
            _("The file “%(name)s” is of a kind that cannot serve as evidence.") % {"name": shown},
            _("Use PDF, OFD, Word, Excel, PowerPoint, a picture, plain text or a zip of these."),
        )
    danger = danger_in(data, media_type)
    if danger:
        raise _dangerous(danger, shown)
    return Proof(
        name=named_for(shown, media_type),
        media_type=media_type,
        digest=hashlib.sha256(data).hexdigest(),
        size=len(data),
        data=data,
        dated=dated,
    )


def proof_of_upload(upload: UploadedFile, dated: date | None = None) -> Proof:
    """The proof a form sent; the size is judged before the bytes are read.

    MarkedError when it carries a security marking: then nothing of it is kept.
    """
    name = upload.name or ""
    if (upload.size or 0) > MAX_BYTES:
        raise _too_large(safe_name(name))
    proof = proof_of(upload.read(), name, dated)
    if proof.media_type.startswith(_READ_FOR_MARKING):
        check_file(proof.data, proof.name)
    return proof


def _too_large(shown: str) -> PilotageError:
    return PilotageError(
        _("The file “%(name)s” is larger than %(limit)s MB.")
        % {"name": shown, "limit": MAX_BYTES // 1024 // 1024},
        _("Send the pages that prove the claim, or a smaller scan."),
    )


def _dangerous(danger: Danger, shown: str) -> PilotageError:
    what, remedy = {
        Danger.TWO_KINDS: (
            _("The file “%(name)s” is two kinds of file in one, so it was not kept."),
            _("Save it anew as one of them, or scan the paper."),
        ),
        Danger.DRAWING: (
            _("The file “%(name)s” is an SVG drawing, which can carry a program."),
            _("Save it as PNG or PDF."),
        ),
        Danger.BOMB: (
            _("The file “%(name)s” would unpack to far more than it says it is."),
            _("Send the documents in it one by one."),
        ),
        Danger.NESTED: (
            _("The file “%(name)s” holds another packed file, which nobody could look into."),
            _("Unpack it, and send what is in it."),
        ),
        Danger.LEADS_OUT: (
            _("The file “%(name)s” holds names that lead out of its own folder."),
            _("Pack it anew, or send the documents in it one by one."),
        ),
    }[danger]
    return PilotageError(what % {"name": shown}, remedy)


def safe_name(name: str) -> str:
    """``name`` without folders, control or direction marks, and characters that shells read."""
    base = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(c for c in base if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    tidy = " ".join(kept.translate(_FORBIDDEN).split()).lstrip(".").strip()
    stem, dot, ending = tidy.rpartition(".")
    if len(tidy) > MAX_NAME and dot and len(ending) <= 8:
        tidy = f"{stem[: MAX_NAME - len(ending) - 1]}.{ending}"
    return tidy[:MAX_NAME] or _("evidence")


def folder() -> Path:
    """Where all evidence is kept."""
    return Path(settings.MEDIA_ROOT) / "evidence"


def path_of(digest: str) -> Path:
    """Where the bytes with that digest are kept."""
    return folder() / digest[:2] / digest


def keep(proof: Proof) -> str:
    """Keep the bytes under their digest and return it; bytes that are there already stay.

    Their time is set anew, so that the sweeper leaves them to the entry that is about to name
    them. PilotageError for a proof without bytes whose bytes are gone.
    """
    path = path_of(proof.digest)
    try:
        os.utime(path)
    except FileNotFoundError:
        if not proof.data:
            raise PilotageError(
                _("The file “%(name)s” is not here any more.") % {"name": proof.name},
                _("Choose the file again, or leave it out."),
            ) from None
        _write(path, proof.data)
    return proof.digest


def _write(path: Path, data: bytes) -> None:
    """Durably, and under its own name only when all of it is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=DRAFT)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
