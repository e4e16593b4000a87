"""Bringing a ledger, looking at it, mending it, and asking for it to be entered."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pilotage.base import PilotageError
from pilotage_server.audit import reads
from pilotage_server.documents.limits import bytes_of
from pilotage_server.ledgers.rights import visible
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.files import EXCEL, attached
from pilotage_server.units.language import reader_language
from pilotage_server.units.names import register

from . import actions, editing, reading, showing
from .access import (
    LONGEST_KEY,
    USERS,
    file_for,
    files,
    may_bring,
    programme_for,
    programmes,
    templates,
)
from .asking import ask_to_enter
from .choosing import Side, choose
from .judging import ENTERED, STAY_OUT, Outcome, judge
from .mapping import map_columns
from .mending import mend as mend_cells
from .models import FileState, LedgerFileRow
from .sheets import workbook

SHOWN = 20
"""Files that the first page lists, the newest first."""


@require_http_methods(["GET", "POST"])
@for_roles(*USERS, otherwise=Http404)
def index(request: MemberRequest) -> HttpResponse:
    """The ledger to take out, the form to bring one, and those that were brought."""
    if request.method == "GET":
        return _index(request, 200)
    uploaded = request.FILES.get("file")
    if uploaded is None:
        return _index(request, 422, _("Choose the file of the ledger."))
    chosen = request.POST.get("programme", "")
    programme = programme_for(request.member, chosen)
    opens = may_bring(request.member)
    if opens and programme is None and (request.member.programme or chosen != "new"):
        return _index(request, 422, _("Choose the programme that the ledger belongs to."))
    try:
        found = actions.bring(
            uploaded.name or "", bytes_of(uploaded), request.member, programme=programme
        )
    except PilotageError as error:
        return _index(request, 422, " ".join(error.told(reader_language())).strip())
    return redirect("ledgerfiles:file", key=found.pk)


def _index(request: MemberRequest, status: int, problem: str = "") -> HttpResponse:
    return show_index(request, status, problem=problem)


def show_index(request: MemberRequest, status: int, **problems: str) -> HttpResponse:
    """The first page; ``problem`` and ``template_problem`` stand at the forms they are of."""
    facts = {
        **problems,
        "templates": templates(request.member)[:SHOWN],
        "programmes": [(one.pk, one.name(reader_language())) for one in programmes(request.member)],
        "chosen": request.POST.get("programme", ""),
        "may_bring": may_bring(request.member),
        "may_open": not request.member.programme,
        "files": files(request.member)[:SHOWN],
    }
    return render(request, "ledgerfiles/index.html", facts, status=status)


@require_GET
@for_roles(*USERS, otherwise=Http404)
def out(request: MemberRequest) -> HttpResponse:
    """The ledger of the tasks that the account sees, to be edited and brought back."""
    programme = programme_for(request.member, request.GET.get("programme", ""))
    reads.exported(request.user, facts={"programme": programme.code if programme else ""})
    language = reader_language()
    name = programme.name(language) if programme else _("Ledger of tasks")
    data = workbook(request.member, programme.pk if programme else None, language)
    return attached(data, EXCEL, f"{name}.xlsx")


@require_GET
@for_roles(*USERS, otherwise=Http404)
def file(request: MemberRequest, key: int) -> HttpResponse:
    """What a ledger would do, line by line; how far it is while it is being entered."""
    found = file_for(request.member, key)
    if found.state in (FileState.WAITING, FileState.RUNNING):
        part = request.headers.get("HX-Request") == "true"
        template = "ledgerfiles/part_work.html" if part else "ledgerfiles/work.html"
        return render(request, template, {"file": found})
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    return _file(request, found)


def _file(
    request: MemberRequest, found: LedgerFileRow, status: int = 200, problem: str = ""
) -> HttpResponse:
    reads.opened(request.user, found)
    if found.is_ours:
        return _edited(request, found)
    language = reader_language()
    read = reading.reading_of(found)
    judged = judge(found, read, request.member, language)
    outcome = request.GET.get("show", "")
    shown = showing.lines(judged, outcome, language, entered=found.is_entered)
    cells = showing.cells(judged)
    what, remedy = found.told(language)
    home = found.programme
    facts = {
        "file": found,
        "home": home.name(language) if home else "",
        "problem": problem,
        "what": what,
        "remedy": remedy,
        "mapped": showing.mapped(found),
        "choices": showing.choices(),
        "tabs": showing.tabs(judged, outcome, _("All"), entered=found.is_entered),
        "outcome": outcome,
        "page": Paginator(shown, showing.PAGE).get_page(request.GET.get("page")),
        "cells": cells[: showing.MOST_CELLS],
        "more_cells": max(0, len(cells) - showing.MOST_CELLS),
        "units": sorted({one.full(language) for one in register().units.values()})
        if any(one.field in ("lead", "support", "units") for one in cells)
        else (),
        "not_read": showing.not_read(found, read, language),
        "ready": sum(one.outcome in ENTERED for one in judged),
        "at_once": actions.MOST,
        "left": sum(one.outcome in STAY_OUT for one in judged),
        "left_tab": next((o.value for o in STAY_OUT if any(o is j.outcome for j in judged)), ""),
        "new": sum(one.outcome is Outcome.NEW for one in judged),
        "begun": showing.begun(judged),
        "reports": sum(one.outcome is Outcome.REPORT for one in judged),
    }
    return render(request, "ledgerfiles/file.html", facts, status=status)


def _edited(request: MemberRequest, found: LedgerFileRow) -> HttpResponse:
    """What was edited in a ledger of ours, row by row and cell by cell."""
    language = reader_language()
    read = editing.read(found)
    judged = editing.judge_edits(found, read, request.member, language)
    what, remedy = found.told(language)
    facts = {
        "file": found,
        "what": what,
        "remedy": remedy,
        "rows": showing.edited(judged, language),
        "ready": sum(one.outcome in ENTERED for one in judged),
        "at_once": actions.MOST,
        "left": sum(one.outcome in STAY_OUT for one in judged),
        "untouched": read.untouched,
        "not_read": showing.skipped(read.skipped, language),
    }
    return render(request, "ledgerfiles/edited.html", facts)


@require_POST
@for_roles(*USERS, otherwise=Http404)
def columns(request: MemberRequest, key: int) -> HttpResponse:
    """What the columns mean, as the form says it."""
    found = _brought(request, key)
    chosen = chosen_columns(request)
    share = request.POST.get("share", "0").strip() or "0"
    number = int(share) if share.isascii() and share.isdigit() and len(share) < 4 else -1
    return _again(request, found, "columns", lambda: map_columns(found, chosen, share=number))


def chosen_columns(request: MemberRequest) -> dict[str, dict[int, str]]:
    """What the form says of columns, by signature of the head and column."""
    chosen: dict[str, dict[int, str]] = {}
    for name, value in request.POST.items():
        start, _dash, rest = name.partition("-")
        signature, _dash, at = rest.rpartition("-")
        if start == "c" and at.isascii() and at.isdigit() and len(at) < 6:
            chosen.setdefault(signature, {})[int(at)] = str(value)
    return chosen


@require_POST
@for_roles(*USERS, otherwise=Http404)
def mend(request: MemberRequest, key: int) -> HttpResponse:
    """Cells written anew; those that were left as they were are not."""
    found = _brought(request, key)
    cells = {
        name[2:]: str(value)
        for name, value in request.POST.items()
        if name.startswith("m-") and str(value).strip() != request.POST.get(f"w-{name[2:]}", "")
    }
    return _again(request, found, "mend", lambda: mend_cells(found, cells))


def _brought(request: MemberRequest, key: int) -> LedgerFileRow:
    """A ledger of any shape; of ours there are no columns to map."""
    found = file_for(request.member, key)
    if found.is_ours:
        raise Http404
    return found


def _again(
    request: MemberRequest, found: LedgerFileRow, anchor: str, act: Callable[[], None]
) -> HttpResponse:
    """Do ``act`` and show the file again; what stands in its way stands above the page."""
    try:
        act()
    except PilotageError as error:
        return _file(request, found, 422, " ".join(error.told(reader_language())).strip())
    return redirect(f"{reverse('ledgerfiles:file', args=[found.pk])}#{anchor}")


@require_POST
@for_roles(*USERS, otherwise=Http404)
def enter(request: MemberRequest, key: int) -> HttpResponse:
    """Ask for the ledger to be entered."""
    found = file_for(request.member, key)

    def ask() -> str:
        version = _number(request.POST.get("version", ""))
        asked = ask_to_enter(found, request.member, version=version)
        if not asked:
            messages.info(request, _("This ledger was entered already; nothing was changed."))
        return reverse("ledgerfiles:file", args=[found.pk])

    return once.do(request, ask)


@require_POST
@for_roles(*USERS, otherwise=Http404)
def side(request: MemberRequest, key: int) -> HttpResponse:
    """Whose words stand in a row that was changed on both sides."""
    found = file_for(request.member, key)
    named = {name: request.POST.get(name, "") for name in ("place", "task", "version", "side")}
    matter = visible(request.member).filter(pk=_number(named["task"])).first()
    if matter is None or named["side"] not in set(Side):
        raise Http404
    choose(
        found,
        request.member,
        named["place"],
        Side(named["side"]),
        matter,
        _number(named["version"]),
    )
    show, page = request.POST.get("show", ""), _number(request.POST.get("page", ""))
    asked = urlencode({"show": show, "page": page} if page else {})
    return redirect(f"{reverse('ledgerfiles:file', args=[found.pk])}?{asked}#lines")


def _number(words: str) -> int:
    """The number that a form names; 0 for none."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < LONGEST_KEY else 0
