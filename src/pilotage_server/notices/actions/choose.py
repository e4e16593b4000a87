"""An account chooses how it is told."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from pilotage.base import Language, PilotageError
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.notices.models import WishRow


@transaction.atomic
def choose(
    user: User, *, address: str, language: Language, first_hour: int, last_hour: int
) -> WishRow:
    """Tell ``user`` at ``address`` (empty: on the page only) between two full hours.

    PilotageError when no hour lies between them.
    """
    if not 0 <= first_hour < last_hour <= 24:
        raise PilotageError(
            _("There is no time between these hours."), _("Choose a later second hour.")
        )
    row, _new = WishRow.objects.update_or_create(
        user=user,
        defaults={
            "address": address,
            "language": language,
            "first_hour": first_hour,
            "last_hour": last_hour,
        },
    )
    record(What.ENTERED, row, by=user.get_username())
    return row
