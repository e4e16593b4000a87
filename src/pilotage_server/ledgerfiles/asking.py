"""A person who has looked at a ledger asks for it to be entered; the worker does it."""

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.base import PilotageError
from pilotage_server.units.models import POST_FIELDS, MembershipRow
from pilotage_server.units.problems import stale

from .access import may_enter
from .models import FileState, LedgerFileRow


@transaction.atomic
def ask_to_enter(row: LedgerFileRow, by: MembershipRow, *, version: int) -> bool:
    """Ask for it, in the post that ``by`` acts in; False when it is entered or on its way already.

    ``version`` is that of the page on which it was looked at; a later one raises RefusalError.
    """
    if not may_enter(by, row):
        raise PilotageError(
            _("Only the supervision office brings ledgers."), _("Ask the supervision office.")
        )
    row.refresh_from_db()
    if row.state != FileState.LOOKED_AT:
        return False
    asked = LedgerFileRow.objects.filter(
        pk=row.pk, state=FileState.LOOKED_AT, version=version
    ).update(
        state=FileState.WAITING,
        percent=0,
        attempts=0,
        failure={},
        entered_by=by.user,
        post={name: getattr(by, name) for name in POST_FIELDS},
    )
    if not asked:
        raise stale()
    row.refresh_from_db()
    return True
