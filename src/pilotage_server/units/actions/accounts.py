"""An administrator makes accounts, deactivates them, gives new passwords. None is deleted."""

import secrets
from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction

from pilotage_server.units import credentials, sessions
from pilotage_server.units.deeds import Deed, tell
from pilotage_server.units.models import CredentialRow, MembershipRow

from .administrators import one_is_left

GROUPS, LENGTH = 3, 4
"""A password for one use, as it is read out over the telephone: abcd-efgh-jkmn."""


@transaction.atomic
def add(name: str, post: Mapping[str, object]) -> tuple[User, str]:
    """A new account with its first post; gives it and its password for the first sign-in."""
    password = _once_password()
    user = User.objects.create_user(name, password=password)
    MembershipRow.objects.create(user=user, **post)
    CredentialRow.objects.create(user=user, must_change=True)
    tell(Deed.PASSWORD_GIVEN, user)
    return user, password


def deactivate(user: User) -> None:
    """Sign the account out everywhere and let it in no more; what it did stays on record."""
    with one_is_left():
        User.objects.filter(pk=user.pk).update(is_active=False)
        sessions.end_all(user)
        tell(Deed.DEACTIVATED, user)


@transaction.atomic
def reactivate(user: User) -> None:
    """Activate it again, as it was."""
    User.objects.filter(pk=user.pk).update(is_active=True)
    tell(Deed.REACTIVATED, user)


@transaction.atomic
def reset_password(user: User) -> str:
    """A password for the next sign-in, to be changed there; sessions end."""
    password = _once_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    CredentialRow.objects.filter(pk=credentials.of(user).pk).update(must_change=True)
    sessions.end_all(user)
    tell(Deed.PASSWORD_GIVEN, user)
    return password


@transaction.atomic
def reset_codes(user: User) -> None:
    """One-time codes off, for whoever has lost the telephone and the recovery codes."""
    credentials.turn_off(user)
    sessions.end_all(user)


def _once_password() -> str:
    letters = credentials.LETTERS
    groups = ("".join(secrets.choice(letters) for _ in range(LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)
