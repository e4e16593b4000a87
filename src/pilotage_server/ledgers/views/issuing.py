"""Issuing a plan: the plan's page has asked for confirmation, this does it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pilotage.ledger import LAST_DAY, Every, Rhythm, Step
from pilotage_server.ledgers.actions import issue
from pilotage_server.plans.access import plan_for
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.models import Standing
from pilotage_server.units.problems import RefusalError, stale


@require_POST
@for_roles(Standing.OFFICE)
def issue_plan(request: MemberRequest, key: int) -> HttpResponse:
    """Issue a plan and go to its tasks; sent twice, it is issued once."""
    plan = plan_for(request, key)
    if not plan.is_adopted and request.POST.get("version") != str(plan.version):
        raise stale()
    rhythm = rhythm_of(request.POST.get("every", ""), request.POST.get("day", "").strip())
    matters = issue(plan, request.member, rhythm=rhythm)
    waiting = sum(matter.step == Step.PROPOSED for matter in matters)
    if waiting:
        said = ngettext(
            "The plan is issued; %(count)s task waits for approval.",
            "The plan is issued; %(count)s tasks wait for approval.",
            waiting,
        )
        messages.success(request, said % {"count": waiting})
        return redirect("ledgers:approving")
    sent = sum(matter.step == Step.DISPATCHED for matter in matters)
    messages.success(
        request,
        ngettext(
            "The plan is issued; %(count)s task was dispatched.",
            "The plan is issued; %(count)s tasks were dispatched.",
            sent,
        )
        % {"count": sent},
    )
    return redirect("ledgers:tasks")


def rhythm_of(said: str, day: str) -> Rhythm | None:
    """How often the leads report; without a day by the usual one, without either when asked.

    RefusalError (422) for a day there is not.
    """
    if said not in set(Every) - {Every.STAGE}:
        return None
    every = Every(said)
    if not day:
        return Rhythm(every=every, day=5 if every is Every.WEEK else LAST_DAY[every])
    if not (day.isascii() and day.isdigit() and 1 <= int(day) <= LAST_DAY[every]):
        raise RefusalError(
            422,
            _("The day of the report is one from 1 to %(last)s.") % {"last": LAST_DAY[every]},
            _("Go back and choose another day, or leave it empty."),
        )
    return Rhythm(every=every, day=int(day))
