"""Notices, calendars, hooks, views and tokens, as JSON."""

from typing import Any

from pilotage.base import Language
from pilotage_server import clock
from pilotage_server.api.models import TokenRow
from pilotage_server.ledgers import saved
from pilotage_server.ledgers.models import ViewRow
from pilotage_server.notices.burden import Row
from pilotage_server.notices.feeds import Feed
from pilotage_server.notices.hooks import key_of
from pilotage_server.notices.models import DeliveryRow, HookRow, QuietRow
from pilotage_server.notices.showing import Digest, Line
from pilotage_server.units.models import MembershipRow

from .tasks import Told


def digest(one: Digest) -> Told:
    """What was told on a day."""
    return {
        "id": one.row.pk,
        "day": one.row.day,
        "unit": one.row.unit or None,
        "name": one.name,
        "lines": [_line(line) for line in one.lines],
    }


def _line(one: Line) -> Told:
    return {
        "task": one.row.matter_id,
        "code": one.code,
        "heading": one.heading,
        "kind": one.row.kind,
        "said": one.said,
        "rule": one.row.rule,
    }


def delivery(row: DeliveryRow, language: Language) -> Told:
    """A digest on its way to one address."""
    return {
        "id": row.pk,
        "channel": row.channel,
        "address": row.address,
        "state": row.state,
        "attempts": row.attempts,
        "sent_at": row.sent_at,
        "trouble": row.told(language),
    }


def calendar(one: Feed) -> Told:
    """A calendar with its address."""
    return {"id": one.row.pk, "name": one.name, "address": one.address}


def burden(one: Row) -> Told:
    """What was asked of a unit, week by week."""
    fields = ("weeks", "total", "urged", "regular", "workbooks", "digests", "reports")
    return {"unit": one.name} | {name: getattr(one, name) for name in fields}


def quiet(row: QuietRow) -> Told:
    """Days on which nobody is told anything."""
    return {"id": row.pk, "first": row.first, "last": row.last, "reason": row.reason}


def hook(row: HookRow, language: Language) -> Told:
    """Another system, with the key that signs what is posted to it."""
    home = row.programme
    return {
        "id": row.pk,
        "programme": {"id": home.pk, "code": home.code, "name": home.name(language)},
        "address": row.address,
        "key": key_of(row),
    }


def view(row: ViewRow, member: MembershipRow) -> Told:
    """A saved view."""
    return {
        "id": row.pk,
        "name": row.name,
        "query": row.query,
        "shared": row.shared,
        "may_remove": saved.may_remove(member, row),
    }


def token(row: TokenRow, language: Language) -> Told:
    """A token, without its words."""
    post: Any = row.further or row.user.membership
    fields = ("name", "scopes", "hint", "made_at", "expires_at", "used_at", "revoked_at")
    return {
        "id": row.pk,
        "post": post.post(language),
        "good": row.revoked_at is None and row.expires_at > clock.wall(),
    } | {name: getattr(row, name) for name in fields}
