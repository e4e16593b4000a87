"""Files of evidence: what is known of one, its bytes, and all of a task or a programme packed."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from ninja import Router

from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import found, handed_out
from pilotage_server.api.models import Scope
from pilotage_server.api.schemas import tasks as schemas
from pilotage_server.api.telling import tasks as telling
from pilotage_server.audit import reads
from pilotage_server.evidence.views import packages
from pilotage_server.ledgers import evidence as files
from pilotage_server.ledgers import proofs, rights
from pilotage_server.ledgers.proofs import proof_for

router = Router(tags=["tasks"])


@router.get("/evidence/{int:key}", response=schemas.Proof, operation_id="evidence")
@opens_to(Scope.READ, *rights.READERS)
def evidence(request: Any, key: int) -> HttpResponse:
    """What is known of a file of evidence."""
    row = proof_for(request.member, key)
    shown = proofs.shown(proofs.entries_of(row.matter), [row])
    return found(request, telling.proof(shown[0]))


@router.get("/evidence/{int:key}/file", operation_id="evidence_file")
@opens_to(Scope.READ, *rights.READERS)
def evidence_file(request: Any, key: int) -> HttpResponse:
    """The bytes of a file of evidence, as a download; the row says of what type. Recorded."""
    row = proof_for(request.member, key)
    path = files.path_of(row.digest)
    if not path.is_file():
        raise Http404
    reads.downloaded(request.user, row)
    answer: Any = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=row.name,
        content_type="application/octet-stream",
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer  # type: ignore[no-any-return]


@router.get("/tasks/{int:key}/evidence.zip", operation_id="task_package")
@opens_to(Scope.READ, *rights.READERS)
def task_package(request: Any, key: int) -> HttpResponse:
    """All files of a task that the asker may open, with a table of them and their sums. Recorded
    every time."""
    return handed_out(packages.of_task(request, key))


@router.get("/programmes/{int:key}/evidence.zip", operation_id="programme_package")
@opens_to(Scope.READ, *rights.READERS)
def programme_package(request: Any, key: int) -> HttpResponse:
    """The same of all tasks of a programme that the asker sees. Recorded every time."""
    return handed_out(packages.of_programme(request, key))


@router.get("/tasks/{int:key}/volume.zip", operation_id="task_volume")
@opens_to(Scope.READ, *rights.READERS)
def task_volume(request: Any, key: int) -> HttpResponse:
    """The volume of an archived task: its PDF, the evidence, the entries as JSON lines, the sums.
    For those who may open all of it. Recorded every time."""
    return handed_out(packages.of_volume(request, key))
