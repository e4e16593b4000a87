"""The chain of a plan: what stands above it, which task answers what, and what nobody does."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pilotage.plan import Task, TaskKind
from pilotage.report import trace_html, trace_json
from pilotage.trace import Link
from pilotage_server.audit import reads
from pilotage_server.plans import above, words
from pilotage_server.plans.access import may_rule_links, plan_for, sees_candidates
from pilotage_server.plans.chain import Chain, chain_of, item_of, uppers_of
from pilotage_server.plans.matrix import Matrix, matrix_of, shown_links, sign_of
from pilotage_server.plans.picture import picture_of
from pilotage_server.plans.tabs import tabs
from pilotage_server.plans.walk import Net, net_of, view_of
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.files import attached
from pilotage_server.units.language import reader_language
from pilotage_server.units.names import register

MOST_LINES = 60
PAGE = 100


@require_GET
@for_roles()
def chain(request: MemberRequest, pk: int) -> HttpResponse:
    """The picture, walked with ``?at=``, the matrix, and what is missing."""
    row = plan_for(request, pk)
    found = chain_of(row, uppers_of(row))
    at = request.GET.get("at", "")
    net = net_of(found, _unit_words(), at)
    if at and not net.knows(at):
        raise Http404
    candidates = sees_candidates(request)
    facts = tabs(request, row, "chain") | {
        "chain": found,
        "at": at,
        "matrix": matrix_of(found, row.pk, candidates=candidates),
        "view": view_of(net, at),
        "picture": picture_of(view_of(net, at), words.column_words(), at),
        "unowned": _unowned(found),
        "problems": [p.message(reader_language()) for p in found.coverage.problems],
        "may_rule": may_rule_links(request, row),
        "candidates": candidates,
    }
    facts |= _missing(facts["matrix"]) | above.choices(request, row)
    facts |= _point(found, net, at, candidates=candidates) if at else {}
    return render(request, "plans/chain.html", facts)


def _unit_words() -> dict[str, str]:
    language = reader_language()
    return {unit.id: unit.short(language) for unit in register().units.values()}


def _unowned(found: Chain) -> list[tuple[str, Task]]:
    """Safeguards of the plan that name no unit, as ruled."""
    labels = words.task_labels(found.plan)
    safeguards = found.plan.of_kind(TaskKind.SAFEGUARD)
    return [(labels[task.id], task) for task in safeguards if not task.units]


def _missing(matrix: Matrix) -> dict[str, list[Any]]:
    return {
        "uncovered": [row for block in matrix.blocks for row in block.rows if row.open],
        "unmandated": [column for column in matrix.columns if not column.total],
    }


def _point(found: Chain, net: Net, at: str, *, candidates: bool) -> dict[str, Any]:
    """What the page says of the point the reader stands on."""
    stop = net.stops.get(at) or net.groups[at]
    members = set(net.members(at))
    if stop.column == "unit":
        members = {key for key, lowers in net.down.items() if at in lowers}
    touching = [
        link
        for link in shown_links(found.links, candidates=candidates)
        if {net.keys[item_of(link.upper)], net.keys[item_of(link.lower)]} & members
    ]
    item = next(
        (one for a in found.above for n, one in enumerate(a.provisions) if a.label(n) == at), None
    )
    return {
        "stop": stop,
        "group": net.groups.get(stop.within),
        "item": item,
        "lines": lines(found, touching[:MOST_LINES]),
        "more": max(0, len(touching) - MOST_LINES),
        "relations": words.relation_words().items(),
    }


def lines(found: Chain, links: Iterable[Link]) -> list[dict[str, Any]]:
    """Links as the tables show them."""
    language = reader_language()
    return [
        {
            "link": link,
            "upper": found.label(link.upper),
            "lower": found.label(link.lower),
            "sign": sign_of(link),
            "word": words.link_word(link),
            "reason": link.reason(language),
        }
        for link in links
    ]


STATES = ("all", "counted", "open", "confirmed", "refused")


@require_GET
@for_roles()
def links(request: MemberRequest, pk: int) -> HttpResponse:
    """Every link as a table: those that count, those to be judged (``?show=``)."""
    row = plan_for(request, pk)
    found = chain_of(row, uppers_of(row))
    candidates = sees_candidates(request)
    known = shown_links(found.links, candidates=candidates)
    groups = {state: [link for link in known if _is(link, state)] for state in STATES}
    show = request.GET.get("show", "all")
    if show not in groups:
        raise Http404
    page = Paginator(groups[show], PAGE).get_page(request.GET.get("page"))
    facts = tabs(request, row, "chain") | {
        "chain": found,
        "show": show,
        "counts": {state: len(group) for state, group in groups.items()},
        "page": page,
        "lines": lines(found, page.object_list),
        "candidates": candidates,
    }
    return render(request, "plans/chain_links.html", facts)


def _is(link: Link, state: str) -> bool:
    return {
        "all": True,
        "counted": link.asserted,
        "open": not link.asserted and not link.verdict,
        "confirmed": link.verdict == "confirmed",
        "refused": link.verdict == "refused",
    }[state]


@require_GET
@for_roles()
def download(request: MemberRequest, pk: int, form: str) -> HttpResponse:
    """The chain as one page that stands alone, or as JSON; rulings are laid over it.

    Candidates are in it for those who see them.
    """
    row = plan_for(request, pk)
    reads.exported(request.user, row)
    language = reader_language()
    found = chain_of(row, uppers_of(row)).coverage
    if not sees_candidates(request):
        found = replace(found, links=found.asserted)
    if form == "html":
        content, kind = trace_html(found, language), "text/html; charset=utf-8"
    else:
        told = trace_json(found, language)
        content, kind = json.dumps(told, ensure_ascii=False, indent=1), "application/json"
    name = "指令链条" if language == "zh" else "chain"
    return attached(content, kind, f"{name}-{row.pk}.{form}")
