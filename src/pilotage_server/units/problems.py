"""Every refusal a person meets: one page, one sentence, what to do, in the reader's language."""

import logging
from collections.abc import Callable, Mapping, Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pilotage.base import PilotageError

from .access import membership
from .language import reader_language

log = logging.getLogger("pilotage_server")

NOT_TYPED = {
    *("csrfmiddlewaretoken", "post_token", "version", "next"),
    *("password", "current", "new", "repeat"),
    *("task", "code", "words", "kind"),
}
SHORTEST_TYPED = 12
"""Shorter entries are choices, dates and names, quickly made again."""


class RefusalError(PilotageError):
    """A request that cannot be done, with the HTTP status that says why."""

    def __init__(self, status: int, what: str, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.status = status


def stale() -> RefusalError:
    """The thing changed after the page was made: 409."""
    return RefusalError(
        409,
        _("Someone changed this after your page was opened, so nothing was done."),
        _("Go back, load the page again and repeat the act if it is still wanted."),
    )


FOR_PROGRAMS = "/api/"
"""Addresses that answer programs: a refusal there is no page."""

Errors = Sequence[Mapping[str, str]]


def problem_page(request: HttpRequest, status: int, what: str, remedy: str = "") -> HttpResponse:
    """The page of one refusal; to a program, the same as ``problem_json``."""
    if request.path.startswith(FOR_PROGRAMS):
        return problem_json(status, what, remedy)
    facts = {"status": status, "heading": heading_of(status), "what": what}
    facts |= {"remedy": remedy, "written": written(request), "programme": None}
    return render(request, "problem.html", facts, status=status)


def heading_of(status: int) -> str:
    """What sort of refusal it is, in a few words."""
    titles = {
        400: _("The request was not understood"),
        401: _("Not signed in"),
        403: _("Not allowed"),
        404: _("Not found"),
        405: _("Only a form leads here"),
        409: _("The page is out of date"),
        412: _("Changed in the meantime"),
        413: _("Too large"),
        415: _("Not in a form that is read here"),
        422: _("Not accepted"),
        428: _("The version is missing"),
        429: _("Too many attempts"),
        500: _("Something broke here"),
        502: _("Out of reach"),
        503: _("Out of reach"),
    }
    return titles.get(status, titles[422])


def problem_json(status: int, what: str, remedy: str = "", errors: Errors = ()) -> HttpResponse:
    """One refusal as a program reads it (RFC 9457); ``errors`` name the fields at fault."""
    facts: dict[str, object] = {
        "type": "about:blank",
        "title": heading_of(status),
        "status": status,
        "detail": what,
    }
    if remedy:
        facts["remedy"] = remedy
    if errors:
        facts["errors"] = [dict(one) for one in errors]
    answer = JsonResponse(facts, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/problem+json"
    answer["Cache-Control"] = "private, no-store"
    return answer


def written(request: HttpRequest) -> list[str]:
    """What a person typed into the form that was refused, so that the page can give it back."""
    typed = (str(value).strip() for name, value in request.POST.items() if name not in NOT_TYPED)
    return [text for text in typed if len(text) >= SHORTEST_TYPED]


class ProblemMiddleware:
    """Turns a ``PilotageError`` of a view into its page: 422, or the status of the refusal.

    An address that only takes forms, opened as a page, gets a page too (405).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405:
            return response
        page = problem_page(request, 405, *_no_such_method(request))
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, PilotageError):
            return None
        status = error.status if isinstance(error, RefusalError) else 422
        return problem_page(request, status, *error.told(reader_language()))


def _no_such_method(request: HttpRequest) -> tuple[str, str]:
    if request.path.startswith(FOR_PROGRAMS):
        return (
            _("This address does not take that method."),
            _("The methods it takes are in the header Allow."),
        )
    return (
        _("This address takes a form and has no page of its own."),
        _("Go to the page the form is on."),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    log.info("bad request: %s", exception)
    return problem_page(
        request, 400, _("This request cannot be read."), _("Go back and try once more.")
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem_page(
        request,
        403,
        str(exception) or _("Your account is not allowed to do this."),
        _("If your work needs it, ask the supervision office."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.info("form refused: %s", reason)
    return problem_page(
        request,
        403,
        _("This form did not come from a page of this site, or the page was too old."),
        _("Load the page again and send the form once more."),
    )


def absent(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not there, or none of this account's business; whoever holds several posts is reminded."""
    del exception
    known = hasattr(request, "user") and request.user.is_authenticated
    member = membership(request) if known else None
    if known and member is None:
        remedy = _("Your account holds no post yet. Ask the administrator for one.")
    elif member and member.further.exists():
        remedy = _(
            "If another of your posts has to do with it, change to that on your account page."
        )
    else:
        remedy = _("Check the address, or go on from the first page.")
    return problem_page(
        request, 404, _("There is nothing at this address that your account can see."), remedy
    )


def broken(request: HttpRequest) -> HttpResponse:
    return problem_page(
        request,
        500,
        _("The page could not be made. Nothing was changed."),
        _("Try again; if it happens once more, tell the administrator the time."),
    )
