"""The page of an act: what it asks, and the entry it makes.

The same page is the confirmation of an act that cannot be undone. A refused entry comes back with
its sentence and with everything that was typed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilotage.base import Language, PilotageError
from pilotage.ledger import WORKFLOW, Act, MatterState, Step, act_done, followers
from pilotage_server import clock
from pilotage_server.ledgers import rights, slips, store
from pilotage_server.ledgers.actions import ActRefusedError, Posting, StalePageError
from pilotage_server.ledgers.again import fresh
from pilotage_server.ledgers.filling import define
from pilotage_server.ledgers.forms import ReportForm
from pilotage_server.ledgers.listing import unit_name
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.ledgers.needs import needs_of
from pilotage_server.ledgers.offers import BY_SLUG, PAGES, ActPage, refusal_of, title_of, word_of
from pilotage_server.ledgers.proofs import entries_of, proofs_of, to_check
from pilotage_server.ledgers.telling import Told, told
from pilotage_server.ledgers.templatetags.ledgers import clock_time
from pilotage_server.ledgers.tree import subtasks_of
from pilotage_server.ledgers.usual import ASKED, Usual, taken, usual_limits
from pilotage_server.rulepacks.store import rule_book
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language

_CHECKS = (Act.VERIFY, Act.RETURN)
_NEEDS = (Act.REPORT, Act.VERIFY, Act.CLOSE)
_LISTS = {
    "todo": "ledgers:todo",
    "checking": "ledgers:checking",
    "suspended": "ledgers:suspended",
    "approving": "ledgers:approving",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An act somebody came to take."""

    act: Act
    page: ActPage
    matter: MatterRow
    state: MatterState
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A unit that reported within the last days, and what it claimed (None: not for the reader)."""

    name: str
    day: date | None
    claimed: int | None


@require_http_methods(["GET", "POST"])
@for_roles(*rights.READERS, otherwise=Http404)
def act(request: MemberRequest, key: int, slug: str) -> HttpResponse:
    """Ask for, or take, the act called ``slug`` on a matter."""
    matter = rights.matter_for(request.member, key)
    if slug not in BY_SLUG:
        raise Http404
    which = BY_SLUG[slug]
    state = store.state_of(matter)
    asked = Asked(
        act=which, page=PAGES[which], matter=matter, state=state, language=reader_language()
    )
    held = rights.capacities(request.member, state, above=rights.above_of(matter))
    if not held & WORKFLOW[which].who:
        raise Http404
    if request.method == "POST":
        return _take(request, asked)
    form = asked.page.form(initial=_initial(request, asked), matter=matter)
    define(form, request.member, asked.matter, asked.state, asked.language)
    return _show(request, asked, form, 200)


def _take(request: MemberRequest, asked: Asked) -> HttpResponse:
    form = asked.page.form(request.POST, request.FILES, matter=asked.matter)
    define(form, request.member, asked.matter, asked.state, asked.language)
    if not form.is_valid():
        return _show(request, asked, form, 422)
    try:
        entry = asked.page.run(asked.matter, request.member, form, _posting(request))
    except StalePageError as stale:
        return _show(request, asked, form, 409, stale)
    except ActRefusedError as refused:
        if refused.field in form.fields:
            form.add_error(refused.field, str(refused))
            return _show(request, asked, form, 422)
        return _show(request, asked, form, 422, refused)
    except PilotageError as error:
        return _show(request, asked, form, 422, error)
    messages.success(request, _notice(asked, entry))
    return redirect(_back(request, asked.matter))


def _posting(request: HttpRequest) -> Posting:
    version = request.POST.get("version", "")
    return Posting(
        version=int(version) if version.isascii() and version.isdigit() else None,
        token=request.POST.get(once.FIELD, "")[:43] or None,
    )


def _show(
    request: MemberRequest,
    asked: Asked,
    form: Form,
    status: int,
    problem: PilotageError | None = None,
) -> HttpResponse:
    asked.matter.refresh_from_db()
    if isinstance(form, ReportForm) and status != 200:
        form.hold_files()
    refusal = (
        ""
        if problem
        else refusal_of(
            request.member, asked.matter, asked.state, asked.act, asked.language, hint=True
        )
    )
    title = title_of(asked.act, asked.matter.code(asked.language))
    facts = {
        "asked": asked,
        "programme": asked.matter.plan.programme,
        "form": form,
        "word": word_of(asked.act, asked.state, asked.language),
        "title": title.rstrip("?？") if refusal else title,
        "code": asked.matter.code(asked.language),
        "heading": asked.matter.heading(asked.language),
        "problem": problem,
        "refusal": refusal,
        "last": _last_report(request, asked),
        "news": _news(request, asked) if isinstance(problem, StalePageError) else [],
        "checked": to_check(asked.matter, asked.state, asked.language)
        if asked.act in _CHECKS
        else [],
        "again": asked.act is Act.VERIFY and asked.state.step is Step.IN_PROGRESS,
        "last_return": _last_words(asked.matter, Act.RETURN),
        "usual": _usual(asked),
        "needs": needs_of(asked.state, asked.language) if asked.act in _NEEDS else [],
        "fresh": _fresh(request, asked),
        "follow": _follow(asked),
        "taken": _taken(request, asked) if asked.act is Act.DISPATCH else None,
        "back": _back(request, asked.matter),
        "came_from": _came_from(request),
        "version": asked.matter.version,
    }
    return render(request, "ledgers/act.html", facts, status=status)


def _initial(request: MemberRequest, asked: Asked) -> dict[str, Any]:
    """What a form opens with: the day asked for, what was claimed last time."""
    state, query = asked.state, request.GET
    match asked.act:
        case Act.EXTEND if state.pending_extension:
            found: dict[str, Any] = {"until": state.pending_extension.until}
        case Act.REPORT if query.get("unchanged"):
            part = state.unit(rights.acting_unit(request.member, state))
            claimed = part.claimed if part else None
            text = _("Nothing changed since the last report.")
            found = {} if claimed is None else {"claimed": claimed, "text": text}
        case Act.DISPATCH if one := _taken(request, asked):
            found = {"limit": one.day, ASKED: one.rule}
        case Act.VERIFY:
            found = {"method": "visit" if query.get("visit") else "desk"}
        case Act.REQUIRE:
            found = {"evidence": [one.value for one in state.required]}
        case Act.INSTRUCT:
            post = request.member.post(asked.language) if request.member.is_leader else ""
            found = {"given": clock.today(), "leader": post}
        case Act.URGE if slip := slips.due_for(asked.matter, state):
            found = {"text": slip.asks(asked.language), "slip": slip.rule}
        case _:
            found = {}
    return found


def _last_report(request: MemberRequest, asked: Asked) -> EntryRow | None:
    """What this unit said last time."""
    if asked.act is not Act.REPORT:
        return None
    unit = rights.acting_unit(request.member, asked.state)
    found: EntryRow | None = (
        EntryRow.objects.filter(matter=asked.matter, act=Act.REPORT.value, unit=unit or "-")
        .order_by("-sequence")
        .first()
    )
    return found


def _news(request: MemberRequest, asked: Asked) -> list[Told]:
    """What was entered after the page was shown, as far as the reader may read it.

    Every entry raises the version by one, so the version of the page is the last entry it knew.
    """
    seen = _posting(request).version or 0
    lead = asked.state.lead.unit if asked.state.lead else None
    rows = [
        row
        for row in entries_of(asked.matter)
        if row.sequence > seen
        and rights.sees_entry(request.member, row, lead, rights.above_of(asked.matter))
    ]
    return told(rows, proofs_of(asked.matter), asked.language)


def _taken(request: HttpRequest, asked: Asked) -> Usual | None:
    """The default limit that the person took from the list; None while it took none."""
    rule = request.POST.get(ASKED) or request.GET.get(ASKED, "")
    return taken(rule_book(), clock.today(), rule, asked.language) if rule else None


def _usual(asked: Asked) -> list[Usual]:
    """The default limits, for whoever has to name one."""
    if asked.act is not Act.DISPATCH:
        return []
    return usual_limits(rule_book(), clock.today(), asked.language)


def _follow(asked: Asked) -> str:
    """The numbers of the sub-tasks that are suspended or resumed together with the task."""
    if asked.act not in (Act.SUSPEND, Act.RESUME):
        return ""
    rows, subtasks = subtasks_of(asked.matter)
    found = followers(str(asked.matter.pk), asked.act, {}, subtasks)
    codes = [rows[one.key].code(asked.language) for one, _entry in found]
    return ("、" if asked.language == "zh" else ", ").join(codes)


def _fresh(request: MemberRequest, asked: Asked) -> list[Fresh]:
    """Units that have just reported, for whoever is about to ask them for the same."""
    if asked.act not in (Act.URGE, Act.DISPATCH):
        return []
    claims = rights.sees_claims(request.member)
    return [
        Fresh(
            name=unit_name(part, asked.language),
            day=part.reported_on,
            claimed=part.claimed if claims else None,
        )
        for part in fresh(asked.matter.units.all(), clock.today())
    ]


def _last_words(matter: MatterRow, act: Act) -> EntryRow | None:
    found: EntryRow | None = (
        EntryRow.objects.filter(matter=matter, act=act.value).order_by("-sequence").first()
    )
    return found


def _notice(asked: Asked, entry: EntryRow) -> str:
    done = act_done(asked.act, asked.language)
    return _("%(done)s: task %(code)s, at %(time)s.") % {
        "done": done,
        "code": asked.matter.code(asked.language),
        "time": clock_time(entry.at),
    }


def _came_from(request: HttpRequest) -> str:
    """The list the person came from, one of those of ``_LISTS``; empty for the task itself."""
    said = request.POST.get("from") or request.GET.get("from") or ""
    return said if said in _LISTS else ""


def _back(request: HttpRequest, matter: MatterRow) -> str:
    if came_from := _came_from(request):
        return reverse(_LISTS[came_from])
    return reverse("ledgers:task", args=[matter.pk])
