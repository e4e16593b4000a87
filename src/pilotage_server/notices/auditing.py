"""Notices in the record: every digest with its lines, where it went, and what was chosen."""

from django.urls import reverse

from pilotage.base import Language
from pilotage_server.audit.kinds import Facts, Kind
from pilotage_server.units import names

from .models import DeliveryRow, DigestRow, FeedRow, HookRow, QuietRow, WishRow

OF_SENDING = frozenset({"state", "attempts", "due_at", "lease_until", "failure", "sent_at"})
"""Where a delivery stands; moves on without an act of anybody."""


def _digest_facts(row: DigestRow) -> Facts:
    return {"day": row.day.isoformat(), "unit": row.unit}


def _digest_said(facts: Facts, language: Language) -> str:
    day, unit = facts.get("day", ""), str(facts.get("unit", ""))
    if language == "zh":
        whom = names.short_name(unit, language) if unit else "分管领导"
        return f"{day}对{whom}的通知"
    whom = names.short_name(unit, language) if unit else "the leader in charge"
    return f"notices of {day} to {whom}"


def _lines(row: DigestRow) -> Facts:
    columns = ("matter_id", "unit", "circle", "kind", "fact", "rule", "zh", "en")
    return {"lines": [list(one) for one in row.lines.order_by("pk").values_list(*columns)]}


def _digest_url(_key: int, facts: Facts) -> str:
    return f"{reverse('notices:log')}?day={facts.get('day', '')}&unit={facts.get('unit', '')}"


def _delivery_facts(row: DeliveryRow) -> Facts:
    return {**_digest_facts(row.digest), "address": row.address}


def _delivery_said(facts: Facts, language: Language) -> str:
    said, address = _digest_said(facts, language), facts.get("address", "")
    return f"{said}（发往{address}）" if language == "zh" else f"{said}, sent to {address}"


def _wish_facts(row: WishRow) -> Facts:
    return {"account": row.user.get_username()}


def _wish_said(facts: Facts, language: Language) -> str:
    account = facts.get("account", "")
    return f"账号{account}的通知方式" if language == "zh" else f"how {account} is told"


def _quiet_facts(row: QuietRow) -> Facts:
    return {"first": row.first.isoformat(), "last": row.last.isoformat()}


def _quiet_said(facts: Facts, language: Language) -> str:
    first, last = facts.get("first", ""), facts.get("last", "")
    return f"{first}至{last}免打扰" if language == "zh" else f"quiet days {first} to {last}"


def _hook_facts(row: HookRow) -> Facts:
    return {"address": row.address}


def _hook_said(facts: Facts, language: Language) -> str:
    address = facts.get("address", "")
    return f"向{address}的推送" if language == "zh" else f"web hook to {address}"


def _feed_facts(row: FeedRow) -> Facts:
    return {"account": row.user.get_username(), "of": row.of, "unit": row.unit}


def _feed_said(facts: Facts, language: Language) -> str:
    account = facts.get("account", "")
    return f"账号{account}的日历订阅" if language == "zh" else f"calendar of {account}"


def _quiet_url(_key: int, _facts: Facts) -> str:
    return reverse("notices:office")


KINDS = (
    Kind(
        name="digest",
        model=DigestRow,
        said=_digest_said,
        facts=_digest_facts,
        more=_lines,
        url=_digest_url,
    ),
    Kind(
        name="delivery",
        model=DeliveryRow,
        said=_delivery_said,
        facts=_delivery_facts,
        url=_digest_url,
        beside=("digest",),
        apart=OF_SENDING,
    ),
    Kind(name="wish", model=WishRow, said=_wish_said, facts=_wish_facts, beside=("user",)),
    Kind(name="feed", model=FeedRow, said=_feed_said, facts=_feed_facts, beside=("user",)),
    Kind(name="hook", model=HookRow, said=_hook_said, facts=_hook_facts, url=_quiet_url),
    Kind(name="quiet days", model=QuietRow, said=_quiet_said, facts=_quiet_facts, url=_quiet_url),
)
