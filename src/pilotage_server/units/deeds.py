"""What is done to an account, told as it is done: the record of the site listens.

The record stands above this app, so acts do not call it: they tell of the deed in their own
transaction, and what cannot be recorded is not done.
"""

from enum import StrEnum

from django.contrib.auth.models import User
from django.dispatch import Signal

from .models import Post


class Deed(StrEnum):
    """All that is told. Posts and new accounts are not: whoever saves or deletes one is heard."""

    DEACTIVATED = "deactivated"
    REACTIVATED = "reactivated"
    PASSWORD_GIVEN = "password_given"  # noqa: S105 - a name, no password
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a name, no password
    CODES_ON = "codes_on"
    CODES_OFF = "codes_off"
    RECOVERY_RENEWED = "recovery_renewed"
    RECOVERY_USED = "recovery_used"
    SESSIONS_ENDED = "sessions_ended"
    POST_WORN = "post_worn"


done = Signal()
"""Carries ``deed``, ``user`` (to whom), ``by`` (an account; None: whoever asks) and ``post``."""


def tell(deed: Deed, user: User, *, by: str | None = None, post: Post | None = None) -> None:
    """Say that ``deed`` was done to ``user``; ``post`` is the one put on."""
    done.send(sender=User, deed=deed, user=user, by=by, post=post)
