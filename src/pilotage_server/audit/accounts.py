"""What happens to accounts goes into the record.

Listens rather than being called: the app that keeps the accounts stands below this one, and
accounts are made by commands and by Django's own pages as well; none of them can forget it.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from pilotage_server.units import credentials, deeds
from pilotage_server.units.deeds import Deed
from pilotage_server.units.models import (
    CredentialRow,
    FurtherPostRow,
    IdentityRow,
    MembershipRow,
    Post,
)

from .account_kinds import ACCOUNT, VOUCHED
from .models import RecordRow, What
from .record import record


@receiver(post_save, sender=MembershipRow, dispatch_uid="audit.standing")
def on_standing(instance: MembershipRow, created: bool, **_rest: Any) -> None:
    """An account got a standing, or another one."""
    record(What.ACCOUNT_ADDED if created else What.ACCOUNT_CHANGED, instance)


@receiver(post_delete, sender=MembershipRow, dispatch_uid="audit.standing_gone")
def on_standing_gone(instance: MembershipRow, **_rest: Any) -> None:
    record(What.ACCOUNT_REMOVED, instance)


@receiver(post_save, sender=FurtherPostRow, dispatch_uid="audit.post")
def on_post(instance: FurtherPostRow, created: bool, **_rest: Any) -> None:
    record(What.POST_ADDED if created else What.POST_CHANGED, instance)


@receiver(post_delete, sender=FurtherPostRow, dispatch_uid="audit.post_gone")
def on_post_gone(instance: FurtherPostRow, **_rest: Any) -> None:
    record(What.POST_REMOVED, instance)


@receiver(post_save, sender=IdentityRow, dispatch_uid="audit.identity")
def on_identity(instance: IdentityRow, **_rest: Any) -> None:
    record(What.TIED, instance)


@receiver(post_delete, sender=IdentityRow, dispatch_uid="audit.identity_gone")
def on_identity_gone(instance: IdentityRow, **_rest: Any) -> None:
    record(What.UNTIED, instance)


@receiver(post_delete, sender=CredentialRow, dispatch_uid="audit.credential_gone")
def on_credential_gone(instance: CredentialRow, **_rest: Any) -> None:
    """It goes with its account only; switching codes off keeps it."""
    record(What.ACCOUNT_REMOVED, instance)


@receiver(post_save, sender=User, dispatch_uid="audit.account")
def on_account(
    instance: User, created: bool, update_fields: Iterable[str] | None = None, **_rest: Any
) -> None:
    """What the record vouches for may have changed with the account itself."""
    if created or (update_fields is not None and not {*VOUCHED} & {*update_fields}):
        return
    member = _member(instance)
    if member is not None and _last_content(member) != ACCOUNT.digest(member):
        record(What.ACCOUNT_CHANGED, member)


def _member(user: User) -> MembershipRow | None:
    return MembershipRow.objects.filter(user=user).select_related("user").first()


def _last_content(member: MembershipRow) -> str | None:
    rows = RecordRow.objects.filter(kind=ACCOUNT.name, key=member.pk).exclude(content="")
    found: str | None = rows.order_by("-sequence").values_list("content", flat=True).first()
    return found


@receiver(deeds.done, dispatch_uid="audit.deed")
def on_deed(deed: Deed, user: User, by: str | None, post: Post | None, **_rest: Any) -> None:
    """A deed is about the account or about how it signs in, and vouches for that part alone.

    So nobody who alters an account past the site can have it vouched for by changing a password.
    """
    what = What(deed.value)
    if deed is Deed.POST_WORN:
        record(what, post, by=by)
        return
    if deed not in (Deed.DEACTIVATED, Deed.REACTIVATED):
        record(what, credentials.of(user), by=by)
        return
    facts = {"name": user.get_username()}
    record(what, _member(user), by=by, facts=facts)  # whoever holds no post is named all the same


@receiver(user_logged_in, dispatch_uid="audit.signed_in")
def on_signed_in(user: User, **_rest: Any) -> None:
    record(What.SIGNED_IN, by=user.get_username())


@receiver(user_logged_out, dispatch_uid="audit.signed_out")
def on_signed_out(user: User | None, **_rest: Any) -> None:
    """A session that had ended before is no signing out."""
    if user is not None:
        record(What.SIGNED_OUT, by=user.get_username())


@receiver(user_login_failed, dispatch_uid="audit.sign_in_failed")
def on_failed(credentials: dict[str, Any], **_rest: Any) -> None:
    """Only the name of an account is kept: what else was typed may be a password."""
    typed = str(credentials.get("username", ""))
    known = User.objects.filter(username=typed).exists()
    record(What.SIGN_IN_FAILED, by=typed if known else "")
