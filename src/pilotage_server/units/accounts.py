"""Accounts: made or changed in one act, checked before anything is written."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from pilotage.base import PilotageError

from .models import MembershipRow, Standing
from .names import register


@transaction.atomic
def keep_account(
    username: str, role: str, post: Mapping[str, str], *, unit: str = "", password: str = ""
) -> MembershipRow:
    """Make the account, or change the standing of one that exists; returns its membership.

    ``post`` names the post in "zh" and "en"; ``unit`` is a register id, required of a liaison. An
    empty ``password`` leaves that of an existing account. Raises PilotageError for an unknown
    standing or unit, and for a password that is missing or too weak.
    """
    _check(role, unit)
    user = User.objects.filter(username=username).first() or User(username=username)
    if password or not user.pk:
        _check_password(password, user)
        user.set_password(password)
    user.save()
    facts = {"role": role, "unit": unit, "post_zh": post["zh"], "post_en": post["en"]}
    member, _made = MembershipRow.objects.update_or_create(user=user, defaults=facts)
    return member


def _check(role: str, unit: str) -> None:
    if role not in Standing.values:
        raise PilotageError(
            f"“{role}” is no standing.",
            f"Choose one of {', '.join(Standing.values)}.",
            zh=(f"没有“{role}”这种角色。", f"可选：{'、'.join(Standing.values)}。"),
        )
    if role == Standing.LIAISON and not unit:
        raise PilotageError(
            "A liaison acts for a unit.",
            "Name it with its register id, such as dl-commerce.",
            zh=("联络员须代表一个单位。", "请填写单位在名录中的代号，例如dl-commerce。"),
        )
    if unit and register().get(unit) is None:
        raise PilotageError(
            f"The register holds no unit “{unit}”.",
            "Use an id of the register.",
            zh=(f"名录中没有代号“{unit}”。", "请使用名录中的代号。"),
        )


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PilotageError(
            "The password is too weak.",
            " ".join(error.messages),
            zh=("密码过于简单。", " ".join(error.messages)),
        ) from error
