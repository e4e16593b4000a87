"""Whose request is being answered, for acts that are not told who takes them."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase

_REQUEST: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


class AskingMiddleware:
    """Remembers the request while it is answered; stands below the middleware that signs in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _REQUEST.set(request)
        try:
            return self.get_response(request)
        finally:
            _REQUEST.reset(token)


def account() -> str:
    """The name of the account that asks; empty outside of a request and when signed out."""
    request = _REQUEST.get()
    user = getattr(request, "user", None)
    return user.get_username() if user is not None and user.is_authenticated else ""
