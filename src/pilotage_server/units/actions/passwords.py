"""A person changes the password."""

from django.contrib.auth.models import User
from django.db import transaction

from pilotage_server.units import credentials, sessions
from pilotage_server.units.deeds import Deed, tell
from pilotage_server.units.models import CredentialRow


@transaction.atomic
def change_password(user: User, password: str, *, session: str | None = None) -> None:
    """Give ``user`` a password of their own; every session but the one with this key ends."""
    user.set_password(password)
    user.save(update_fields=["password"])
    CredentialRow.objects.filter(pk=credentials.of(user).pk).update(must_change=False)
    sessions.end_all(user, but=session)
    tell(Deed.PASSWORD_CHANGED, user)
