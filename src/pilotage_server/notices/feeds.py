"""Calendars at secret addresses: who may make which, and what each holds now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from pilotage.base import Language
from pilotage.ledger import Step
from pilotage_server.ledgers.models import MatterRow, MatterUnitRow
from pilotage_server.ledgers.rights import visible
from pilotage_server.units import names, programmes
from pilotage_server.units.models import MembershipRow
from pilotage_server.units.posts import worn
from pilotage_server.units.tree import beneath

from .models import FeedOf, FeedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A calendar as its owner sees it."""

    row: FeedRow
    name: str
    address: str


def token_of(row: FeedRow) -> str:
    """The secret part of its address: its number, and what only this site can make of it."""
    made = salted_hmac("pilotage.feed", f"{row.pk}:{row.salt}", algorithm="sha256").hexdigest()
    return f"{row.pk}-{made[:40]}"


def feed_at(token: str) -> FeedRow | None:
    """The calendar of that address; None for none, an ended one, or one of a closed account."""
    number = token.partition("-")[0]
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    rows = FeedRow.objects.filter(ended_at=None, user__is_active=True)
    row = rows.select_related("user", "programme").filter(pk=int(number)).first()
    if row is None or not constant_time_compare(token_of(row), token):
        return None
    return row


def matters_of(row: FeedRow) -> QuerySet[MatterRow]:
    """The tasks with limits that its account may see now, narrowed to what the calendar is of."""
    found = MatterRow.objects.filter(_seen_by(row), limit__isnull=False).exclude(
        step__in=[step.value for step in Step if step.is_ended]
    )
    if row.of == FeedOf.UNIT:
        found = found.filter(pk__in=MatterUnitRow.objects.filter(unit=row.unit).values("matter"))
    if row.of == FeedOf.PROGRAMME:
        found = found.filter(plan__programme=row.programme)
    shown = found.select_related("plan").defer("plan__compiled", "plan__adopted")
    return shown.order_by("limit", "pk")


def _seen_by(row: FeedRow) -> Q:
    """What any post of the account sees; nothing without a post."""
    first = MembershipRow.objects.select_related("user").filter(user=row.user).first()
    if first is None:
        return Q(pk__in=())
    seen = Q(pk__in=visible(first).values("pk"))
    for one in first.further.all():
        seen |= Q(pk__in=visible(worn(first, one)).values("pk"))
    return seen


def name_of(row: FeedRow, language: Language) -> str:
    """Whose limits it holds, in ``language``, whatever that of the request is."""
    if row.of == FeedOf.UNIT:
        return names.full_name(row.unit, language)
    if row.of == FeedOf.PROGRAMME and row.programme:
        return row.programme.name(language)
    with translation.override("en" if language == "en" else "zh-hans"):
        return _("All my tasks")


def shown_feeds(request: HttpRequest, language: Language) -> list[Feed]:
    """The calendars of whoever asks, with their addresses."""
    rows = FeedRow.objects.filter(user=request.user, ended_at=None)  # type: ignore[misc]
    return [
        Feed(
            row=row,
            name=name_of(row, language),
            address=request.build_absolute_uri(reverse("notices:feed", args=[token_of(row)])),
        )
        for row in rows.select_related("programme")
    ]


def offers(member: MembershipRow, language: Language) -> list[tuple[str, str]]:
    """What ``member`` may have a calendar of: the value of the form and the words."""
    matters = visible(member).values("pk")
    units = MatterUnitRow.objects.filter(matter__in=matters).exclude(unit="")
    if member.root:
        units = units.filter(unit__in=beneath(member.root))
    listed = sorted(set(units.values_list("unit", flat=True)))
    homes = set(visible(member).values_list("plan__programme", flat=True))
    return [
        (FeedOf.PERSON.value, _("All my tasks")),
        *_sorted(
            (f"programme:{one.key}", one.name(language))
            for one in programmes.known()
            if one.key in homes
        ),
        *_sorted((f"unit:{one}", names.full_name(one, language)) for one in listed),
    ]


def _sorted(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(found, key=lambda one: one[1])
