"""Accounts in the record: what an account may do, and when it came and went.

Listens to the models rather than being called: accounts are made by commands and by Django's own
pages, and none of them can forget it.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from pilotage.base import Language
from pilotage_server.units.models import MembershipRow

from .kinds import Facts, Kind
from .models import RecordRow, What
from .record import record

_VOUCHED = {"username", "is_active", "is_superuser"}


def _facts(row: MembershipRow) -> Facts:
    return {"name": row.user.get_username(), "role": row.role}


def _more(row: MembershipRow) -> Facts:
    return {name: getattr(row.user, name) for name in sorted(_VOUCHED)}


def _said(facts: Facts, language: Language) -> str:
    name = facts.get("name", "")
    return f"账号{name}" if language == "zh" else f"account {name}"


ACCOUNT = Kind(
    name="account", model=MembershipRow, said=_said, facts=_facts, more=_more, beside=("user",)
)


@receiver(post_save, sender=MembershipRow, dispatch_uid="audit.standing")
def on_standing(instance: MembershipRow, created: bool, **_rest: Any) -> None:
    """An account got a standing, or another one."""
    record(What.ACCOUNT_ADDED if created else What.ACCOUNT_CHANGED, instance)


@receiver(post_delete, sender=MembershipRow, dispatch_uid="audit.standing_gone")
def on_standing_gone(instance: MembershipRow, **_rest: Any) -> None:
    record(What.ACCOUNT_REMOVED, instance)


@receiver(post_save, sender=User, dispatch_uid="audit.account")
def on_account(
    instance: User, created: bool, update_fields: Iterable[str] | None = None, **_rest: Any
) -> None:
    """What the record vouches for may have changed with the account itself."""
    if created or (update_fields is not None and not _VOUCHED & set(update_fields)):
        return
    member = MembershipRow.objects.filter(user=instance).select_related("user").first()
    if member is not None and _last_content(member) != ACCOUNT.digest(member):
        record(What.ACCOUNT_CHANGED, member)


def _last_content(member: MembershipRow) -> str | None:
    rows = RecordRow.objects.filter(kind=ACCOUNT.name, key=member.pk).exclude(content="")
    found: str | None = rows.order_by("-sequence").values_list("content", flat=True).first()
    return found


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
