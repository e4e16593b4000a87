"""A programme is opened under a code people can say, with the names it is called by first."""

from django.db import IntegrityError, transaction

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


TRIES = 5


def found_numbered(name: str) -> ProgrammeRow:
    """Open one called ``name`` in both languages under the next free code of the year: "2026-3".

    Where somebody opens one in the same moment, the number after that is taken.
    """
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return found_programme(_next_code(), name, name)
        except IntegrityError:
            if not left:
                raise
    raise AssertionError


def _next_code() -> str:
    year = f"{clock.today().year}-"
    known = ProgrammeRow.objects.filter(code__startswith=year).values_list("code", flat=True)
    numbers = (code.removeprefix(year) for code in known)
    return f"{year}{max((int(n) for n in numbers if n.isascii() and n.isdigit()), default=0) + 1}"
