"""Signing in and out, the language, the theme, and the way to one's first page."""

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from .access import MemberRequest, for_roles
from .context import THEMES
from .navigation import rooms

YEAR = 365 * 24 * 3600

login = LoginView.as_view(template_name="units/login.html", redirect_authenticated_user=True)
logout = LogoutView.as_view()


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
    response = HttpResponseRedirect(_back(request, request.GET.get("next", "")))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax", secure=settings.HTTPS
    )
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the system says, remembered in a cookie."""
    asked = request.POST.get("theme", "")
    response = HttpResponseRedirect(_back(request, request.POST.get("next", "")))
    if asked in THEMES:
        response.set_cookie("theme", asked, max_age=YEAR, samesite="Lax", secure=settings.HTTPS)
    return response


def _back(request: HttpRequest, address: str) -> str:
    """``address`` when it is one of this site's, else the first page."""
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if safe else "/"
