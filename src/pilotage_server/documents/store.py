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
    target = _place(digest.hexdigest())
    target.parent.mkdir(exist_ok=True)
    Path(scratch).replace(target)
    return digest.hexdigest(), size


def read(document: DocumentRow) -> bytes:
    """The bytes as they were uploaded."""
    return _place(document.sha256).read_bytes()


def _place(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "documents" / sha256[:2] / sha256
