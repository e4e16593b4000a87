"""Who may see a page: the first line of every view.

Whoever has no business with a thing, a room or an act is told that it is not there (404).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from pilotage_server.prepared import Prepared

from . import posts
from .models import MembershipRow, Standing

P = ParamSpec("P")


class MemberRequest(HttpRequest):
    """A request of a signed-in account with a standing."""

    user: User
    member: MembershipRow


View = Callable[Concatenate[MemberRequest, P], HttpResponseBase]


_OF_USER = Prepared(
    lambda user: MembershipRow.objects.select_related("user__credential").filter(user=user)
)


def membership(request: HttpRequest) -> MembershipRow | None:
    """The post in which the person asking acts; None when signed out or without one. Read once."""
    if not request.user.is_authenticated:
        return None
    if not hasattr(request, "_member"):
        found = _OF_USER.first(request.user.pk)
        request._member = posts.acting(request, found) if found else None  # type: ignore[attr-defined]
    member: MembershipRow | None = request._member  # type: ignore[attr-defined]
    return member


def for_roles(
    *roles: Standing, otherwise: type[Exception] = Http404, first_password: bool = False
) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Open a view to accounts of these standings (all, when none is named).

    Signed out: to the sign-in page and back. A password that another person gave: to the page
    that changes it, except where ``first_password`` lets it in. No standing, or another: 404
    (``otherwise`` for another).
    """

    def guard(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            member = membership(request)
            if member is None:
                raise Http404
            if not first_password and _must_change(member):
                return redirect("units:password")
            if roles and member.role not in roles:
                raise otherwise
            request.member = member  # type: ignore[attr-defined]
            asking: Any = request
            return view(asking, *args, **kwargs)

        return guarded

    return guard


def _must_change(member: MembershipRow) -> bool:
    credential = getattr(member.user, "credential", None)
    return credential is not None and credential.must_change
