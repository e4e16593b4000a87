"""The accounts of the site, for the administrator."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pilotage_server.units import actions, credentials, once, posts, sessions
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.forms import AccountForm, PostForm, post_form
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing
from pilotage_server.units.scopes import line_of

_guard = for_roles(Standing.ADMINISTRATOR)


@require_GET
@_guard
def accounts(request: MemberRequest) -> HttpResponse:
    """Every account with its posts, those deactivated last."""
    language = reader_language()
    rows = (
        User.objects.select_related("membership", "credential")
        .prefetch_related("membership__further")
        .annotate(seen_at=Max("sign_ins__seen_at"))
        .order_by("-is_active", "username")
    )
    listed = [
        {
            "user": row,
            "posts": [line_of(n, post, language) for n, post in posts.of_user(row)],
            "codes": bool(getattr(getattr(row, "credential", None), "secret", "")),
            "seen_at": row.seen_at,
        }
        for row in rows
    ]
    return render(request, "units/accounts.html", {"accounts": listed})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_guard
def add(request: MemberRequest) -> HttpResponse:
    """A new account; its first password is shown once, on the answer."""
    if request.method != "POST":
        return render(request, "units/add_account.html", {"form": AccountForm()})
    form = AccountForm(request.POST)
    if not form.is_valid():
        return render(request, "units/add_account.html", {"form": form}, status=422)
    before = once.spend(request)
    if before:
        return redirect(before.location or "units:accounts")
    user, password = actions.add(form.cleaned_data["name"], form.post())
    once.answer(request, reverse("units:one_account", args=[user.pk]))
    return _password_page(request, user, password)


@require_GET
@_guard
def one_account(request: MemberRequest, pk: int) -> HttpResponse:
    """One account: its posts, and what can be done to it."""
    return _page(request, _user(pk))


def _page(
    request: MemberRequest,
    user: User,
    refused: tuple[str, PostForm] | None = None,
) -> HttpResponse:
    """The page; ``refused`` is the form that comes back, with the prefix it is known by."""
    back = dict([refused] if refused else [])
    language = reader_language()
    held = [
        {
            "line": line_of(number, post, language),
            "form": back.get(f"p{number}") or post_form(post, f"p{number}"),
        }
        for number, post in posts.of_user(user)
    ]
    facts = {
        "account": user,
        "held": held,
        "new": back.get("new") or PostForm(prefix="new"),
        "codes_on": credentials.has_codes(user),
        "must_change": credentials.must_change(user),
        "sessions": sessions.of(user, None),
        "refused": refused[0] if refused else "",
        "own": user.pk == request.user.pk,
    }
    return render(request, "units/one_account.html", facts, status=422 if refused else 200)


@require_POST
@_guard
def add_post(request: MemberRequest, pk: int) -> HttpResponse:
    """Another post for the account."""
    user, form = _user(pk), PostForm(request.POST, prefix="new")
    if not form.is_valid():
        return _page(request, user, ("new", form))
    return _do(request, user, lambda: actions.add_post(user, form.post()), _("Added."))


@require_POST
@_guard
def change_post(request: MemberRequest, pk: int, post: int) -> HttpResponse:
    """Another role, scope or name for a post."""
    user, prefix = _user(pk), f"p{post}"
    if post not in dict(posts.of_user(user)):
        raise Http404
    form = PostForm(request.POST, prefix=prefix)
    if not form.is_valid():
        return _page(request, user, (prefix, form))
    return _do(request, user, lambda: actions.change_post(user, post, form.post()), _("Changed."))


@require_POST
@_guard
def remove_post(request: MemberRequest, pk: int, post: int) -> HttpResponse:
    """A further post is taken away."""
    user = _user(pk)
    return _do(request, user, lambda: actions.remove_post(user, post), _("Removed."))


@require_http_methods(["GET", "HEAD", "POST"])
@_guard
def deactivate(request: MemberRequest, pk: int) -> HttpResponse:
    """Deactivate the account; asked for on a page of its own first."""
    user = _user(pk)
    if request.method != "POST":
        return render(request, "units/deactivate.html", {"account": user})
    said = _("The account is deactivated and signed out everywhere.")
    return _do(request, user, lambda: actions.deactivate(user), said)


@require_POST
@_guard
def reactivate(request: MemberRequest, pk: int) -> HttpResponse:
    """Activate it again."""
    user = _user(pk)
    said = _("The account can sign in again.")
    return _do(request, user, lambda: actions.reactivate(user), said)


@never_cache
@require_POST
@_guard
def reset_password(request: MemberRequest, pk: int) -> HttpResponse:
    """A password for the next sign-in, shown once, on the answer."""
    user = _user(pk)
    if once.spend(request):
        return redirect("units:one_account", pk=pk)
    once.answer(request, reverse("units:one_account", args=[pk]))
    return _password_page(request, user, actions.reset_password(user))


@require_POST
@_guard
def reset_codes(request: MemberRequest, pk: int) -> HttpResponse:
    """One-time codes off, for whoever lost the telephone."""
    user = _user(pk)
    said = _("Signing in asks this account for the password alone.")
    return _do(request, user, lambda: actions.reset_codes(user), said)


@require_POST
@_guard
def end_sessions(request: MemberRequest, pk: int) -> HttpResponse:
    """Sign the account out everywhere."""
    user = _user(pk)
    said = _("The account was signed out everywhere.")
    return _do(request, user, lambda: actions.end_sessions(user), said)


def _user(pk: int) -> User:
    """The account with that number; Http404 when there is none."""
    found = User.objects.select_related("membership").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _do(request: MemberRequest, user: User, act: Callable[[], object], said: str) -> HttpResponse:
    """Do ``act`` once, say so, and go back to the page of the account."""

    def acted() -> str:
        act()
        if not request.session.exists(request.session.session_key or ""):
            logout(request)  # what was done ended the doer's own session
            return reverse("units:login")
        messages.success(request, said)
        return reverse("units:one_account", args=[user.pk])

    return once.do(request, acted)


def _password_page(request: MemberRequest, user: User, password: str) -> HttpResponse:
    facts = {"account": user, "password": password}
    return render(request, "units/once_password.html", facts)
