"""Making and ending calendars, and the calendar itself, which asks for no sign-in."""

from hashlib import sha256

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pilotage.base import Language
from pilotage_server.notices import actions
from pilotage_server.notices.calendars import calendar_of
from pilotage_server.notices.feeds import feed_at, matters_of, name_of, offers
from pilotage_server.notices.models import FeedOf, FeedRow
from pilotage_server.notices.people import READERS
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow


@require_POST
@for_roles(*READERS)
def make(request: MemberRequest) -> HttpResponse:
    """Make a calendar of what the form names, when whoever asks may have it."""

    def act() -> str:
        feed_of(request.member, request.POST.get("of", ""), reader_language())
        messages.success(request, _("The calendar is made. Subscribe to its address below."))
        return reverse("notices:wishes")

    return once.do(request, act)


def feed_of(member: MembershipRow, asked: str, language: Language) -> FeedRow:
    """A calendar of what is ``asked``, one of those offered; Http404 for any other."""
    if asked not in {value for value, _word in offers(member, language)}:
        raise Http404
    of, _colon, which = asked.partition(":")
    return actions.make_feed(
        member,
        FeedOf(of),
        language,
        unit=which if of == FeedOf.UNIT else "",
        programme=int(which) if of == FeedOf.PROGRAMME else None,
    )


@require_POST
@for_roles(*READERS)
def end(request: MemberRequest, key: int) -> HttpResponse:
    """End one of one's own calendars."""
    row = FeedRow.objects.filter(pk=key, user=request.user).first()
    if row is None:
        raise Http404
    return once.do(request, lambda: _end(request, row))


def _end(request: MemberRequest, row: FeedRow) -> str:
    actions.end_feed(row, request.user)
    messages.success(request, _("This calendar is ended; its address opens nothing any more."))
    return reverse("notices:wishes")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar at a secret address; unchanged since the client asked, only that is said."""
    row = feed_at(token)
    if row is None:
        raise Http404
    language: Language = "en" if row.language == "en" else "zh"
    matters = list(matters_of(row))
    links = {
        one.pk: request.build_absolute_uri(reverse("ledgers:task", args=[one.pk]))
        for one in matters
    }
    data = calendar_of(matters, name_of(row, language), language, links)
    tag = f'"{sha256(data).hexdigest()}"'
    found = get_conditional_response(request, etag=tag, response=_file(data, tag))
    if found is None:
        raise RuntimeError("Django gives back the response it was given")
    found["Cache-Control"] = "private, max-age=600"
    return found


def _file(data: bytes, tag: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = tag
    answer["Content-Disposition"] = 'inline; filename="limits.ics"'
    return answer
