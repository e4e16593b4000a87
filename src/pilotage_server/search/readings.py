"""Files of evidence are read for their text in the worker, one at a time.

A file may be anything, so it is read in a process of its own with a limit on time and memory
(``documents.reading``). What cannot be read is found by its name only, and nobody is troubled
with it. A file whose text carries a security marking is not indexed.
"""

import logging
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import F, Q, QuerySet

from pilotage_server import clock
from pilotage_server.documents import apart
from pilotage_server.documents.marking import MarkedError, check_marking
from pilotage_server.ledgers import evidence
from pilotage_server.ledgers.models import EvidenceRow

from . import keeping, passages
from .models import PassageKind, ReadingRow, ReadingState

log = logging.getLogger("pilotage_server.search")

READER = "pilotage_server.documents.reading"
SECONDS = 30
"""Longer than any file of evidence took that could be read at all."""

LONGEST_TEXT = 200_000
"""Characters of one file that are indexed, from its beginning: a volume of 150 pages."""

SILENCE = timedelta(seconds=4 * SECONDS)
ATTEMPTS = 2
READABLE = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/ofd",
    "application/x-ole-storage",
    "text/plain",
)


def ask(proof: EvidenceRow) -> None:
    """Ask for ``proof`` to be read, when its kind of file has text that can be."""
    if proof.media_type in READABLE:
        ReadingRow.objects.get_or_create(proof=proof)


def ask_again() -> None:
    """Ask for every file to be read once more."""
    ReadingRow.objects.all().delete()
    proofs = EvidenceRow.objects.filter(media_type__in=READABLE).order_by("pk")
    ReadingRow.objects.bulk_create(ReadingRow(proof=proof) for proof in proofs)


def counted() -> tuple[int, int]:
    """(files whose text was read, files that could not be read)."""
    rows = ReadingRow.objects
    read = rows.filter(state=ReadingState.DONE).count()
    return read, rows.filter(state=ReadingState.FAILED).count()


def read_once() -> bool:
    """Read one waiting file; False when there was none."""
    _put_back_silent()
    reading = _claim()
    if reading is None:
        return False
    try:
        text = text_of(evidence.path_of(reading.proof.digest), reading.proof.name)
        _end(reading, text)
    except Exception:
        log.exception("evidence %s was not read", reading.proof_id)
        _mine(reading).update(state=ReadingState.FAILED)
    return True


def text_of(path: Path, name: str, seconds: float = SECONDS) -> str:
    """The text in the file, at most LONGEST_TEXT characters; empty when it cannot be read."""
    with path.open("rb") as file:
        said = apart.run(READER, name, str(LONGEST_TEXT), given=file, seconds=seconds)
    return (said or b"").decode("utf-8", "replace")


def _put_back_silent() -> None:
    now = clock.now()
    silent = ReadingRow.objects.filter(state=ReadingState.RUNNING).filter(
        Q(begun_at__lt=now - SILENCE) | Q(begun_at__gt=now + SILENCE)
    )
    if not silent.exists():
        return
    silent.filter(attempts__gte=ATTEMPTS).update(state=ReadingState.FAILED)
    silent.update(state=ReadingState.WAITING)


def _claim() -> ReadingRow | None:
    """Take the oldest waiting file; None when there is none or another worker was quicker."""
    waiting = ReadingRow.objects.filter(state=ReadingState.WAITING).order_by("pk")
    reading = waiting.select_related("proof__entry", "proof__matter").first()
    if reading is None:
        return None
    mine = ReadingRow.objects.filter(pk=reading.pk, state=ReadingState.WAITING).update(
        state=ReadingState.RUNNING, begun_at=clock.now(), attempts=F("attempts") + 1
    )
    return reading if mine else None


@transaction.atomic
def _end(reading: ReadingRow, text: str) -> None:
    """Put the text in, unless another worker has taken the file over since."""
    if not _mine(reading).update(state=ReadingState.DONE if text else ReadingState.FAILED):
        return
    keeping.take_out(Q(kind=PassageKind.PROOF, proof=reading.proof, place__gt=0))
    try:
        check_marking(text)
    except MarkedError:
        return
    keeping.add(passages.of_text(reading.proof, text))


def _mine(reading: ReadingRow) -> QuerySet[ReadingRow]:
    return ReadingRow.objects.filter(
        pk=reading.pk, state=ReadingState.RUNNING, attempts=reading.attempts + 1
    )
