"""A programme gets the short names it is called by, and before its first issue another code."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.documents.models import DocumentRow
from pilotage_server.plans.models import PlanState, ProgrammeRow
from pilotage_server.units.problems import RefusalError

_CODE = re.compile(r"[-\w]{1,80}")


@transaction.atomic
def rename(programme: ProgrammeRow, name_zh: str, name_en: str, code: str = "") -> None:
    """Set both names (1 to 300 characters each, else 422), and ``code`` where it is given.

    The code stays as it is once a plan of the programme is issued: slips, lists and programs name
    it. Raises RefusalError (422) then, for one that is taken or has other signs than letters,
    figures, - and _, and while a document sent under the old code waits to become a plan.
    """
    names = (name_zh.strip(), name_en.strip())
    if not all(0 < len(name) <= 300 for name in names):
        raise RefusalError(
            422,
            _("A programme needs a name in Chinese and one in English."),
            _("Enter both, of at most 300 characters each."),
        )
    programme.name_zh, programme.name_en = names
    if code.strip() not in ("", programme.code):
        _refuse(programme, code.strip())
        programme.code = code.strip()
    programme.save(update_fields=["name_zh", "name_en", "code"])
    record(What.RENAMED, programme)


def _refuse(programme: ProgrammeRow, code: str) -> None:
    """RefusalError where ``code`` cannot be that of the programme."""
    if not _CODE.fullmatch(code):
        raise RefusalError(
            422,
            _("The code “%(code)s” cannot be used.") % {"code": code[:80]},
            _("Use letters, figures, - and _, at most 80 of them, without spaces."),
        )
    if ProgrammeRow.objects.filter(code=code).exists():
        raise RefusalError(
            422,
            _("Another programme has the code “%(code)s”.") % {"code": code},
            _("Choose another code."),
        )
    if programme.plans.filter(state=PlanState.ADOPTED).exists():
        raise RefusalError(
            422,
            _("A plan of this programme is issued, so its code stays."),
            _("Change the names only."),
        )
    if DocumentRow.objects.filter(programme=programme.code, plan=None).exists():
        raise RefusalError(
            422,
            _("A document of this programme is not read yet."),
            _("Wait until it is read, or remove it if it could not be."),
        )
