"""What of a file can be shown in a page: pictures, painted pages, or words. Never the file itself.

All that has to understand a file does so in a process of its own (``documents.apart``).
"""

import json
from dataclasses import dataclass
from enum import StrEnum

from pilotage_server.documents import apart
from pilotage_server.ledgers.evidence import path_of
from pilotage_server.ledgers.filetypes import OFFICE
from pilotage_server.ledgers.models import EvidenceRow

RENDERING = "pilotage_server.evidence.rendering"
READING = "pilotage_server.documents.reading"
SECONDS = 20
WIDTH = 1240
"""Points: an A4 page at 150 dpi."""

LONGEST = 20_000
"""Characters of a text that a page shows; the file has the rest."""

_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff")
_READ = (
    f"{OFFICE}wordprocessingml.document",
    f"{OFFICE}spreadsheetml.sheet",
    "application/ofd",
    "application/x-ole-storage",
)


class Shape(StrEnum):
    """How a file is shown."""

    PICTURE = "picture"
    PAGES = "pages"
    TEXT = "text"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One painted page: how many there are in all, its type, its bytes (none past the last)."""

    pages: int
    media_type: str
    data: bytes


def shape_of(media_type: str) -> Shape:
    """How a file of that type is shown, if it turns out to be sound."""
    if media_type in _PICTURES:
        return Shape.PICTURE
    if media_type == "application/pdf":
        return Shape.PAGES
    return Shape.TEXT if media_type in (*_READ, "text/plain") else Shape.NONE


def painted(row: EvidenceRow, page: int, width: int = WIDTH) -> Picture | None:
    """Page ``page`` of the file as a picture made here; None when it cannot be painted."""
    if shape_of(row.media_type) not in (Shape.PICTURE, Shape.PAGES):
        return None
    words = (row.media_type, str(page), str(width))
    try:
        with path_of(row.digest).open("rb") as file:
            said = apart.run(RENDERING, *words, given=file, seconds=SECONDS)
    except FileNotFoundError:
        return None
    if not said:
        return None
    head, _line, data = said.partition(b"\n")
    facts = json.loads(head)
    return Picture(pages=facts["pages"], media_type=facts["type"], data=data)


def words_of(row: EvidenceRow) -> str:
    """The beginning of the text in the file, at most LONGEST characters; empty when there is none.

    A text is shown as it was sent, a page with its marks.
    """
    try:
        with path_of(row.digest).open("rb") as file:
            if row.media_type == "text/plain":
                return _decoded(file.read(4 * LONGEST))[:LONGEST]
            said = apart.run(READING, row.name, str(LONGEST), given=file, seconds=SECONDS)
    except FileNotFoundError:
        return ""
    return (said or b"").decode("utf-8", "replace")


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        whole = error.start < len(data) - 4  # else a sign was cut in two at the end
        return data.decode("gb18030" if whole else "utf-8-sig", "replace")
