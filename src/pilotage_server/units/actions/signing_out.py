"""Sessions ended by whoever is signed in in them, or by an administrator."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction

from pilotage_server.units import sessions
from pilotage_server.units.deeds import Deed, tell
from pilotage_server.units.models import SessionRow


@transaction.atomic
def end_sessions(
    user: User, rows: Sequence[SessionRow] | None = None, *, but: str | None = None
) -> int:
    """End these sessions of ``user``, or all but the one with key ``but``; gives back how many."""
    ended = sessions.end_all(user, but=but) if rows is None else sessions.end(rows)
    tell(Deed.SESSIONS_ENDED, user)
    return ended
