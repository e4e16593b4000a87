"""Take a document in: keep its bytes, and ask for it to be compiled."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.documents import store
from pilotage_server.documents.models import CompileJobRow, DocumentRow


@transaction.atomic
def receive(name: str, chunks: Iterable[bytes], by: User, *, programme: str = "") -> DocumentRow:
    """Keep a file that was found fit to keep; returns its row, with the work of compiling asked.

    ``programme`` is the code of the programme it belongs to; empty makes a new one.
    """
    sha256, size = store.keep(chunks)
    document = DocumentRow.objects.create(
        name=name[-200:],
        sha256=sha256,
        size=size,
        programme=programme,
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    CompileJobRow.objects.create(document=document, asked_at=clock.now())
    record(What.RECEIVED, document, by=by.get_username())
    return document
