"""One-time codes and recovery codes of an account: set up, checked, taken away."""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.crypto import salted_hmac

from pilotage_server import clock

from . import totp
from .deeds import Deed, tell
from .models import CredentialRow, RecoveryCodeRow

RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are mistaken for one another in print: i l o 0 1."""


def of(user: User) -> CredentialRow:
    """The credential of ``user``, made when there is none."""
    return CredentialRow.objects.get_or_create(user=user)[0]


def must_change(user: User) -> bool:
    """Whether the password of ``user`` was given by another person."""
    return CredentialRow.objects.filter(user=user, must_change=True).exists()


def has_codes(user: User) -> bool:
    """Whether signing in asks ``user`` for a one-time code."""
    return CredentialRow.objects.filter(user=user).exclude(secret="").exists()


@transaction.atomic
def turn_on(user: User, secret: str, code: str) -> list[str] | None:
    """Ask for codes of ``secret`` from now on; gives the recovery codes, shown this once.

    None, and nothing changed, when ``code`` is not one of that secret now.
    """
    step = totp.step_of(secret, _plain(code), clock.wall().timestamp())
    if step is None:
        return None
    CredentialRow.objects.filter(pk=of(user).pk).update(secret=_sealed(secret), step=step)
    codes = _new_recovery(user)
    tell(Deed.CODES_ON, user)
    return codes


@transaction.atomic
def turn_off(user: User) -> None:
    """Ask ``user`` for the password alone."""
    CredentialRow.objects.filter(pk=of(user).pk).update(secret="", step=0)
    RecoveryCodeRow.objects.filter(user=user).delete()
    tell(Deed.CODES_OFF, user)


@transaction.atomic
def renew_recovery(user: User) -> list[str]:
    """Ten new recovery codes in place of the old; only their digests are kept."""
    codes = _new_recovery(user)
    tell(Deed.RECOVERY_RENEWED, user)
    return codes


def _new_recovery(user: User) -> list[str]:
    codes = ["-".join(_letters(4) for _ in range(3)) for _ in range(RECOVERY_CODES)]
    RecoveryCodeRow.objects.filter(user=user).delete()
    RecoveryCodeRow.objects.bulk_create(
        RecoveryCodeRow(user=user, digest=_digest(_plain(code))) for code in codes
    )
    return codes


def left(user: User) -> int:
    """How many recovery codes were not used yet."""
    return RecoveryCodeRow.objects.filter(user=user, used_at=None).count()


def accepts(user: User, typed: str) -> bool:
    """Take ``typed`` as the one-time code of now or as a recovery code; each is taken once."""
    code = _plain(typed)
    return _takes_code(user, code) or _takes_recovery(user, code)


def _takes_code(user: User, code: str) -> bool:
    """A code of a period after the last one taken; the update decides between two at once."""
    row = CredentialRow.objects.filter(user=user).exclude(secret="").first()
    secret = _opened(row.secret) if row else ""
    step = totp.step_of(secret, code, clock.wall().timestamp()) if secret else None
    if step is None:
        return False
    rows = CredentialRow.objects.filter(user=user, step__lt=step)
    return rows.update(step=step) == 1


@transaction.atomic
def _takes_recovery(user: User, code: str) -> bool:
    rows = RecoveryCodeRow.objects.filter(user=user, digest=_digest(code), used_at=None)
    taken = rows.update(used_at=clock.now()) == 1
    if taken:
        tell(Deed.RECOVERY_USED, user, by=user.get_username())
    return taken


def _plain(typed: str) -> str:
    """What was typed, without the spaces and dashes it is written with."""
    return "".join(one for one in typed.lower() if one.isascii() and one.isalnum())


def _letters(count: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(count))


def _digest(code: str) -> str:
    """Fast on purpose: a recovery code is 59 bits of chance, not a word somebody chose."""
    return salted_hmac("pilotage.recovery", code, algorithm="sha256").hexdigest()


def _box() -> Fernet:
    """Sealed with the site's key, so that a copy of the database alone makes no codes."""
    key = hashlib.sha256(f"pilotage.totp:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _sealed(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode()


def _opened(sealed: str) -> str:
    """The secret; empty when the site's key is another one now, and no code is right then."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""
