"""Who asks, and whether the address is there for them: the first thing of every operation.

A token acts in the post it was made for and within its scopes; a page of the site may ask with its
own session, which has every scope of its account (and sends the CSRF token with what it writes).
What an account has no business with is not there (404), as on the pages.
"""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, ParamSpec, get_args

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.security import APIKeyCookie, HttpBearer

from pilotage_server.units import throttle
from pilotage_server.units.access import MemberRequest, membership
from pilotage_server.units.models import MembershipRow, Standing
from pilotage_server.units.posts import worn
from pilotage_server.units.problems import RefusalError

from . import tokens
from .answering import FieldsError
from .models import Scope, TokenRow

P = ParamSpec("P")
Operation = Callable[Concatenate[Any, P], HttpResponse]

ALL = frozenset(one.value for one in Scope)


class Asking(MemberRequest):
    """A request of an account with a post; ``scopes`` are those it came with."""

    scopes: frozenset[str]
    token: TokenRow | None


class Token(HttpBearer):
    """``Authorization: Bearer pilotage_…``: a token made on the page of the account."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The token; RefusalError (401, or 429 after many wrong ones from one address)."""
        row = tokens.of_words(token)
        why = tokens.why_no_good(row) if row else ""
        if row is None or why:
            throttle.claim([("token", throttle.address_of(request))])
            raise no_token(why)
        request.user = row.user
        member: MembershipRow | None = getattr(row.user, "membership", None)
        if member and row.further:
            member = worn(member, row.further)
        _let_in(request, member, frozenset(row.scopes), row)
        tokens.seen(row)
        return row


class Session(APIKeyCookie):
    """The session of somebody signed in to the pages; a write needs the header X-CSRFToken."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """The account; None when nobody is signed in."""
        if not key or not request.user.is_authenticated:
            return None
        _let_in(request, membership(request), ALL, None)
        return request.user


def _let_in(
    request: Any, member: MembershipRow | None, scopes: frozenset[str], token: TokenRow | None
) -> None:
    if member is None:
        raise Http404
    credential = getattr(member.user, "credential", None)
    if credential is not None and credential.must_change:
        raise RefusalError(
            403,
            _("The password of this account was given by another person."),
            _("Sign in to the pages and choose your own first."),
        )
    request._member = request.member = member
    request.scopes, request.token = scopes, token


def _asked_names(operation: Callable[..., Any]) -> frozenset[str]:
    """What may stand in the query of an operation: the fields of its model of filters."""
    kinds = [get_args(one.annotation)[:1] for one in signature(operation).parameters.values()]
    models = [kind[0] for kind in kinds if kind and hasattr(kind[0], "model_fields")]
    return frozenset(name for model in models for name in model.model_fields)


def _known_only(request: HttpRequest, names: frozenset[str]) -> None:
    """FieldsError for a filter there is none of: passed over, it would show what nobody asked."""
    strange = request.GET.keys() - names
    if strange:
        said = _("There is no such filter here.")
        raise FieldsError([{"field": name[:100], "detail": said} for name in sorted(strange)])


def no_token(why: str = "") -> RefusalError:
    """401: nobody is known to ask; ``why`` the token is no good, for who has its words."""
    if why:
        return RefusalError(401, why, _("Make a new one on the page of your account."))
    return RefusalError(
        401,
        _("Nobody is known by this request."),
        _("Send the header “Authorization: Bearer …” with a token of your account page."),
    )


def scope_needed(request: Asking, scope: Scope) -> None:
    """RefusalError (403) for a token without ``scope``."""
    if scope.value not in request.scopes:
        raise RefusalError(
            403,
            _("This token does not have the scope “%(scope)s”.") % {"scope": scope.value},
            _("Make one that has it, on the page of your account."),
        )


def opens_to(
    scope: Scope, *roles: Standing
) -> Callable[[Operation[P]], Callable[Concatenate[Any, P], HttpResponse]]:
    """Open an operation to accounts of these standings (all, when none is named), with ``scope``.

    Another standing: 404. A token without the scope: 403.
    """

    def guard(operation: Operation[P]) -> Callable[Concatenate[Any, P], HttpResponse]:
        names = _asked_names(operation)

        @wraps(operation)
        def guarded(request: Asking, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if roles and request.member.role not in roles:
                raise Http404
            scope_needed(request, scope)
            _known_only(request, names)
            return operation(request, *args, **kwargs)

        return guarded

    return guard
