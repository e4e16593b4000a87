"""What the frame around every page shows: the person, the rooms, the language, the theme."""

from urllib.parse import urlsplit

from django.http import HttpRequest

from pilotage_server import clock

from .access import membership
from .language import reader_language
from .navigation import entries

THEMES = ("light", "dark", "auto")


def shell(request: HttpRequest) -> dict[str, object]:
    """Facts for ``base.html``; safe on error pages, where there may be no session."""
    member = membership(request) if hasattr(request, "user") else None
    theme = request.COOKIES.get("theme", "light")
    return {
        "member": member,
        "rooms": entries(member, request.resolver_match) if member else [],
        "lang": reader_language(),
        "theme": theme if theme in THEMES else "light",
        "now": clock.now(),
        "here": _here(request),
    }


def _here(request: HttpRequest) -> str:
    """The address that shows this page again; for the answer to a form, the page it was on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    sender = urlsplit(request.headers.get("Referer", ""))
    if sender.netloc != request.get_host():
        return "/"
    return f"{sender.path}?{sender.query}" if sender.query else sender.path
