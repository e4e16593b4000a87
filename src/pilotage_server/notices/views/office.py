"""What the office sets for everybody: quiet days, and the systems that notices are posted to."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pilotage.base import PilotageError
from pilotage_server import clock
from pilotage_server.notices import actions
from pilotage_server.notices.forms import HookForm, QuietForm
from pilotage_server.notices.hooks import key_of
from pilotage_server.notices.models import HookRow, QuietRow
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units import once, programmes
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import MembershipRow, Standing
from pilotage_server.units.problems import RefusalError

OFFICE = "notices:office"
Row = TypeVar("Row")


@require_http_methods(["GET", "POST"])
@for_roles(Standing.OFFICE)
def office(request: MemberRequest) -> HttpResponse:
    """The quiet days and the web hooks, with the forms for more."""
    if request.method == "GET":
        return _show(request, 200)
    for_all(request.member)
    form = QuietForm(request.POST)
    return _taken(request, form, "last", _keep) or _show(request, 422, quiet=form)


@require_POST
@for_roles(Standing.OFFICE)
def hook(request: MemberRequest) -> HttpResponse:
    """Have the notices of a programme posted to another system."""
    for_all(request.member)
    form = HookForm(request.POST, programmes=offered(), prefix="hook")
    return _taken(request, form, "address", _add_hook) or _show(request, 422, hooked=form)


@require_POST
@for_roles(Standing.OFFICE)
def end_hook(request: MemberRequest, key: int) -> HttpResponse:
    """Post nothing more to a hook."""
    row = HookRow.objects.filter(pk=key).first()
    return _ended(request, row, actions.end_hook, _("Nothing more is posted there."))


@require_POST
@for_roles(Standing.OFFICE)
def end(request: MemberRequest, key: int) -> HttpResponse:
    """Take quiet days back."""
    row = QuietRow.objects.filter(pk=key).first()
    return _ended(request, row, actions.end_quiet, _("These days are as all others again."))


def _taken(
    request: MemberRequest,
    form: Form,
    field: str,
    act: Callable[[MemberRequest, dict[str, Any]], str],
) -> HttpResponse | None:
    """The answer to a form that was good; None with the sentence at ``field`` when it was not."""
    if not form.is_valid():
        return None
    try:
        return once.do(request, lambda: _done(request, act(request, form.cleaned_data)))
    except PilotageError as error:
        form.add_error(field, " ".join(error.told(reader_language())))
        return None


def _ended(
    request: MemberRequest, row: Row | None, act: Callable[[Row, MembershipRow], None], said: str
) -> HttpResponse:
    """End ``row`` with ``act``; Http404 for none."""
    if row is None:
        raise Http404
    for_all(request.member)

    def ended() -> str:
        act(row, request.member)
        return _done(request, said)

    return once.do(request, ended)


def _done(request: MemberRequest, said: str) -> str:
    messages.success(request, said)
    return reverse(OFFICE)


def _keep(request: MemberRequest, given: dict[str, Any]) -> str:
    actions.keep_quiet(given["first"], given["last"], given["reason"], request.member)
    return _("Nobody is told anything on these days.")


def _add_hook(request: MemberRequest, given: dict[str, Any]) -> str:
    programme = ProgrammeRow.objects.get(pk=given["programme"])
    actions.add_hook(programme, given["address"], request.member)
    return _("From now on the notices are posted there.")


def offered() -> list[tuple[int, str]]:
    """The programmes whose notices can be posted, by name."""
    return [(one.key, one.name(reader_language())) for one in programmes.known()]


def for_all(member: MembershipRow) -> None:
    """RefusalError for a post that is narrowed to a part: quiet days hold for everybody."""
    if member.is_narrowed:
        raise RefusalError(
            403,
            _("These settings hold for all programmes and all units, your post only for a part."),
            _("Ask an office that is responsible for all of them."),
        )


def _show(
    request: MemberRequest,
    status: int,
    *,
    quiet: QuietForm | None = None,
    hooked: HookForm | None = None,
) -> HttpResponse:
    today, whole = clock.today(), not request.member.is_narrowed
    rows = HookRow.objects.filter(ended_at=None).select_related("programme") if whole else []
    facts = {
        "form": quiet or QuietForm(),
        "rows": QuietRow.objects.filter(ended_at=None, last__gte=today).order_by("first"),
        "past": QuietRow.objects.filter(last__lt=today, ended_at=None)[:10],
        "narrowed": not whole,
        "hooks": [
            {"row": row, "programme": row.programme.name(reader_language()), "key": key_of(row)}
            for row in rows
        ],
        "hook_form": (hooked or HookForm(programmes=offered(), prefix="hook")) if whole else None,
    }
    return render(request, "notices/office.html", facts, status=status)
