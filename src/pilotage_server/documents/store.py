"""The bytes of documents: kept once each under the media folder, by their digest."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from .models import DocumentRow


def keep(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Write the bytes durably; returns their SHA-256 and size. Equal bytes are kept once."""
    folder = Path(settings.MEDIA_ROOT) / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    descriptor, scratch = tempfile.mkstemp(dir=folder, prefix="incoming-")
    with os.fdopen(descriptor, "wb") as file:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    target = place_of(digest.hexdigest())
    target.parent.mkdir(exist_ok=True)
    Path(scratch).replace(target)
    return digest.hexdigest(), size


def digest_of(chunks: Iterable[bytes]) -> str:
    """The SHA-256 under which these bytes are, or would be, kept."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def read(document: DocumentRow) -> bytes:
    """The bytes as they were uploaded."""
    return place_of(document.sha256).read_bytes()


def is_kept(document: DocumentRow) -> bool:
    """Whether the bytes are still here."""
    return place_of(document.sha256).exists()


def forget(document: DocumentRow) -> None:
    """Remove the bytes of a document that may not be kept, unless an equal one may."""
    if not DocumentRow.objects.filter(sha256=document.sha256).exclude(pk=document.pk).exists():
        place_of(document.sha256).unlink(missing_ok=True)


def place_of(sha256: str) -> Path:
    """Where the bytes of that SHA-256 are kept."""
    return Path(settings.MEDIA_ROOT) / "documents" / sha256[:2] / sha256
