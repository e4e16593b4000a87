"""A programme is opened under a code that stays, with the names it is called by first."""

from django.db import transaction

from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.plans.models import ProgrammeRow


@transaction.atomic
def found_programme(code: str, name_zh: str, name_en: str) -> ProgrammeRow:
    """Open it and return its row; the code must be free."""
    programme = ProgrammeRow.objects.create(
        code=code, name_zh=name_zh, name_en=name_en, created_at=clock.now()
    )
    record(What.FOUNDED, programme)
    return programme
