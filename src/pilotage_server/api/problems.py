"""Refusals to programs: RFC 9457, the sentence in the language of ``Accept-Language``."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from pilotage.base import PilotageError
from pilotage_server.ledgers.actions import ActRefusedError
from pilotage_server.units.language import reader_language
from pilotage_server.units.problems import Errors, RefusalError, absent, problem_json
from pilotage_server.units.throttle import PausedError

from .access import no_token
from .answering import FieldsError, changed

TEXT = "Value"
"""How pydantic calls a text that is too short or too long; it calls a list "List"."""


def refused(request: HttpRequest, error: PilotageError) -> HttpResponse:
    """A refusal of an act or of the door."""
    status = error.status if isinstance(error, RefusalError) else 422
    if status == 409 and request.META.get("HTTP_IF_MATCH", "*").strip() != "*":
        error, status = changed(), 412
    what, remedy = error.told(reader_language())
    errors: Errors = error.errors if isinstance(error, FieldsError) else ()
    if isinstance(error, ActRefusedError) and error.field:
        errors = [{"field": error.field, "detail": what}]
    if isinstance(error, PausedError):
        what = _("Too many wrong tokens came from this address.")
        remedy = _("Wait %(n)d seconds, then try again.") % {"n": error.seconds}
    answer = problem_json(status, what, remedy, errors)
    if isinstance(error, PausedError):
        answer["Retry-After"] = str(error.seconds)
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="pilotage"'
    return answer


def not_valid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What was sent is not of the form the document asks for."""
    errors = [
        {"field": _place(one.get("loc", ())), "detail": _sentence(one)} for one in error.errors
    ]
    found = FieldsError(errors)
    return problem_json(422, found.what, found.remedy, errors)


def _place(loc: Any) -> str:
    """("body", "said", "text") as "text": where the asker finds it."""
    parts = [str(one) for one in loc]
    inner = parts[2:] if parts[:1] in (["body"], ["form"]) and len(parts) > 2 else parts[1:]
    return ".".join(inner) or ".".join(parts)


def _sentence(one: Any) -> str:
    """What is wrong, by the kind of pydantic's error. What it says itself is English, and of a
    text it counts "items"."""
    kind, facts = str(one.get("type", "")), dict(one.get("ctx", {}))
    if kind in ("too_short", "too_long") and facts.get("field_type") == TEXT:
        kind = f"string_{kind}"
    if kind == "string_too_short" and facts["min_length"] == 1:
        kind = "empty"
    if "expected" in facts:
        facts["expected"] = pgettext("list", ", ").join(
            one or "“”" for one in re.findall(r"'([^']*)'", facts["expected"])
        )
    said: dict[str, str] = {
        "missing": _("This field is missing."),
        "extra_forbidden": _("There is no such field here."),
        "empty": _("This must not be empty."),
        "string_too_long": _("At most %(max_length)s characters."),
        "string_too_short": _("At least %(min_length)s characters."),
        "string_pattern_mismatch": _("This has to be of the form %(pattern)s."),
        "string_unicode": _("This holds a character that no text is kept with."),
        "value_error": _("This holds a character that no text is kept with."),
        "greater_than_equal": _("At least %(ge)s."),
        "less_than_equal": _("At most %(le)s."),
        "finite_number": _("A number is asked for."),
        "literal_error": _("One of: %(expected)s."),
        "enum": _("One of: %(expected)s."),
        "too_long": _("At most %(max_length)s of them."),
        "too_short": _("At least %(min_length)s of them."),
        "dict_type": _("An object is asked for."),
    }
    if kind in said:
        return str(said[kind] % facts)
    kinds = {
        "int": _("A whole number is asked for."),
        "float": _("A number is asked for."),
        "bool": _("true or false is asked for."),
        "date": _("A day is asked for, as 2021-06-30."),
        "string": _("Text is asked for."),
        "list": _("A list is asked for."),
        "model": _("An object is asked for."),
    }
    return next((text for word, text in kinds.items() if word in kind), _("This is not accepted."))


def _absent(request: HttpRequest, error: Http404) -> HttpResponse:
    return absent(request, error)


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the library itself refuses: a session without its CSRF token, JSON that is none."""
    if isinstance(error, AuthenticationError):
        return refused(request, no_token())
    if error.status_code == 403:
        return problem_json(
            403,
            _("A write with a session needs the CSRF token of the site."),
            _("Send it in the header X-CSRFToken, or use a token of your account."),
        )
    return problem_json(400, _("The body is no JSON."), _("Send one JSON value, encoded as UTF-8."))


def _too_big(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem_json(
        413,
        _("What was sent is larger than this address takes."),
        _("Send less at once; files go where files are asked for."),
    )


def _unreadable(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem_json(400, _("This request cannot be read."), _("See how it is put together."))


HANDLERS: dict[type[Exception], Callable[[Any, Any], HttpResponse]] = {
    PilotageError: refused,
    ValidationError: not_valid,
    Http404: _absent,
    HttpError: _http,
    RequestDataTooBig: _too_big,
    SuspiciousOperation: _unreadable,
    MultiPartParserError: _unreadable,
    UnreadablePostError: _unreadable,
}


def answer_refusals(api: NinjaAPI) -> None:
    """Have ``api`` answer every refusal in this form."""
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)
