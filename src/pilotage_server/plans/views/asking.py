"""Forms that come back: on a stale page with what was typed, and as a page when they are opened."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from pilotage_server.plans.models import PlanRow
from pilotage_server.plans.returned import Returned
from pilotage_server.units.access import MemberRequest
from pilotage_server.units.problems import RefusalError

P = ParamSpec("P")
View = Callable[Concatenate[MemberRequest, P], HttpResponse]


def to_page(view: str) -> Callable[[View[P]], View[P]]:
    """Send whoever opens a form's address without a form to the page ``view`` of that plan.

    A form that came back stands at its own address, where links and a reload ask for a page.
    """

    def guard(take: View[P]) -> View[P]:
        @wraps(take)
        def guarded(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method == "POST":
                return take(request, *args, **kwargs)
            query = request.GET.urlencode()
            return redirect(
                f"{reverse(view, args=args, kwargs=kwargs)}{'?' if query else ''}{query}"
            )

        return guarded

    return guard


def or_again(
    row: PlanRow,
    again: Returned,
    show: Callable[[Returned], HttpResponse],
    act: Callable[[], HttpResponse],
) -> HttpResponse:
    """The answer of ``act``; when the draft has changed meanwhile, its page with what was typed.

    A plan that was issued meanwhile has no form any more: the refusal goes its own way.
    """
    try:
        return act()
    except RefusalError as refusal:
        row.refresh_from_db()
        if refusal.status != 409 or row.is_adopted:
            raise
        return show(replace(again, status=409, problem=refusal))
