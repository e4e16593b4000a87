"""Which documents a person may see: the office all, a drafter their own."""

from django.http import Http404

from pilotage_server.units.access import MemberRequest
from pilotage_server.units.models import Standing

from .models import DocumentRow


def document_for(request: MemberRequest, pk: int) -> DocumentRow:
    """The document with that number; 404 when there is none this person may see."""
    rows = DocumentRow.objects.select_related("job", "uploaded_by")
    if request.member.role == Standing.DRAFTER:
        rows = rows.filter(uploaded_by=request.user)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
