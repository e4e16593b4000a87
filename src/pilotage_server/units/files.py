"""Files that pages hand out."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def attached(content: str | bytes, kind: str, name: str) -> HttpResponse:
    """``content`` of that media type as a file called ``name``, which no browser opens as a page
    of this site, and none keeps for the next person."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=kind, headers=headers)
