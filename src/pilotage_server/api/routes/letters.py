"""Slips as they are printed: as JSON, and as a Word file."""

from typing import Any

from django.http import HttpResponse
from ninja import Router

from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import found, handed_out
from pilotage_server.api.models import Scope
from pilotage_server.api.schemas import samples as schemas
from pilotage_server.ledgers import rights
from pilotage_server.ledgers.slip_letter import letter_of
from pilotage_server.ledgers.views import slip as pages
from pilotage_server.units.language import reader_language

router = Router(tags=["tasks"])


@router.get(
    "/tasks/{int:key}/slips/{int:sequence}", response=schemas.Letter, operation_id="slip_letter"
)
@opens_to(Scope.READ, *rights.READERS)
def slip_letter(request: Any, key: int, sequence: int) -> HttpResponse:
    """The slip that was entered on a task as `sequence`, as it is printed."""
    letter = letter_of(*pages.urging_for(request.member, key, sequence), reader_language())
    fields = ("title", "number", "addressee", "paragraphs", "issuer", "day")
    told = {name: getattr(letter, name) for name in fields}
    facts = [{"word": word, "value": value} for word, value in letter.facts]
    return found(request, told | {"facts": facts})


@router.get("/tasks/{int:key}/slips/{int:sequence}.docx", operation_id="slip_word")
@opens_to(Scope.READ, *rights.READERS)
def slip_word(request: Any, key: int, sequence: int) -> HttpResponse:
    """The same as a Word file. Recorded every time."""
    return handed_out(pages.slip(request, str(key), str(sequence), "docx"))
