"""An account makes a calendar for another program to subscribe to, and ends it."""

import secrets

from django.contrib.auth.models import User
from django.db import transaction

from pilotage.base import Language
from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.notices.models import FeedOf, FeedRow
from pilotage_server.units.models import MembershipRow


@transaction.atomic
def make_feed(
    by: MembershipRow,
    of: FeedOf,
    language: Language,
    *,
    unit: str = "",
    programme: int | None = None,
) -> FeedRow:
    """A calendar of all that ``by`` sees, or of that unit's or programme's part of it."""
    row = FeedRow.objects.create(
        of=of,
        unit=unit,
        programme_id=programme,
        user=by.user,
        language=language,
        salt=secrets.token_hex(8),
        at=clock.now(),
    )
    record(What.ENTERED, row, by=by.user.get_username())
    return row


@transaction.atomic
def end_feed(row: FeedRow, by: User) -> None:
    """Let the address open nothing any more."""
    if FeedRow.objects.filter(pk=row.pk, ended_at=None).update(ended_at=clock.now()):
        row.refresh_from_db()
        record(What.ENTERED, row, by=by.get_username())
