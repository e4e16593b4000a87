"""A request too large for any form here is refused before it is taken apart."""

from collections.abc import Callable

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from pilotage.base import PilotageError
from pilotage_server.units.problems import problem_page

LARGEST = 160 * 1024 * 1024
PATIENCE = 1024 * 1024 * 1024


class RequestSizeMiddleware:
    """Answers 422 to a body above ``LARGEST`` bytes.

    The body is read away first (up to 1 GB), since browsers show no answer before they have sent
    all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) <= LARGEST:
            return self.get_response(request)
        read = 0
        while read < PATIENCE and (chunk := request.read(1024 * 1024)):
            read += len(chunk)
        return problem_page(
            request,
            422,
            _("What was sent is larger than this site takes."),
            _("Send less at once: a document has at most %(limit)d MB.")
            % {"limit": settings.UPLOAD_LIMIT // 1048576},
        )


def bytes_of(uploaded: UploadedFile) -> bytes:
    """The bytes of a file that was sent. PilotageError, before any is read, for one larger than is
    ever read."""
    size = uploaded.size or 0
    if size > settings.UPLOAD_LIMIT:
        said = _("This file has %(size)d MB; at most %(limit)d MB are read.")
        limit = settings.UPLOAD_LIMIT // 1048576
        raise PilotageError(said % {"size": -(-size // 1048576), "limit": limit}, "")
    found: bytes = uploaded.read()
    return found


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdigit() else 0
