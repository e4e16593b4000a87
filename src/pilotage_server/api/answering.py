"""Answers: JSON written at once, with a tag for each, so that an unchanged one is not sent again.

The values are written by pydantic's own JSON writer, past its models: building and checking a model
for each of a hundred lines costs more than reading them from the database. That the answers are
those the models promise is held by the tests, which check every one they get.
"""

import re
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from pydantic_core import to_json

from pilotage.base import PilotageError
from pilotage_server.units.language import reader_language
from pilotage_server.units.problems import Errors, RefusalError

JSON = "application/json"
TAG = re.compile(r'(?:W/)?"([^"]*)"')
VERSION = re.compile(r"(\d{1,18})(?:-[0-9a-f]+)?")


class FieldsError(RefusalError):
    """Fields of a write are at fault (422); ``errors`` say which and why."""

    def __init__(self, errors: Errors) -> None:
        super().__init__(
            422,
            _("Some of what was sent is not accepted, so nothing was done."),
            _("See the errors, field by field."),
        )
        self.errors = errors


def at_fault(field: str, error: PilotageError) -> FieldsError:
    """``error`` of an act as that of one field."""
    return FieldsError(
        [{"field": field, "detail": " ".join(error.told(reader_language())).strip()}]
    )


def judge_form(form: BaseForm) -> None:
    """FieldsError with what the form of a page says of its fields, in the same sentences."""
    if not form.is_valid():
        raise FieldsError(
            [
                {"field": "" if name == "__all__" else name, "detail": str(text)}
                for name, texts in form.errors.items()
                for text in texts
            ]
        )


def found(request: HttpRequest, value: Any, *, version: int | None = None) -> HttpResponse:
    """What was asked for, with its ETag; 304 when the asker has it already (``If-None-Match``).

    The tag is the digest of what is sent, led by ``version`` where the thing has one.
    """
    return _sent(request, to_json(value), version)


def found_page(request: HttpRequest, items: Iterable[bytes], next_: str) -> HttpResponse:
    """The same for a page of a list whose items are JSON already."""
    return _sent(request, b'{"items":[%s],"next":%s}' % (b",".join(items), to_json(next_ or None)))


def _sent(request: HttpRequest, body: bytes, version: int | None = None) -> HttpResponse:
    tag = _tag(body, version)
    if _knows(request, tag):
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(body, content_type=JSON)
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _tag(body: bytes, version: int | None = None) -> str:
    digest = blake2b(body, digest_size=8).hexdigest()
    return f'"{digest}"' if version is None else f'"{version}-{digest}"'


def tag_of(value: Any) -> str:
    """The ETag of a thing without a version."""
    return _tag(to_json(value))


def tag_needed(request: HttpRequest, tag: str) -> None:
    """Have a write say that it replaces the thing with that tag: 428 without, 412 for another."""
    said = request.META.get("HTTP_IF_MATCH", "").strip()
    if not said:
        raise no_version()
    if said != "*" and tag.strip('"') not in TAG.findall(said):
        raise changed()


def _knows(request: HttpRequest, tag: str) -> bool:
    """Weak comparison, as RFC 9110 §13.1.2 asks for here."""
    said: str = request.META.get("HTTP_IF_NONE_MATCH") or ""
    return tag.strip('"') in TAG.findall(said)


def done(value: Any, *, status: int = 201, location: str = "") -> HttpResponse:
    """What a write made."""
    answer = HttpResponse(to_json(value), content_type=JSON, status=status)
    if location:
        answer["Location"] = location
    answer["Cache-Control"] = "private, no-store"
    return answer


def handed_out(answer: HttpResponseBase) -> HttpResponse:
    """The file that a page hands out, as it does."""
    return cast("HttpResponse", answer)


def nothing() -> HttpResponse:
    """A write that leaves nothing to show."""
    return HttpResponse(status=204)


def version_asked(request: HttpRequest) -> int | None:
    """The version that ``If-Match`` names; None when there is no such header, or it says ``*``.

    It takes the ETag of the thing, or its version alone in quotes. RefusalError (412) for any other
    tag: it is none this thing ever had.
    """
    said = request.META.get("HTTP_IF_MATCH", "").strip()
    if not said or said == "*":
        return None
    found = [VERSION.fullmatch(tag) for tag in TAG.findall(said)]
    versions = [int(one[1]) for one in found if one]
    if len(versions) != 1:
        raise changed()
    return versions[0]


def version_needed(request: HttpRequest) -> int:
    """The same for a write that takes the place of what is there: 428 without it."""
    version = version_asked(request)
    if version is None:
        raise no_version()
    return version


def no_version() -> RefusalError:
    """428: the write does not say what it replaces."""
    return RefusalError(
        428,
        _("This write takes the place of what is there, so it has to say which version."),
        _("Send the header If-Match with the ETag of what you read."),
    )


def changed() -> RefusalError:
    """412: it is not as the asker read it."""
    return RefusalError(
        412,
        _("This was changed after you read it, so nothing was done."),
        _("Read it again, then repeat the write if it is still wanted."),
    )


def judge_size(file: UploadedFile) -> None:
    """RefusalError (413) for a file larger than any that is read; before its bytes are read."""
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise RefusalError(
            413,
            _("This file is too large: at most %(n)d MB are read.")
            % {"n": settings.UPLOAD_LIMIT // 1048576},
        )
