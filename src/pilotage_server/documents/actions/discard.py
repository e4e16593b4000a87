"""Take a document away that could not be read."""

from django.db import transaction

from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.documents import store
from pilotage_server.documents.models import DocumentRow, JobState
from pilotage_server.units.problems import stale


@transaction.atomic
def discard(document: DocumentRow) -> None:
    """Remove a document whose reading failed, its bytes too; stale when it is being read again."""
    failed = DocumentRow.objects.filter(pk=document.pk, job__state=JobState.FAILED)
    if not failed.exists():
        raise stale()
    record(What.DISCARDED, document)
    failed.delete()
    transaction.on_commit(lambda: store.forget(document))
