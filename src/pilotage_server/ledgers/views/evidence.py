"""A file of evidence, always as a download: nothing of it runs or shows inside the site."""

from django.http import FileResponse, Http404, HttpResponseBase

from pilotage_server.audit import reads
from pilotage_server.ledgers import evidence as files
from pilotage_server.ledgers import rights
from pilotage_server.ledgers.proofs import proof_for
from pilotage_server.units.access import MemberRequest, for_roles


@for_roles(*rights.READERS, otherwise=Http404)
def evidence(request: MemberRequest, key: int) -> HttpResponseBase:
    """The bytes of one proof, under its own name."""
    row = proof_for(request.member, key)
    path = files.path_of(row.digest)
    if not path.is_file():
        raise Http404
    reads.downloaded(request.user, row)
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=row.name, content_type=row.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
