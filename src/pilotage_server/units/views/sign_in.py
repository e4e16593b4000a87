"""Signing in with name and password, then with a one-time code where the account asks for one."""

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth import login as begin_session
from django.contrib.auth import logout as end_session
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from pilotage_server import clock
from pilotage_server.units import credentials, provider, throttle
from pilotage_server.units.language import reader_language
from pilotage_server.units.returning import own_address
from pilotage_server.units.throttle import PausedError

HALF = "half"
"""Where the session keeps whose password was right while the code is asked for."""

PATIENCE = 600
"""Seconds in which the code has to follow."""

BACKEND = "django.contrib.auth.backends.ModelBackend"


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The sign-in page."""
    given = request.POST if request.method == "POST" else request.GET
    target = own_address(request, given.get("next", ""))
    if request.user.is_authenticated:
        return redirect(target)
    if request.method != "POST":
        return sign_in_page(request, target)
    name = request.POST.get("username", "")
    keys = throttle.keys_of(request, name)
    try:
        throttle.claim(keys)
    except PausedError as paused:
        return sign_in_page(request, target, paused.told_in(reader_language()), status=429)
    user = authenticate(request, username=name, password=request.POST.get("password", ""))
    if not isinstance(user, User):
        wrong = _("This name and password do not belong together. Check both and sign in again.")
        return sign_in_page(request, target, wrong, status=422)
    return admitted(request, user, target)


def admitted(request: HttpRequest, user: User, target: str) -> HttpResponse:
    """Sign ``user`` in, who has proved to be who they say; first ask for a code where one is set.

    The count of failures is cleared at the end only, so that a right password buys no codes.
    """
    if credentials.has_codes(user):
        now = int(clock.wall().timestamp())
        request.session[HALF] = {"user": user.pk, "at": now, "next": target}
        return redirect("units:code")
    return _signed_in(request, user, target)


def _signed_in(request: HttpRequest, user: User, target: str) -> HttpResponse:
    begin_session(request, user, backend=BACKEND)
    throttle.succeeded(throttle.keys_of(request, user.get_username()))
    return redirect(target)


def sign_in_page(
    request: HttpRequest, target: str, error: str = "", *, status: int = 200
) -> HttpResponse:
    """The page with name and password; ``error`` is why it is shown again."""
    facts = {
        "next": target,
        "error": error,
        "name": request.POST.get("username", ""),
        "provider": provider.is_on(),
        "provider_name": settings.OIDC_NAME,
    }
    return render(request, "units/login.html", facts, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second page of signing in: the code of the telephone, or a recovery code."""
    half = request.session.get(HALF) or {"user": 0, "at": 0}
    fresh = clock.wall().timestamp() - half["at"] < PATIENCE
    user = User.objects.filter(pk=half["user"], is_active=True).first() if fresh else None
    if user is None:
        request.session.pop(HALF, None)
        return redirect(reverse("units:login"))
    if request.method != "POST":
        return _code_page(request)
    try:
        throttle.claim(throttle.keys_of(request, user.get_username()))
    except PausedError as paused:
        return _code_page(request, paused.told_in(reader_language()), status=429)
    if not credentials.accepts(user, request.POST.get("code", "")):
        failed(request, user.get_username())
        wrong = _("This code is not right, or it was used already. Wait for the next and enter it.")
        return _code_page(request, wrong, status=422)
    del request.session[HALF]
    return _signed_in(request, user, half["next"])


def failed(request: HttpRequest, name: str) -> None:
    """Tell that signing in as ``name`` failed after the password, or without one."""
    user_login_failed.send(sender=__name__, credentials={"username": name}, request=request)


def _code_page(request: HttpRequest, error: str = "", *, status: int = 200) -> HttpResponse:
    return render(request, "units/code.html", {"error": error}, status=status)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Out, to the sign-in page."""
    end_session(request)
    return redirect(reverse("units:login"))
