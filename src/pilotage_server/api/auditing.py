"""Tokens in the record: who made which, for what, until when, and when it was revoked."""

from pilotage.base import Language
from pilotage_server.audit.kinds import Facts, Kind

from .models import TokenRow


def _facts(row: TokenRow) -> Facts:
    return {"name": row.name, "account": row.user.get_username(), "scopes": row.scopes}


def _said(facts: Facts, language: Language) -> str:
    name, account = facts.get("name", ""), facts.get("account", "")
    if language == "zh":
        return f"账号{account}的接口令牌“{name}”"
    return f"token “{name}” of account {account}"


TOKEN = Kind(
    name="token",
    model=TokenRow,
    said=_said,
    facts=_facts,
    beside=("user",),
    apart=frozenset({"used_at"}),  # moves on with its use
)
