"""The list of tasks, with tabs, filters, words and order all in the address."""

from collections.abc import Callable, Hashable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pilotage.rulepack import Light
from pilotage_server import clock
from pilotage_server.ledgers import choosing, saved
from pilotage_server.ledgers.lights import ORDER
from pilotage_server.ledgers.listing import lines
from pilotage_server.ledgers.rights import READERS, sees_claims, visible
from pilotage_server.ledgers.shelves import Recent
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language


@for_roles(*READERS, otherwise=Http404)
def tasks(request: MemberRequest) -> HttpResponse:
    """All the matters the reader may see."""
    member, language = request.member, reader_language()
    found = lines(visible(member), clock.today(), language)
    choice = choosing.choice_from(request.GET)
    holds = choosing.held(found)
    views = saved.views_of(member)
    ours = saved.tabs(found, views, choice)
    at_ours = any(tab.current for tab in ours)
    page = choosing.page_of(choosing.chosen(found, choice), choice)
    shown: dict[str, Any] = {
        "lines": page.lines,
        "page": page,
        "total": holds.counts["ended" if choice.view == "ended" else ""],
        "choice": choice,
        "member": member,
        "claims": sees_claims(member),
    }

    def chosen() -> dict[str, Any]:
        return shown | {
            "saved": ours,
            "tabs": choosing.tabs(holds, choice, office=not member.is_liaison, at=not at_ours),
            "menus": choosing.menus(holds, choice, language),
            "active": choosing.active(holds, choice, language),
        }

    def table() -> dict[str, Any]:
        lit = [one for one in ORDER if one is not Light.ENDED or holds.counts["ended"]]
        return shown | {"heads": choosing.heads(choice), "lights": lit}

    of = (found.serial, choice, language)
    facts = {
        "choice": choice,
        "chosen": _part("ledgers/parts/tasks_chosen.html", chosen, *of, member.role, *ours),
        "table": _part("ledgers/parts/tasks_table.html", table, *of, member.role, member.unit),
        "may_remove": next(
            (one for one in views if one.query == choice.url() and saved.may_remove(member, one)),
            None,
        ),
        "savable": choice.url() not in {"?", *(one.query for one in views)},
        "of_programme": _programme(holds, choice),
    }
    return render(request, "ledgers/tasks.html", facts)


def _programme(holds: choosing.Held, choice: choosing.Choice) -> int | None:
    """The one programme that the tasks of the list belong to; None where there are several."""
    plans = holds.plans[choice.view].values()
    found = {plan.programme_id for plan in plans if choice.plan in ("", str(plan.pk))}
    return found.pop() if len(found) == 1 else None


_PARTS: Recent[SafeString] = Recent(96)
"""Parts of pages of the list, some 100 kB each, by all that they follow from."""


def _part(template: str, facts: Callable[[], dict[str, Any]], *of: Hashable) -> SafeString:
    """A part of the page that follows from ``of`` alone, made of ``facts`` when it is not known."""
    known = _PARTS.find((template, *of))
    if known is None:
        known = render_to_string(template, facts())
        _PARTS.keep((template, *of), known)
    return known


@require_POST
@for_roles(*READERS, otherwise=Http404)
def save_view(request: MemberRequest) -> HttpResponse:
    """The filter of the form is kept under a name; back to the list, which shows it."""

    def act() -> str:
        form = request.POST
        row = saved.save(
            request.member,
            form.get("name", ""),
            form.get("query", "")[:1000],
            shared=form.get("shared") == "1",
        )
        said = _("The view “%(name)s” is kept.") % {"name": row.name}
        messages.success(request, said)
        return reverse("ledgers:tasks") + row.query

    return once.do(request, act)


@require_POST
@for_roles(*READERS, otherwise=Http404)
def remove_view(request: MemberRequest, key: int) -> HttpResponse:
    """A view goes; the tasks in it stay as they are."""
    row = get_object_or_404(saved.views_to_remove(request.member), pk=key)

    def act() -> str:
        messages.success(request, _("The view “%(name)s” was removed.") % {"name": row.name})
        address = reverse("ledgers:tasks") + row.query
        row.delete()
        return address

    return once.do(request, act)
