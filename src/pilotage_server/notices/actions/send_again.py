"""What was given up is sent again by hand."""

from django.db import transaction

from pilotage_server import clock
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.notices.models import DeliveryRow, Sending
from pilotage_server.units.models import MembershipRow


@transaction.atomic
def send_again(row: DeliveryRow, by: MembershipRow) -> None:
    """Let ``row`` wait once more as if it were new; one that was not given up stays as it is."""
    again = DeliveryRow.objects.filter(pk=row.pk, state=Sending.DEAD).update(
        state=Sending.WAITING, attempts=0, due_at=clock.wall(), lease_until=None
    )
    if again:
        record(What.ENTERED, row, by=by.user.get_username())
