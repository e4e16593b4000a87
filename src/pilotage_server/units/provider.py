"""An identity provider of the organisation, over OpenID Connect: who it says a person is.

The authorisation code flow with PKCE, state and nonce; Authlib speaks it and checks what comes
back against the keys that the provider publishes.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from joserfc.errors import JoseError

from .models import IdentityRow
from .problems import RefusalError

PATIENCE = 10
"""Seconds to wait for the provider."""

LONGEST_NAME = 150
"""Of an account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody as the provider knows them: for ever (``subject``), and by name today."""

    issuer: str
    subject: str
    name: str


def is_on() -> bool:
    """Whether a provider is named in the settings."""
    return bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT)


def send(request: HttpRequest, back: str) -> HttpResponseBase:
    """To the provider's own page, which sends the person ``back``. RefusalError when it is out."""
    try:
        answer: HttpResponseBase = _client().authorize_redirect(request, back)
    except (requests.RequestException, AuthlibBaseError, ValueError) as error:
        raise _out_of_reach() from error
    return answer


def returned(request: HttpRequest) -> Person:
    """Who came back from the provider. RefusalError when it will not say, or says it wrongly."""
    try:
        token: dict[str, Any] = _client().authorize_access_token(request)
    except requests.RequestException as error:
        raise _out_of_reach() from error
    except (AuthlibBaseError, JoseError, ValueError, KeyError) as error:
        raise _not_accepted() from error
    claims: dict[str, Any] = token.get("userinfo") or {}
    if not claims.get("sub"):
        raise _not_accepted()
    return Person(
        issuer=settings.OIDC_ISSUER,
        subject=str(claims["sub"]),
        name=str(claims.get(settings.OIDC_CLAIM, "")),
    )


@transaction.atomic
def account_of(person: Person) -> User:
    """The account of ``person``: the one that was theirs before, else the one of their name.

    The first sign-in ties the two; a name that is given to another person later opens nothing.
    An account is made only where ``PILOTAGE_OIDC_ADD`` says so, and it holds no post. RefusalError
    for a person unknown here.
    """
    known = IdentityRow.objects.filter(issuer=person.issuer, subject=person.subject)
    found = known.select_related("user").first()
    user = found.user if found else _first_time(person)
    if user is None or not user.is_active:
        raise RefusalError(
            403,
            _("%(name)s has no account here.") % {"name": person.name or person.subject},
            _("Ask the administrator for one of this name, then sign in again."),
        )
    return user


def _first_time(person: Person) -> User | None:
    if not 0 < len(person.name) <= LONGEST_NAME:
        return None
    taken = IdentityRow.objects.filter(issuer=person.issuer).values("user")
    user = User.objects.filter(username=person.name).exclude(pk__in=taken).first()
    if user is None and settings.OIDC_ADD and not _exists(person.name):
        user = User.objects.create_user(person.name)
    if user and user.is_active:
        IdentityRow.objects.create(user=user, issuer=person.issuer, subject=person.subject)
    return user


def _exists(name: str) -> bool:
    return User.objects.filter(username__iexact=name).exists()


def _client() -> Any:
    return _registered(settings.OIDC_ISSUER, settings.OIDC_CLIENT, settings.OIDC_SECRET)


@cache
def _registered(issuer: str, client: str, secret: str) -> Any:
    """The client of a provider; it reads the provider's own description once, when first asked."""
    return OAuth().register(
        "provider",
        client_id=client,
        client_secret=secret or None,
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile",
            "code_challenge_method": "S256",
            "timeout": PATIENCE,
        },
    )


def _not_accepted() -> RefusalError:
    return RefusalError(
        403,
        _("The organisation's sign-in was given up or not accepted."),
        _("Start again from the sign-in page."),
    )


def _out_of_reach() -> RefusalError:
    return RefusalError(
        502,
        _("The organisation's sign-in cannot be reached."),
        _("Try again in a minute, or sign in with name and password."),
    )
