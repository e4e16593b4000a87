"""Who may see a page: the first line of every view.

A stranger to a thing is told that it is not there (404); a person who may see it but not do this
is told so (403).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from .models import MembershipRow, Standing

P = ParamSpec("P")


class MemberRequest(HttpRequest):
    """A request of a signed-in account with a standing."""

    user: User
    member: MembershipRow


View = Callable[Concatenate[MemberRequest, P], HttpResponseBase]


def membership(request: HttpRequest) -> MembershipRow | None:
    """The standing of the person asking; None when signed out or without one. Read once."""
    if not request.user.is_authenticated:
        return None
    if not hasattr(request, "_member"):
        found = MembershipRow.objects.select_related("user").filter(user=request.user).first()
        request._member = found  # type: ignore[attr-defined]
    member: MembershipRow | None = request._member  # type: ignore[attr-defined]
    return member


def for_roles(
    *roles: Standing, otherwise: type[Exception] = PermissionDenied
) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Open a view to accounts of these standings (all, when none is named).

    Signed out: to the sign-in page and back. No standing: 404. Another standing: ``otherwise``,
    which is ``PermissionDenied`` (403) or ``Http404``.
    """

    def guard(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            member = membership(request)
            if member is None:
                raise Http404
            if roles and member.role not in roles:
                raise otherwise
            request.member = member  # type: ignore[attr-defined]
            asking: Any = request
            return view(asking, *args, **kwargs)

        return guarded

    return guard
