"""The office sets days on which nobody is told anything, and takes them back."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.base import PilotageError
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.notices.models import QuietRow
from pilotage_server.units.models import MembershipRow

LONGEST = 31
"""Days in a row: a year typed wrongly must not silence the notices for good."""


@transaction.atomic
def keep_quiet(first: date, last: date, reason: str, by: MembershipRow) -> QuietRow:
    """From ``first`` to ``last`` nobody is told anything; what is due then comes after.

    PilotageError for days out of order, for more than ``LONGEST`` days, and for no reason.
    """
    if last < first:
        raise PilotageError(_("The last day lies before the first."), _("Exchange them."))
    if (last - first).days >= LONGEST:
        raise PilotageError(
            _("These are more than %(n)d days; nobody would be told of anything.") % {"n": LONGEST},
            _("Look at the years, or set fewer days."),
        )
    if not reason.strip():
        raise PilotageError(_("No reason is given."), _("Say in a few words why it is quiet."))
    account = by.user.get_username()
    row = QuietRow.objects.create(
        first=first, last=last, reason=reason.strip()[:200], by=account, at=clock.now()
    )
    record(What.ENTERED, row, by=account)
    return row


@transaction.atomic
def end_quiet(row: QuietRow, by: MembershipRow) -> None:
    """Take the quiet days back; the row stays, with the moment."""
    ended = QuietRow.objects.filter(pk=row.pk, ended_at=None).update(ended_at=clock.now())
    if ended:
        row.refresh_from_db()
        record(What.ENTERED, row, by=by.user.get_username())
