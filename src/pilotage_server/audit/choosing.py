"""What the page of the record is asked for: who, what, when, about which thing. All in the address.

Values that mean nothing are passed over, so that an old link still opens the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils import timezone

from .kinds import kind_named
from .models import RecordRow, What

SITE = "-"
"""In the address: what no account did."""

GREATEST = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the address asks for; empty means everything. ``upto`` is the first row of a page."""

    who: str = ""
    what: str = ""
    since: date | None = None
    until: date | None = None
    kind: str = ""
    key: int | None = None
    upto: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no row is left out."""
        return replace(self, upto=None) == Choice()

    def address(self, **changes: object) -> str:
        """The address of this choice with ``changes``, as a query."""
        found = {
            "who": self.who,
            "what": self.what,
            "since": self.since,
            "until": self.until,
            "kind": self.kind,
            "key": self.key,
            "upto": self.upto,
        } | changes
        return f"?{urlencode({name: value for name, value in found.items() if value})}"


def choice_from(asked: Mapping[str, str]) -> Choice:
    """The choice that an address makes."""
    kind, key = asked.get("kind", ""), _number(asked.get("key", ""))
    of_thing = kind_named(kind) is not None and key is not None
    what = asked.get("what", "")
    return Choice(
        who=asked.get("who", "")[:150].replace("\0", ""),
        what=what if what in What.values else "",
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
        kind=kind if of_thing else "",
        key=key if of_thing else None,
        upto=_number(asked.get("upto", "")),
    )


def chosen(choice: Choice) -> QuerySet[RecordRow]:
    """The rows that ``choice`` asks for, the newest first."""
    rows: QuerySet[RecordRow] = RecordRow.objects.order_by("-sequence")
    if choice.who:
        rows = rows.filter(by="" if choice.who == SITE else choice.who)
    if choice.what:
        rows = rows.filter(what=choice.what)
    if choice.kind:
        rows = rows.filter(kind=choice.kind, key=choice.key)
    if choice.since:
        rows = rows.filter(at__gte=_midnight(choice.since))
    if choice.until and choice.until < date.max:
        rows = rows.filter(at__lt=_midnight(choice.until + timedelta(days=1)))
    if choice.upto is not None:
        rows = rows.filter(sequence__lte=choice.upto)
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1900 <= found.year <= 9000 else None


def _number(text: str) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) <= 19):
        return None
    return min(int(text), GREATEST)
