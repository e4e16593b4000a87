"""The language, the theme, and the way to one's first page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.context import THEMES
from pilotage_server.units.navigation import rooms
from pilotage_server.units.returning import own_address

YEAR = 365 * 24 * 3600


@for_roles()
def home(request: MemberRequest) -> HttpResponse:
    """To the first room of this person's standing."""
    found = rooms(request.member.role)
    if not found:
        raise Http404
    return redirect(found[0].view)


def language(request: HttpRequest, code: str) -> HttpResponse:
    """The same page in the other language, remembered in a cookie."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    response = HttpResponseRedirect(own_address(request, request.GET.get("next", "")))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax", secure=settings.HTTPS
    )
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the system says, remembered in a cookie."""
    asked = request.POST.get("theme", "")
    response = HttpResponseRedirect(own_address(request, request.POST.get("next", "")))
    if asked in THEMES:
        response.set_cookie("theme", asked, max_age=YEAR, samesite="Lax", secure=settings.HTTPS)
    return response
