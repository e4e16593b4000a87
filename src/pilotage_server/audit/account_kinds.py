"""Accounts in the record: what an account may do, its further posts, and how it signs in.

Of passwords nothing is kept. Of one-time codes and recovery codes the digest of a thing takes in
the sealed secret and the digests, so that one put in past the site is found; no fact shows them.
"""

from django.contrib.auth.models import User

from pilotage.base import Language
from pilotage_server.units.models import (
    CredentialRow,
    FurtherPostRow,
    IdentityRow,
    MembershipRow,
    RecoveryCodeRow,
)

from .kinds import Facts, Kind

VOUCHED = ("username", "is_active", "is_superuser")
"""The columns of Django's own account that the record vouches for."""


def _account_facts(row: MembershipRow) -> Facts:
    return {"name": row.user.get_username(), "role": row.role}


def _account_more(row: MembershipRow) -> Facts:
    """Read anew: the account that ``row`` carries may be older than what was done to it."""
    return dict(User.objects.values(*VOUCHED).get(pk=row.user_id))


def _account_said(facts: Facts, language: Language) -> str:
    name = facts.get("name", "")
    return f"账号{name}" if language == "zh" else f"account {name}"


def _post_facts(row: FurtherPostRow) -> Facts:
    name = row.member.user.get_username()
    return {"name": name, "role": row.role, "zh": row.post_zh, "en": row.post_en}


def _post_said(facts: Facts, language: Language) -> str:
    name, post = facts.get("name", ""), facts.get(language, "")
    return f"账号{name}的岗位“{post}”" if language == "zh" else f"post “{post}” of account {name}"


def _owner_facts(row: CredentialRow | IdentityRow) -> Facts:
    return {"name": row.user.get_username()}


def _credential_more(row: CredentialRow) -> Facts:
    """The recovery codes, each with the moment it was used."""
    rows = RecoveryCodeRow.objects.filter(user=row.user_id).order_by("digest")
    return {"recovery": list(rows.values_list("digest", "used_at"))}


def _credential_said(facts: Facts, language: Language) -> str:
    name = facts.get("name", "")
    return f"账号{name}的登录方式" if language == "zh" else f"sign-in of account {name}"


def _identity_said(facts: Facts, language: Language) -> str:
    name = facts.get("name", "")
    if language == "zh":
        return f"账号{name}的统一身份认证"
    return f"organisation's sign-in of account {name}"


ACCOUNT = Kind(
    name="account",
    model=MembershipRow,
    said=_account_said,
    facts=_account_facts,
    more=_account_more,
    beside=("user",),
)
CREDENTIAL = Kind(
    name="credential",
    model=CredentialRow,
    said=_credential_said,
    facts=_owner_facts,
    more=_credential_more,
    beside=("user",),
    apart=frozenset({"step"}),  # moves on with every code that is taken
)
KINDS = (
    ACCOUNT,
    CREDENTIAL,
    Kind(
        name="post",
        model=FurtherPostRow,
        said=_post_said,
        facts=_post_facts,
        beside=("member__user",),
    ),
    Kind(
        name="identity",
        model=IdentityRow,
        said=_identity_said,
        facts=_owner_facts,
        beside=("user",),
    ),
)
