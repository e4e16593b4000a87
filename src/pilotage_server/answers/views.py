"""Giving workbooks out, taking them in, looking at what they would do, and entering it."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from pilotage.base import PilotageError
from pilotage_server import clock
from pilotage_server.audit import reads
from pilotage_server.documents.limits import bytes_of
from pilotage_server.ledgers.again import LATELY
from pilotage_server.units import names, once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.files import EXCEL, attached
from pilotage_server.units.language import reader_language
from pilotage_server.units.mailing import UndeliveredError
from pilotage_server.units.models import MembershipRow, Standing

from . import actions
from .access import USERS, book_for, may_answer_for, parts
from .judging import Outcome, judge
from .mailing import MailForm, known, mail_workbook, may_mail
from .models import BookRow
from .sheets import ASKED_STEPS, open_matters, workbook

SHOWN = 20
"""Workbooks that the page lists, the newest first."""


@require_http_methods(["GET", "POST"])
@for_roles(*USERS, otherwise=Http404)
def index(request: MemberRequest) -> HttpResponse:
    """The workbooks to give out, the form to bring one back, and those that came."""
    if request.method == "GET":
        return _index(request, 200)
    file = request.FILES.get("file")
    if file is None:
        return _index(request, 422, _("Choose the workbook that was filled in."))
    try:
        found = actions.bring(file.name or "", bytes_of(file), request.member)
    except PilotageError as error:
        return _index(request, 422, " ".join(error.told(reader_language())).strip())
    return redirect("answers:book", key=found.pk)


def _index(request: MemberRequest, status: int, problem: str = "") -> HttpResponse:
    facts = {
        "problem": problem,
        "units": units_asked(request.member),
        "may_mail": may_mail(request.member),
        "books": _books(request.member),
    }
    return render(request, "answers/index.html", facts, status=status)


def units_asked(member: MembershipRow) -> list[tuple[str, int, int]]:
    """Units with open tasks, the most loaded first: how many, and how many reported lately."""
    steps = [step.value for step in ASKED_STEPS]
    rows = parts(member).filter(matter__step__in=steps)
    lately = Q(reported_on__gt=clock.today() - LATELY)
    counted = rows.values_list("unit").annotate(
        n=Count("matter", distinct=True), fresh=Count("matter", distinct=True, filter=lately)
    )
    return sorted(counted, key=lambda one: (-one[1], one[0]))


def _books(member: MembershipRow) -> list[BookRow]:
    units = parts(member).values("unit")
    return list(BookRow.objects.defer("answers", "notes").filter(unit__in=units)[:SHOWN])


@require_GET
@for_roles(*USERS, otherwise=Http404)
def sheet(request: MemberRequest, unit: str) -> HttpResponse:
    """The workbook of ``unit``, to be filled in."""
    if not may_answer_for(request.member, unit):
        raise Http404
    reads.exported(request.user, facts={"unit": unit})
    language, rest = reader_language(), bool(request.GET.get("rest"))
    name = _("Answers of %(unit)s") % {"unit": names.short_name(unit, language)}
    return attached(
        workbook(request.member, unit, language, without_fresh=rest), EXCEL, f"{name}.xlsx"
    )


@require_http_methods(["GET", "POST"])
@for_roles(Standing.OFFICE, otherwise=Http404)
def mail(request: MemberRequest, unit: str) -> HttpResponse:
    """Have the workbook of ``unit`` mailed to it."""
    if not may_answer_for(request.member, unit):
        raise Http404
    rest = bool(request.POST.get("rest") or request.GET.get("rest"))
    if request.method == "GET" or not settings.PILOTAGE_SMTP:
        form = MailForm(initial=known(request.member, unit))
        return _mail(request, unit, form, rest=rest)
    form = MailForm(request.POST)
    if not form.is_valid():
        return _mail(request, unit, form, rest=rest, status=422)
    if once.spend(request):
        return redirect("answers:index")
    try:
        mail_workbook(request.member, unit, reader_language(), rest=rest, **form.cleaned_data)
    except UndeliveredError as error:
        problem = error.told(reader_language())[0]
        return _mail(request, unit, form, rest=rest, status=503, problem=problem)
    said = _("The workbook was mailed to %(address)s.")
    messages.success(request, said % {"address": form.cleaned_data["address"]})
    return redirect("answers:index")


def _mail(
    request: MemberRequest,
    unit: str,
    form: MailForm,
    *,
    rest: bool,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    facts = {
        "unit": unit,
        "form": form,
        "rest": rest,
        "problem": problem,
        "mail": bool(settings.PILOTAGE_SMTP),
        "count": len(open_matters(request.member, unit, without_fresh=rest)),
    }
    return render(request, "answers/mail.html", facts, status=status)


@require_http_methods(["GET", "POST"])
@for_roles(*USERS, otherwise=Http404)
def book(request: MemberRequest, key: int) -> HttpResponse:
    """What a workbook would do, line by line; sent as a form, what is ready is entered."""
    found = book_for(request.member, key)
    if request.method == "POST":
        return once.do(request, lambda: _enter(request, found))
    reads.opened(request.user, found)
    lines = judge(found, request.member, reader_language())
    facts = {
        "book": found,
        "lines": lines,
        "ready": sum(line.outcome is Outcome.READY for line in lines),
        "stopped": sum(line.outcome in (Outcome.CONFLICT, Outcome.REFUSED) for line in lines),
        "entered": sum(line.outcome is Outcome.ENTERED for line in lines),
        "notes": [note[reader_language()] for note in found.notes],
    }
    return render(request, "answers/book.html", facts)


def _enter(request: MemberRequest, found: BookRow) -> str:
    count = actions.enter_lines(found, request.member, reader_language())
    said = ngettext("%(n)s line was entered.", "%(n)s lines were entered.", count) % {"n": count}
    messages.success(request, said)
    return reverse("answers:book", args=[found.pk])
