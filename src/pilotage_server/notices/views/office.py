"""What the office sets for everybody: quiet days."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pilotage.base import PilotageError
from pilotage_server import clock
from pilotage_server.notices import actions
from pilotage_server.notices.forms import QuietForm
from pilotage_server.notices.models import QuietRow
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing
from pilotage_server.units.problems import RefusalError


@require_http_methods(["GET", "POST"])
@for_roles(Standing.OFFICE)
def office(request: MemberRequest) -> HttpResponse:
    """The quiet days, and the form for more."""
    if request.method == "GET":
        return _show(request, QuietForm(), 200)
    _whole(request)
    form = QuietForm(request.POST)
    if form.is_valid():
        try:
            return once.do(request, lambda: _keep(request, form))
        except PilotageError as error:
            form.add_error("last", " ".join(error.told(reader_language())))
    return _show(request, form, 422)


def _whole(request: MemberRequest) -> None:
    """RefusalError for a post that is narrowed to a part: quiet days hold for everybody."""
    if request.member.is_narrowed:
        raise RefusalError(
            403,
            _("Quiet days hold for all programmes and all units, your post only for a part."),
            _("Ask an office that is responsible for all of them."),
        )


def _show(request: MemberRequest, form: QuietForm, status: int) -> HttpResponse:
    today = clock.today()
    facts = {
        "form": form,
        "rows": QuietRow.objects.filter(ended_at=None, last__gte=today).order_by("first"),
        "past": QuietRow.objects.filter(last__lt=today, ended_at=None)[:10],
        "narrowed": request.member.is_narrowed,
    }
    return render(request, "notices/office.html", facts, status=status)


def _keep(request: MemberRequest, form: QuietForm) -> str:
    given = form.cleaned_data
    actions.keep_quiet(given["first"], given["last"], given["reason"], request.member)
    messages.success(request, _("Nobody is told anything on these days."))
    return reverse("notices:office")


@require_POST
@for_roles(Standing.OFFICE)
def end(request: MemberRequest, key: int) -> HttpResponse:
    """Take quiet days back."""
    row = QuietRow.objects.filter(pk=key).first()
    if row is None:
        raise Http404
    _whole(request)
    return once.do(request, lambda: _end(request, row))


def _end(request: MemberRequest, row: QuietRow) -> str:
    actions.end_quiet(row, request.member)
    messages.success(request, _("These days are as all others again."))
    return reverse("notices:office")
