"""The office has the notices of a programme posted to another system, and ends it."""

import secrets

from django.db import transaction

from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.notices.hooks import checked
from pilotage_server.notices.models import HookRow
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.models import MembershipRow


@transaction.atomic
def add_hook(programme: ProgrammeRow, address: str, by: MembershipRow) -> HookRow:
    """Post what is told of ``programme`` to ``address`` from now on.

    PilotageError when it is no address that may be posted to.
    """
    checked(address)
    account = by.user.get_username()
    row = HookRow.objects.create(
        programme=programme,
        address=address,
        salt=secrets.token_hex(8),
        by=account,
        at=clock.now(),
    )
    record(What.ENTERED, row, by=account)
    return row


@transaction.atomic
def end_hook(row: HookRow, by: MembershipRow) -> None:
    """Post nothing more there; what waits is given up."""
    ended = HookRow.objects.filter(pk=row.pk, ended_at=None).update(ended_at=clock.now())
    if ended:
        row.refresh_from_db()
        record(What.ENTERED, row, by=by.user.get_username())
