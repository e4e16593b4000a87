"""What waits for approval, what was approved and waits to be dispatched, and the rule itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pilotage.ledger import Act, Step, fold
from pilotage_server import clock
from pilotage_server.ledgers import actions, store
from pilotage_server.ledgers.actions.dispatch_planned import no_lead, planned
from pilotage_server.ledgers.approval import asks_approval
from pilotage_server.ledgers.listing import Line, lines
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.ledgers.offers import refusal_of
from pilotage_server.ledgers.rights import visible
from pilotage_server.plans.access import programme_for
from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing
from pilotage_server.units.problems import RefusalError, stale


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A matter that waits, with the reason why this person may not take the act, if any."""

    line: Line
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A programme, and whether its tasks are approved before they are dispatched."""

    programme: ProgrammeRow
    name: str
    asked: bool


@for_roles(Standing.OFFICE, Standing.LEADER, otherwise=Http404)
def approving(request: MemberRequest) -> HttpResponse:
    """The three lists; a leader has the first alone."""
    member, language = request.member, reader_language()
    steps = (Step.PROPOSED.value, Step.REGISTERED.value)
    found = lines(visible(member).filter(step__in=steps), clock.today(), language)
    proposed = _proposed(request, _at(found, Step.PROPOSED))
    approved = _registered(_at(found, Step.REGISTERED)) if member.is_office else []
    facts = {
        "proposed": proposed,
        "approved": approved,
        "may_approve": any(not one.reason for one in proposed),
        "may_dispatch": any(not one.reason for one in approved),
        "rules": _rules(request),
    }
    return render(request, "ledgers/approving.html", facts)


def _at(found: Iterable[Line], step: Step) -> list[Line]:
    """Those that stand at ``step``, in the order of the plan."""
    here = [line for line in found if line.matter.step == step]
    return sorted(here, key=lambda line: (line.matter.kind != "task", line.matter.ordinal))


def _proposed(request: MemberRequest, found: Iterable[Line]) -> list[Waiting]:
    """What waits for approval; nobody approves what they put up themselves."""
    language, waiting = reader_language(), list(found)
    entries = store.entries_of([line.matter for line in waiting])
    return [
        Waiting(
            line=line,
            reason=refusal_of(
                request.member, line.matter, fold(entries[line.key]), Act.APPROVE, language
            ),
        )
        for line in waiting
    ]


def _registered(found: Iterable[Line]) -> list[Waiting]:
    """What can be dispatched as its plan says; without a known lead it is dispatched by hand."""
    lines_of = {line.matter.pk: line for line in found}
    return [
        Waiting(line=lines_of[matter.pk], reason="" if units else no_lead(matter))
        for matter, units, _limit in planned([line.matter for line in lines_of.values()])
    ]


def _rules(request: MemberRequest) -> list[Rule]:
    """The programmes of the office, each with its rule; none for a post of some units only."""
    member = request.member
    if not member.is_office or member.within:
        return []
    rows = ProgrammeRow.objects.filter(plans__isnull=False).distinct().order_by("pk")
    if member.programme:
        rows = rows.filter(pk=member.programme)
    language = reader_language()
    return [Rule(programme=one, name=one.name(language), asked=asks_approval(one)) for one in rows]


@require_POST
@for_roles(Standing.OFFICE, Standing.LEADER, otherwise=Http404)
def approve_chosen(request: MemberRequest) -> HttpResponseBase:
    """Approve the chosen matters, all or none."""

    def take(chosen: Iterable[MatterRow]) -> int:
        return len([actions.approve(matter, request.member) for matter in chosen])

    return _take(
        request,
        Step.PROPOSED,
        take,
        lambda n: ngettext("%d task approved.", "%d tasks approved.", n),
    )


@require_POST
@for_roles(Standing.OFFICE, otherwise=Http404)
def dispatch_chosen(request: MemberRequest) -> HttpResponseBase:
    """Dispatch the chosen matters as their plan says, all or none."""

    def take(chosen: Iterable[MatterRow]) -> int:
        return len(actions.dispatch_planned(chosen, request.member))

    return _take(
        request,
        Step.REGISTERED,
        take,
        lambda n: ngettext("%d task dispatched.", "%d tasks dispatched.", n),
    )


def _take(
    request: MemberRequest,
    step: Step,
    take: Callable[[Iterable[MatterRow]], int],
    said: Callable[[int], str],
) -> HttpResponseBase:
    def act() -> str:
        count = take(_chosen(request, step))
        messages.success(request, said(count) % count)
        return reverse("ledgers:approving")

    return once.do(request, act)


def _chosen(request: MemberRequest, step: Step) -> list[MatterRow]:
    """The matters of the form, as far as the person sees them.

    RefusalError: 422 when none is chosen, 409 when one moved on meanwhile.
    """
    keys = {int(one) for one in request.POST.getlist("matter") if one.isascii() and one.isdigit()}
    if not keys:
        raise RefusalError(422, _("No task is chosen."), _("Go back and choose at least one."))
    found = list(visible(request.member).filter(pk__in=keys))
    if len(found) != len(keys):
        raise Http404
    if any(one.step != step for one in found):
        raise stale()
    return found


@require_POST
@for_roles(Standing.OFFICE, otherwise=Http404)
def set_rule(request: MemberRequest, key: int) -> HttpResponseBase:
    """Say whether the tasks of a programme are approved before they are dispatched."""
    programme = programme_for(request, key)
    asked = request.POST.get("asked") == "yes"

    def act() -> str:
        actions.ask_approval(programme, request.member, asked=asked)
        messages.success(
            request,
            _("From now on tasks are approved before they are dispatched.")
            if asked
            else _("From now on tasks are dispatched without an approval."),
        )
        return reverse("ledgers:approving")

    return once.do(request, act)
