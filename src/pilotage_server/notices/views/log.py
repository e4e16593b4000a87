"""The log: who was told what, when, by which rule, and what became of sending it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from pilotage_server import clock
from pilotage_server.ledgers.rights import visible
from pilotage_server.notices import actions
from pilotage_server.notices.digests import is_overdue
from pilotage_server.notices.models import DeliveryRow, DigestRow, LineRow, Sending
from pilotage_server.notices.people import desks, of_unit
from pilotage_server.notices.showing import day_from, digests_of, whom
from pilotage_server.units import names, once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A delivery that something stands in the way of, and what, in the reader's language."""

    row: DeliveryRow
    words: str


LOG_READERS = (Standing.OFFICE, Standing.AUDITOR, Standing.ADMINISTRATOR)
LEADER = "leader"
"""In the address: what was told to no unit."""
SHOWN = 40
"""Digests that a page shows."""
LATELY = timedelta(days=14)
"""So far back before the last digest it is looked whether anybody reads them."""
KEPT = timedelta(days=30)
"""So long a delivery that was given up stands on top of the page; after that at its digest only."""


@require_GET
@for_roles(*LOG_READERS)
def log(request: MemberRequest) -> HttpResponse:
    """The newest first, by unit and day; and whatever stands in the way of sending."""
    language = reader_language()
    unit, day = request.GET.get("unit", ""), day_from(request.GET.get("day", ""))
    seen = told_lines(request.member)
    lines = chosen(seen, unit, day)
    keys = list(
        DigestRow.objects.filter(pk__in=lines.values("digest"))
        .order_by("-day", "unit")
        .values_list("pk", flat=True)[: SHOWN + 1]
    )
    shown = lines.filter(digest__in=keys[:SHOWN]).select_related("digest", "matter__plan")
    shown = shown.defer("matter__plan__compiled", "matter__plan__adopted")
    deliveries = DeliveryRow.objects.filter(digest__in=keys[:SHOWN])
    known = seen.order_by("unit").values_list("unit", flat=True).distinct()
    units = sorted(known, key=lambda one: whom(one, language))
    facts = {
        "digests": digests_of(shown, language, deliveries=deliveries),
        "more": len(keys) > SHOWN,
        "unit": unit,
        "day": day,
        "units": [(one or LEADER, whom(one, language)) for one in units],
        "stalled": is_overdue(),
        "troubles": troubles(seen),
        "mail": bool(settings.PILOTAGE_SMTP),
        "unread_units": _unread(seen),
    }
    return render(request, "notices/log.html", facts)


def told_lines(member: MembershipRow) -> QuerySet[LineRow]:
    """All that was told of tasks which ``member`` sees."""
    return LineRow.objects.filter(matter__in=visible(member).values("pk"))


def chosen(lines: QuerySet[LineRow], unit: str, day: date | None) -> QuerySet[LineRow]:
    """Those of ``lines`` to that unit (``LEADER``: to none), on that day."""
    if unit:
        lines = lines.filter(unit="" if unit == LEADER else unit)
    return lines.filter(digest__day=day) if day else lines


def troubles(seen: QuerySet[LineRow]) -> list[Trouble]:
    """What waits because something stood in its way, and what was given up within ``KEPT``; the
    newest first."""
    failing = ~Q(failure={}) & Q(state__in=(Sending.WAITING, Sending.SENDING))
    given_up = Q(state=Sending.DEAD, due_at__gt=clock.wall() - KEPT)
    rows = DeliveryRow.objects.filter(failing | given_up)
    rows = rows.filter(digest__in=seen.values("digest"))
    listed = rows.select_related("digest").order_by("-pk")[:SHOWN]
    return [Trouble(row=row, words=row.told(reader_language())) for row in listed]


def _unread(seen: QuerySet[LineRow]) -> str:
    """Units told something lately for which no account reads, by name."""
    last = DigestRow.objects.filter(pk__in=seen.values("digest")).order_by("-day").first()
    if last is None:
        return ""
    lately = seen.filter(digest__day__gt=last.day - LATELY)
    told = lately.order_by("unit").values_list("unit", flat=True).distinct()
    readers = desks()
    found = sorted(
        names.short_name(one, reader_language()) if one else _("the leader in charge")
        for one in told
        if not of_unit(one, readers)
    )
    return pgettext("list", ", ").join(found)


@require_POST
@for_roles(Standing.OFFICE)
def again(request: MemberRequest, key: int) -> HttpResponse:
    """Send once more what was given up."""
    found = DeliveryRow.objects.filter(
        pk=key, digest__in=told_lines(request.member).values("digest")
    )
    row = found.first()
    if row is None:
        raise Http404
    return once.do(request, lambda: _again(request, row))


def _again(request: MemberRequest, row: DeliveryRow) -> str:
    actions.send_again(row, request.member)
    messages.success(request, _("It is sent again to %(address)s.") % {"address": row.address})
    return reverse("notices:log")
