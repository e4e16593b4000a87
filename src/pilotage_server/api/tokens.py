"""The words of a token: made of chance, shown once, found again by their digest."""

import secrets
from datetime import timedelta

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from pilotage_server import clock
from pilotage_server.prepared import Prepared

from .models import TokenRow

PREFIX = "pilotage_"
"""So that a token left in a file is known for one."""

SEEN = timedelta(minutes=5)
"""How exactly the last use is kept: a program that asks a hundred times a second writes once."""


def new_words() -> str:
    """A fresh token: 256 bits of chance."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(words: str) -> str:
    """Fast on purpose: a token is chance, not a word somebody chose."""
    return salted_hmac("pilotage.token", words, algorithm="sha256").hexdigest()


_OF_DIGEST = Prepared(
    lambda digest: TokenRow.objects.select_related(
        "user__membership", "user__credential", "further"
    ).filter(digest=digest)
)


def of_words(words: str) -> TokenRow | None:
    """The token with those words, good or not; None for no token, or of a closed account. One
    query."""
    row = _OF_DIGEST.first(digest_of(words))
    return row if row and row.user.is_active else None


def why_no_good(row: TokenRow) -> str:
    """Why nothing opens to ``row`` any more, to be told to nobody but who has its words; empty for
    a good one."""
    if row.revoked_at:
        return _("This token was revoked.")
    if row.expires_at <= clock.wall():
        return _("This token has expired.")
    return ""


def seen(row: TokenRow) -> None:
    """Keep when ``row`` was used, every few minutes."""
    now = clock.wall()
    if row.used_at is None or now - row.used_at > SEEN:
        TokenRow.objects.filter(pk=row.pk).update(used_at=now)
