"""The page of one proof: what it shows, for what it stands, and where else it stands."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET

from pilotage_server.audit import reads
from pilotage_server.evidence import previews
from pilotage_server.evidence.previews import Shape
from pilotage_server.ledgers import rights
from pilotage_server.ledgers.evidence import path_of
from pilotage_server.ledgers.models import EvidenceRow, MatterRow
from pilotage_server.ledgers.needs import kind_said
from pilotage_server.ledgers.proofs import proof_for, sees_proof
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow

SHOWN = 8
"""Pages of a PDF that are painted at once."""


@require_GET
@for_roles(*rights.READERS, otherwise=Http404)
def preview(request: MemberRequest, key: int) -> HttpResponse:
    """The proof as far as it can be shown, with all that is known of it."""
    row = proof_for(request.member, key)
    reads.opened(request.user, row)
    first = _number(request, "from")
    shape, pages, text = previews.shape_of(row.media_type), 0, ""
    if shape is Shape.TEXT:
        text = previews.words_of(row)
    elif shape in (Shape.PICTURE, Shape.PAGES):
        found = previews.painted(row, first, width=80)
        pages = found.pages if found else 0
    last = min(first + SHOWN - 1, pages)
    facts = {
        "proof": row,
        "matter": row.matter,
        "programme": row.matter.plan.programme,
        "kind": kind_said(row, reader_language()),
        "shape": shape.value if pages or text else Shape.NONE.value,
        "text": text,
        "cut": len(text) >= previews.LONGEST,
        "numbers": range(first, last + 1),
        "pages": pages,
        "before": max(first - SHOWN, 1) if first > 1 else 0,
        "after": last + 1 if last < pages else 0,
        "elsewhere": _elsewhere(request.member, row),
        "here": path_of(row.digest).is_file(),
    }
    return render(request, "evidence/preview.html", facts)


def _number(request: HttpRequest, name: str) -> int:
    said = request.GET.get(name, "")
    return max(int(said), 1) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def _elsewhere(member: MembershipRow, row: EvidenceRow) -> list[EvidenceRow]:
    """Where else the same bytes stand, as far as ``member`` may see it."""
    rows = EvidenceRow.objects.filter(digest=row.digest).exclude(pk=row.pk)
    matters: dict[int, MatterRow] = {
        one.pk: one for one in rights.visible(member).filter(pk__in=rows.values("matter"))
    }
    seen = rows.filter(matter__in=matters).select_related("entry", "matter")[:50]
    return [one for one in seen if sees_proof(member, matters[one.matter_id], one)]


@require_GET
@for_roles(*rights.READERS, otherwise=Http404)
def picture(request: MemberRequest, key: int, page: int) -> HttpResponse:
    """One page of the proof as a picture that was made here.

    A browser keeps it and asks each time whether it may show it: whose right has ended sees it no
    more.
    """
    row = proof_for(request.member, key)
    found = previews.painted(row, page)
    if found is None or not found.data:
        raise Http404
    reads.opened(request.user, row)
    tag = f'"{sha256(found.data).hexdigest()}"'
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-cache",
        "Content-Disposition": "inline",
        "ETag": tag,
    }
    made = HttpResponse(found.data, content_type=found.media_type, headers=headers)
    return get_conditional_response(request, etag=tag, response=made) or made
