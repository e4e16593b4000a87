"""One-time codes: set up with a QR code, recovery codes, switched off."""

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pilotage_server.units import actions, credentials, once, throttle, totp
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.forms import CodeForm, CurrentForm

NEW = "new-secret"
"""Where the session keeps the secret that is shown and not yet confirmed."""

ISSUER = "Pilotage"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_roles()
def set_up(request: MemberRequest) -> HttpResponse:
    """The secret as a QR code; the first right code switches codes on and shows recovery codes."""
    if credentials.has_codes(request.user):
        return redirect("units:account")
    if request.method != "POST":
        request.session.setdefault(NEW, totp.new_secret())
        return _set_up_page(request, CodeForm())
    form = CodeForm(request.POST)
    if NEW not in request.session or not form.is_valid():
        request.session.setdefault(NEW, totp.new_secret())
        return _set_up_page(request, form, 422)
    codes = actions.turn_on(request.user, request.session[NEW], form.cleaned_data["code"])
    if codes is None:
        form.add_error("code", _("This code does not fit the picture. Enter the one shown now."))
        return _set_up_page(request, form, 422)
    del request.session[NEW]
    return _codes_page(request, codes, first=True)


def _set_up_page(request: MemberRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    secret: str = request.session[NEW]
    where = totp.address(secret, request.user.get_username(), ISSUER)
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    facts = {"form": form, "picture": qr_svg(where), "secret": groups}
    return render(request, "units/set_up_code.html", facts, status=status)


def qr_svg(text: str) -> SafeString:
    """A QR code as inline SVG: black on white in every theme, without style or script."""
    picture = segno.make(text, error="m", micro=False).svg_inline(
        scale=5, light="#fff", dark="#000", border=4, title=_("QR code for the authenticator")
    )
    return mark_safe(picture)  # noqa: S308 - made of squares by segno; the text is not in it


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_roles()
def recovery(request: MemberRequest) -> HttpResponse:
    """New recovery codes in place of the old, for the password."""
    if not credentials.has_codes(request.user):
        return redirect("units:account")
    if request.method != "POST":
        return _confirm_page(request, CurrentForm(user=request.user), "recovery")
    form = _confirmed(request)
    if not form.is_valid():
        return _confirm_page(request, form, "recovery", 422)
    if once.spend(request):
        return redirect("units:account")
    once.answer(request, reverse("units:account"))
    return _codes_page(request, actions.renew_recovery(request.user), first=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_roles()
def turn_off(request: MemberRequest) -> HttpResponse:
    """One-time codes off, for the password."""
    if request.method != "POST":
        return _confirm_page(request, CurrentForm(user=request.user), "off")
    form = _confirmed(request)
    if not form.is_valid():
        return _confirm_page(request, form, "off", 422)

    def act() -> str:
        actions.turn_off(request.user)
        messages.success(request, _("Signing in asks for the password alone now."))
        return reverse("units:account")

    return once.do(request, act)


def _confirmed(request: MemberRequest) -> CurrentForm:
    """The form with the password, judged; wrong ones count as sign-ins that failed."""
    keys = throttle.keys_of(request, request.user.get_username())
    throttle.claim(keys)
    form = CurrentForm(request.POST, user=request.user)
    if form.is_valid():
        throttle.succeeded(keys)
    return form


def _confirm_page(
    request: MemberRequest, form: CurrentForm, what: str, status: int = 200
) -> HttpResponse:
    return render(request, "units/confirm_code.html", {"form": form, "what": what}, status=status)


def _codes_page(request: MemberRequest, codes: list[str], *, first: bool) -> HttpResponse:
    return render(request, "units/recovery.html", {"codes": codes, "first": first})
