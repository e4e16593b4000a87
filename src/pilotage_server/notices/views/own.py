"""One's own notices, marking them as read, and how one wants to be told."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pilotage.base import PilotageError
from pilotage_server import clock
from pilotage_server.notices import actions
from pilotage_server.notices.feeds import offers, shown_feeds
from pilotage_server.notices.forms import WishForm
from pilotage_server.notices.models import DigestRow, LineRow, SeenRow, WishRow
from pilotage_server.notices.people import READERS, lines_for
from pilotage_server.notices.showing import day_from, digests_of, once_each
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow

DAYS = 20
"""Days with notices that a page shows."""
DIGITS = 19
"""A number of as many may be no key of a table any more."""


@require_GET
@for_roles(*READERS)
def index(request: MemberRequest) -> HttpResponse:
    """What the reader was told, the newest day first."""
    upto = day_from(request.GET.get("upto", ""))
    lines = lines_for(request.member)
    days = DigestRow.objects.filter(pk__in=lines.values("digest"))
    if upto:
        days = days.filter(day__lte=upto)
    listed = list(days.order_by("-day").values_list("day", flat=True).distinct()[: DAYS + 1])
    shown = lines.filter(digest__day__in=listed[:DAYS]).select_related("digest", "matter__plan")
    shown = shown.defer("matter__plan__compiled", "matter__plan__adopted")
    marked = SeenRow.objects.filter(user=request.user, digest__day__in=listed[:DAYS])
    seen = marked.values_list("digest", flat=True)
    digests = digests_of(once_each(first_high(list(shown))), reader_language(), seen=seen)
    facts = {
        "digests": digests,
        "unread": sum(one.unread for one in digests),
        "older": listed[DAYS].isoformat() if len(listed) > DAYS else "",
        "upto": upto,
    }
    return render(request, "notices/index.html", facts)


def first_high(lines: list[LineRow]) -> list[LineRow]:
    """In the order of their weight: late before near before asked."""
    order = ("leader", "head", "late", "near", "asked")
    return sorted(lines, key=lambda one: (order.index(one.kind), one.pk))


@require_POST
@for_roles(*READERS)
def read(request: MemberRequest) -> HttpResponse:
    """Mark one digest as read (``digest``), or all that the reader has."""
    asked = request.POST.get("digest", "")
    known = asked.isascii() and asked.isdigit() and len(asked) < DIGITS
    only = int(asked) if known else 0 if asked else None

    def act() -> str:
        mark(request.member, only)
        return reverse("notices:index")

    return once.do(request, act)


def mark(member: MembershipRow, only: int | None) -> None:
    """Note down that ``member`` has read one digest, or all that it has."""
    found = DigestRow.objects.filter(pk__in=lines_for(member).values("digest"))
    if only is not None:
        found = found.filter(pk=only)
    keys = found.exclude(seen__user=member.user).values_list("pk", flat=True)
    rows = [SeenRow(user=member.user, digest_id=key, at=clock.now()) for key in keys]
    SeenRow.objects.bulk_create(rows, ignore_conflicts=True)


@require_http_methods(["GET", "POST"])
@for_roles(*READERS)
def wishes(request: MemberRequest) -> HttpResponse:
    """How the reader is told: address, language, hours."""
    if request.method == "POST":
        form = WishForm(request.POST)
        if form.is_valid():
            try:
                return once.do(request, lambda: _choose(request, form))
            except PilotageError as error:
                form.add_error("last_hour", " ".join(error.told(reader_language())))
        return _wishes(request, form, 422)
    return _wishes(request, WishForm(initial=wished(request.user)), 200)


def wished(user: User) -> dict[str, Any]:
    """How ``user`` is told, as the form has it."""
    given = WishRow.objects.filter(user=user).first() or WishRow(language=reader_language())
    fields = ("address", "language", "first_hour", "last_hour")
    return {name: getattr(given, name) for name in fields}


def _wishes(request: MemberRequest, form: WishForm, status: int) -> HttpResponse:
    language = reader_language()
    facts = {
        "form": form,
        "mail": bool(settings.PILOTAGE_SMTP),
        "feeds": shown_feeds(request, language),
        "offers": offers(request.member, language),
    }
    return render(request, "notices/wishes.html", facts, status=status)


def _choose(request: MemberRequest, form: WishForm) -> str:
    actions.choose(request.user, **form.cleaned_data)
    messages.success(request, _("How you are told is kept."))
    return reverse("notices:wishes")
