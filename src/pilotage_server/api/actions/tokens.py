"""A person makes a token for a program, and takes it back."""

from collections.abc import Collection
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from pilotage_server import clock
from pilotage_server.api import tokens
from pilotage_server.api.models import Scope, TokenRow
from pilotage_server.audit.models import What
from pilotage_server.audit.record import record
from pilotage_server.units.models import FurtherPostRow
from pilotage_server.units.problems import RefusalError

LONGEST = 366
"""Days. A program that still runs then is looked at again."""

MOST = 20
"""Good tokens of one account at a time."""


@transaction.atomic
def make_token(
    user: User, name: str, scopes: Collection[str], *, days: int, further: FurtherPostRow | None
) -> tuple[TokenRow, str]:
    """A token of ``user`` good for ``days``, and its words, which are kept nowhere.

    RefusalError (422) for no name, no scope, a time out of bounds, or one token too many.
    """
    name, known = name.strip(), [one.value for one in Scope if one.value in scopes]
    if not name:
        raise RefusalError(422, _("The token has no name."), _("Say which program it is for."))
    if not known:
        raise RefusalError(
            422, _("The token is good for nothing."), _("Choose what the program may do.")
        )
    if not 1 <= days <= LONGEST:
        raise RefusalError(
            422, _("A token is good for 1 to %(n)d days.") % {"n": LONGEST}, _("Choose fewer days.")
        )
    now = clock.wall()
    good = TokenRow.objects.filter(user=user, revoked_at=None, expires_at__gt=now)
    if good.count() >= MOST:
        raise RefusalError(
            422,
            _("An account has at most %(n)d tokens.") % {"n": MOST},
            _("Revoke one that is no longer used."),
        )
    words = tokens.new_words()
    row = TokenRow.objects.create(
        user=user,
        further=further,
        name=name[:80],
        scopes=known,
        digest=tokens.digest_of(words),
        hint=words[-4:],
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    record(What.TOKEN_MADE, row, by=user.get_username())
    return row, words


@transaction.atomic
def revoke_token(row: TokenRow) -> None:
    """Make a token good for nothing at once; one that is revoked already stays so."""
    revoked = TokenRow.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=clock.wall())
    if revoked:
        row.refresh_from_db()
        record(What.TOKEN_REVOKED, row)
