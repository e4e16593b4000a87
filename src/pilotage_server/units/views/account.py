"""One's own account: its posts, the password, the sessions."""

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from pilotage_server.units import actions, credentials, deeds, once, posts, sessions, throttle
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.forms import PasswordForm
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import SessionRow
from pilotage_server.units.scopes import line_of


@for_roles()
def account(request: MemberRequest) -> HttpResponse:
    """The page."""
    worn = request.session.get(posts.KEY) or 0
    held = posts.of_user(request.user)
    numbers = [number for number, _post in held]
    facts = {
        "posts": [line_of(number, post, reader_language()) for number, post in held],
        "worn": worn if worn in numbers else 0,
        "sessions": sessions.of(request.user, request.session.session_key),
        "codes_on": credentials.has_codes(request.user),
        "codes_left": credentials.left(request.user),
    }
    return render(request, "units/account.html", facts)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(first_password=True)
def password(request: MemberRequest) -> HttpResponse:
    """A new password; also the first page of whoever was given one."""
    if request.method != "POST":
        return _password_page(request, PasswordForm(user=request.user))
    keys = throttle.keys_of(request, request.user.get_username())
    throttle.claim(keys)
    form = PasswordForm(request.POST, user=request.user)
    if form.is_valid() or "current" not in form.errors:
        throttle.succeeded(keys)
    if not form.is_valid():
        return _password_page(request, form, 422)

    def act() -> str:
        key = request.session.session_key
        actions.change_password(request.user, form.cleaned_data["new"], session=key)
        _keep_session(request)
        messages.success(request, _("The password is changed; all other sign-ins were ended."))
        return reverse("units:account")

    return once.do(request, act)


def _keep_session(request: MemberRequest) -> None:
    """This session goes on under a new key, which its row takes over."""
    old = request.session.session_key or ""
    update_session_auth_hash(request, request.user)
    SessionRow.objects.filter(key=old).update(key=request.session.session_key)


def _password_page(request: MemberRequest, form: PasswordForm, status: int = 200) -> HttpResponse:
    facts = {"form": form, "first": credentials.must_change(request.user)}
    return render(request, "units/password.html", facts, status=status)


@require_POST
@for_roles()
def end_session(request: MemberRequest, pk: int) -> HttpResponse:
    """End one session; this one is signed out of."""
    found = SessionRow.objects.filter(user=request.user, pk=pk).first()
    if found is None and once.spend(request) is None:
        raise Http404
    if found is None:
        return redirect("units:account")
    if found.key == request.session.session_key:
        logout(request)
        return redirect("units:login")

    def act() -> str:
        actions.end_sessions(request.user, [found])
        messages.success(request, _("That sign-in was ended."))
        return reverse("units:account")

    return once.do(request, act)


@require_POST
@for_roles()
def end_others(request: MemberRequest) -> HttpResponse:
    """End every session but this one."""

    def act() -> str:
        n = actions.end_sessions(request.user, but=request.session.session_key)
        text = ngettext("%(n)d sign-in was ended.", "%(n)d sign-ins were ended.", n)
        messages.success(request, text % {"n": n})
        return reverse("units:account")

    return once.do(request, act)


@require_POST
@for_roles()
def wear(request: MemberRequest) -> HttpResponse:
    """Act in another of one's posts from now on, in this session."""
    asked = request.POST.get("post", "")
    number = int(asked) if asked.isascii() and asked.isdigit() else -1
    held = dict(posts.of_user(request.user))
    if number not in held:
        raise Http404
    request.session[posts.KEY] = number
    deeds.tell(deeds.Deed.POST_WORN, request.user, post=held[number])
    post = held[number].post(reader_language())
    messages.success(request, _("From now on you act as: %(post)s.") % {"post": post})
    return redirect("home")
