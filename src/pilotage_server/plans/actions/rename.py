"""A programme gets the short names it is called by."""

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.problems import RefusalError


@transaction.atomic
def rename(programme: ProgrammeRow, name_zh: str, name_en: str) -> None:
    """Set both names (1 to 300 characters each, else 422); the code stays as it was made."""
    names = (name_zh.strip(), name_en.strip())
    if not all(0 < len(name) <= 300 for name in names):
        raise RefusalError(
            422,
            _("A programme needs a name in Chinese and one in English."),
            _("Enter both, of at most 300 characters each."),
        )
    programme.name_zh, programme.name_en = names
    programme.save(update_fields=["name_zh", "name_en"])
    record(What.RENAMED, programme)
