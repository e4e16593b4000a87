"""An urging note or a coloured slip, ready to be printed, and as a Word file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pilotage.ledger import Act
from pilotage.report import letter_docx
from pilotage_server.audit import reads
from pilotage_server.ledgers import rights
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.ledgers.slip_letter import letter_of
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.files import WORD, attached
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow


@require_GET
@for_roles(*rights.READERS, otherwise=Http404)
def slip(request: MemberRequest, key: str, sequence: str, form: str) -> HttpResponse:
    """The slip that was entered as ``sequence`` on a matter, as a page or as ``docx``."""
    language = reader_language()
    matter, row = urging_for(request.member, int(key), int(sequence))
    letter = letter_of(matter, row, language)
    if form == "docx":
        reads.exported(request.user, row)
        name = f"{letter.title} {matter.code(language)}-{sequence}.docx"
        return attached(letter_docx(letter), WORD, name)
    facts = {"matter": matter, "letter": letter, "row": row, "code": matter.code(language)}
    return render(request, "ledgers/slip.html", facts)


def urging_for(member: MembershipRow, key: int, sequence: int) -> tuple[MatterRow, EntryRow]:
    """The matter, and the urging that was entered on it as ``sequence``; Http404 for any other."""
    matter = rights.matter_for(member, key)
    row = EntryRow.objects.filter(matter=matter, sequence=sequence, act=Act.URGE.value).first()
    if row is None:
        raise Http404
    return matter, row
