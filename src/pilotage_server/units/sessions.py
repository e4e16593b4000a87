"""Where an account is signed in: kept from sign-in to sign-out, listed, ended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from pilotage_server import clock

from .models import SessionRow
from .throttle import address_of

SEEN = "seen"
EVERY = 300
"""Seconds after which a page that is opened says again that its session is alive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A session for its owner: the words for its browser, and whether it is this one."""

    row: SessionRow
    browser: str
    system: str
    is_this: bool


@receiver(user_logged_in)
def begun(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Keep the session that has just begun, and forget those that have run out."""
    if not request.session.session_key:
        request.session.create()
    live = Session.objects.filter(expire_date__gt=clock.wall()).values("session_key")
    SessionRow.objects.filter(user=user).exclude(key__in=live).delete()
    keep(request, user)
    request.session[SEEN] = clock.now().timestamp()


def keep(request: HttpRequest, user: Any) -> None:
    """The row of this session: at sign-in, or later for one that is older than the list."""
    now = clock.now()
    SessionRow.objects.update_or_create(
        key=request.session.session_key,
        defaults={
            "user": user,
            "agent": request.META.get("HTTP_USER_AGENT", "")[:300],
            "address": address_of(request),
            "begun_at": now,
            "seen_at": now,
        },
    )


@receiver(user_logged_out)
def over(request: HttpRequest, **_kwargs: Any) -> None:
    """Forget the session that is signed out of."""
    SessionRow.objects.filter(key=request.session.session_key or "").delete()


class SeenMiddleware:
    """Notes every few minutes that a session was seen, from where."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            self._note(request)
        return response

    def _note(self, request: HttpRequest) -> None:
        """The difference may be below nought: the demo's clock starts again with its process."""
        now = clock.now()
        if abs(now.timestamp() - request.session.get(SEEN, 0)) < EVERY:
            return
        request.session[SEEN] = now.timestamp()
        seen = {"seen_at": now, "address": address_of(request)}
        if not SessionRow.objects.filter(key=request.session.session_key or "").update(**seen):
            keep(request, request.user)


def of(user: User, this: str | None) -> list[Shown]:
    """The live sessions of ``user``, last seen first; ``this`` is the key of the reader's."""
    live = Session.objects.filter(expire_date__gt=clock.wall()).values("session_key")
    rows = SessionRow.objects.filter(user=user, key__in=live)
    return [_shown(row, this) for row in rows]


def _shown(row: SessionRow, this: str | None) -> Shown:
    return Shown(
        row=row,
        browser=_first(row.agent, BROWSERS),
        system=_first(row.agent, SYSTEMS),
        is_this=row.key == this,
    )


BROWSERS = {
    "MicroMessenger": "WeChat",
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "HeadlessChrome": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "HarmonyOS": "HarmonyOS",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}
"""Signs in what a browser says of itself, the telling ones first: most claim to be others too."""


def _first(agent: str, known: dict[str, str]) -> str:
    return next((word for sign, word in known.items() if sign in agent), "")


def end(rows: Any) -> int:
    """End the sessions of these rows at once; gives back how many."""
    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
    found = list(rows)
    for row in found:
        store(row.key).delete()
        row.delete()
    return len(found)


def end_all(user: User, *, but: str | None = None) -> int:
    """End every session of ``user`` except the one with key ``but``."""
    return end(SessionRow.objects.filter(user=user).exclude(key=but or ""))
