"""Ask once more for a document that was not read."""

from django.db import transaction

from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.documents import store
from pilotage_server.documents.models import CompileJobRow, DocumentRow, JobState
from pilotage_server.units.problems import stale


@transaction.atomic
def retry(document: DocumentRow) -> None:
    """Put a failed compiling back in the queue; stale when it has not failed or is not kept."""
    if not store.is_kept(document):
        raise stale()
    again = CompileJobRow.objects.filter(document=document, state=JobState.FAILED).update(
        state=JobState.WAITING, attempts=0, stage="", percent=0, failure={}, ended_at=None
    )
    if not again:
        raise stale()
    record(What.RETRIED, document)
