"""Which documents a person may see: the office all, a drafter their own.

A post of one programme sees those uploaded to it, and its own.
"""

from django.db.models import Q, QuerySet
from django.http import Http404

from pilotage_server.units.access import MemberRequest
from pilotage_server.units.models import Standing
from pilotage_server.units.programmes import programme_of

from .models import DocumentRow, JobState


def document_for(request: MemberRequest, pk: int) -> DocumentRow:
    """The document with that number; 404 when there is none this person may see."""
    found = visible_documents(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def twin_of(request: MemberRequest, sha256: str) -> DocumentRow | None:
    """The newest document of the same bytes that this person may see and that did not fail."""
    rows = visible_documents(request).filter(sha256=sha256).exclude(job__state=JobState.FAILED)
    return rows.order_by("-pk").first()


def visible_documents(request: MemberRequest) -> QuerySet[DocumentRow]:
    """The documents this person may see, each with its reading."""
    rows = DocumentRow.objects.select_related("job", "uploaded_by")
    own = Q(uploaded_by=request.user)
    if request.member.role == Standing.DRAFTER:
        return rows.filter(own)
    if request.member.programme:
        home = programme_of(request.member.programme)
        return rows.filter(
            own | Q(programme=home.code) | Q(plan__programme=home.key) if home else own
        )
    return rows
