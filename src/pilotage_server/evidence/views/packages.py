"""Evidence to take away: of a task, of a programme, and the bound volume of a closed task."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import Http404, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pilotage.ledger import Act
from pilotage_server.audit import reads
from pilotage_server.evidence import volume
from pilotage_server.evidence.packing import package, packed
from pilotage_server.evidence.zipping import Part, zipped
from pilotage_server.ledgers import rights
from pilotage_server.ledgers.models import EvidenceRow, MatterRow
from pilotage_server.ledgers.seen import seen_proofs
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow


@require_GET
@for_roles(*rights.READERS, otherwise=Http404)
def of_task(request: MemberRequest, key: int) -> StreamingHttpResponse:
    """All files of a task that the reader may open, with table and sums."""
    matter = rights.matter_for(request.member, key)
    rows = seen_of(request.member, MatterRow.objects.filter(pk=matter.pk))
    reads.exported(request.user, matter)
    language = reader_language()
    name = _("Evidence of task %(code)s.zip") % {"code": matter.code(language)}
    return _sent(package(packed(rows), language), name)


@require_GET
@for_roles(*rights.READERS, otherwise=Http404)
def of_programme(request: MemberRequest, key: int) -> StreamingHttpResponse:
    """The same of all tasks of a programme that the reader sees."""
    matters = rights.visible(request.member).filter(plan__programme=key)
    programme = ProgrammeRow.objects.filter(pk=key).first()
    if programme is None or not matters.exists():
        raise Http404
    rows = seen_of(request.member, matters)
    reads.exported(request.user, programme)
    language = reader_language()
    title = programme.name_zh if language == "zh" else programme.name_en
    name = _("Evidence of %(programme)s.zip") % {"programme": title}
    return _sent(package(packed(rows), language), name)


@require_GET
@for_roles(*rights.READERS, otherwise=Http404)
def of_volume(request: MemberRequest, key: int) -> StreamingHttpResponse:
    """The volume of an archived task: the PDF, the evidence, the entries as JSON lines, sums."""
    matter = rights.matter_for(request.member, key)
    rows = seen_of(request.member, MatterRow.objects.filter(pk=matter.pk))
    bound = [row for row in rows if row.entry.act == Act.ARCHIVE]
    if not bound or len(rows) < EvidenceRow.objects.filter(matter=matter).count():
        raise Http404
    reads.exported(request.user, matter)
    language = reader_language()
    name = _("Volume of task %(code)s.zip") % {"code": matter.code(language)}
    return _sent(package(packed(rows), language, volume.lines_of(matter)), name)


def seen_of(member: MembershipRow, matters: QuerySet[MatterRow]) -> list[EvidenceRow]:
    """The proofs of ``matters`` that ``member`` may open, task by task, in the order sent."""
    rows = seen_proofs(member).filter(matter__in=matters.values("pk"))
    rows = rows.select_related("entry", "matter")
    return list(rows.order_by("matter__plan", "-matter__kind", "matter__ordinal", "matter", "pk"))


def _sent(parts: Iterator[Part], name: str) -> StreamingHttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return StreamingHttpResponse(zipped(parts), content_type="application/zip", headers=headers)
