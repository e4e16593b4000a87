"""One link of a chain: both texts with their shared words, its reason, and a person's ruling."""

from typing import Any, NoReturn

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilotage.base import Span
from pilotage.ruling import Question
from pilotage.trace import Link, Provision, Relation, Verdict
from pilotage_server.plans import actions, store, words
from pilotage_server.plans.access import may_rule_links, plan_for, sees_candidates
from pilotage_server.plans.chain import Chain, chain_of, stated, uppers_of
from pilotage_server.plans.matrix import shown_links, sign_of
from pilotage_server.plans.models import PlanRow, RulingRow
from pilotage_server.plans.tabs import tabs
from pilotage_server.plans.walk import words_of
from pilotage_server.units import once
from pilotage_server.units.access import MemberRequest, for_roles
from pilotage_server.units.language import reader_language
from pilotage_server.units.problems import RefusalError, stale


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles()
def link(request: MemberRequest, pk: int, mark: str) -> HttpResponse:
    """The page of a link; its form confirms it, refuses it, or takes the ruling back."""
    row = plan_for(request, pk)
    found = chain_of(row, uppers_of(row))
    one = found.link(mark)
    if one is None or not (one.asserted or sees_candidates(request)):
        raise Http404
    if request.method == "POST":
        return _ruled(request, row, one)
    return _page(request, row, found, one)


def _page(
    request: MemberRequest, row: PlanRow, found: Chain, one: Link, *, problem: str = ""
) -> HttpResponse:
    history = _history(row, one.mark)
    facts = tabs(request, row, "chain") | {
        "one": one,
        "upper": found.label(one.upper),
        "lower": found.label(one.lower),
        "above": next((a for a in found.above if a.plan.source.name == one.upper.document), None),
        "below": _document_of(one.lower, found, row),
        "upper_text": marked(one.upper, [shared.upper for shared in one.shared]),
        "lower_text": marked(one.lower, [shared.lower for shared in one.shared]),
        "sign": sign_of(one),
        "word": words.link_word(one),
        "reason": one.reason(reader_language()),
        "relations": words.relation_words().items(),
        "may_rule": may_rule_links(request, row),
        "history": [_told(ruling) for ruling in reversed(history)],
        "seen": history[-1].pk if history else 0,
        "next": _next(found, one) if sees_candidates(request) else None,
        "problem": problem,
    }
    return render(request, "plans/link.html", facts, status=409 if problem else 200)


def marked(provision: Provision, spans: list[Span]) -> SafeString:
    """The words of an item, those in ``spans`` (of its document) marked."""
    pieces: list[tuple[str, str]] = []
    done = start = provision.span.start
    for begin, end in sorted(spans):
        if begin >= done:
            plain, same = provision.text[done - start : begin - start], Span(begin, end)
            pieces.append((plain, same.shifted(-start).quote(provision.text)))
            done = end
    rest = provision.text[done - start :]
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), rest)


def _document_of(provision: Provision, found: Chain, row: PlanRow) -> str:
    """The title of the document that the lower item stands in."""
    names = {a.plan.source.name: a.row.plan.title for a in found.above}
    return names.get(provision.document, row.title)


def _history(row: PlanRow, mark: str) -> list[RulingRow]:
    """Every ruling on a link, the oldest first."""
    rows = RulingRow.objects.filter(
        programme=row.programme_id, question=Question.LINK.value, task=mark
    )
    return list(rows.select_related("by__membership").order_by("pk"))


def _told(ruling: RulingRow) -> dict[str, Any]:
    said = {"confirmed": _("confirmed"), "refused": _("refused")}
    return {
        "said": said.get(ruling.answer.get("verdict", ""), _("took the ruling back")),
        "by": store.signature(ruling.by, reader_language()),
        "at": ruling.at,
    }


def _next(found: Chain, one: Link) -> Link | None:
    """The next link nobody has judged that does not count by itself; after the last the first."""
    known = shown_links(found.links, candidates=True)
    at = next((n for n, link in enumerate(known) if link.mark == one.mark), 0)
    waiting = (link for link in known[at + 1 :] + known[:at] if not link.asserted)
    return next((link for link in waiting if not link.verdict), None)


def _ruled(request: MemberRequest, row: PlanRow, one: Link) -> HttpResponse:
    if not may_rule_links(request, row):
        forbid()
    seen = request.POST.get("seen", "")
    if not seen.isdigit():
        raise stale()
    answer = answer_in(request, row, one)

    def act() -> str:
        actions.rule_link(row, one.mark, answer, request.member, seen=int(seen))
        messages.success(request, _said(answer))
        return _address(row, one)

    try:
        return once.do(request, act)
    except RefusalError as refusal:
        if refusal.status != 409:
            raise
        now = chain_of(row, uppers_of(row))
        return _page(request, row, now, now.link(one.mark) or one, problem=refusal.what)


def _address(row: PlanRow, one: Link) -> str:
    """Back to the link; a stated one that was taken back has no page any more."""
    here = reverse("plans:link", args=[row.pk, one.mark])
    found = chain_of(row, uppers_of(row)).link(one.mark)
    return here if found else reverse("plans:chain", args=[row.pk])


def answer_in(request: MemberRequest, row: PlanRow, one: Link) -> dict[str, str]:
    """The answer of the form, with the words it was made on; empty takes the ruling back."""
    verdict = request.POST.get("verdict", "")
    if verdict == "back":
        return {}
    if verdict not in list(Verdict):
        raise stale()
    answer = {
        "verdict": verdict,
        "plan": row.title,
        "upper": words_of(one.upper)[:200],
        "lower": words_of(one.lower)[:200],
    }
    relation = request.POST.get("relation", "")
    if verdict == Verdict.CONFIRMED and relation in list(Relation):
        answer["relation"] = relation
    return answer


def _said(answer: dict[str, str]) -> str:
    if not answer:
        return _("The ruling was taken back: the link stands as it was found.")
    if answer["verdict"] == Verdict.CONFIRMED:
        return _("Confirmed: the link counts.")
    return _("Refused: the link does not count.")


def forbid() -> NoReturn:
    """403, with who may."""
    raise PermissionDenied(
        _("The supervision office rules on the chain; a drafter on that of their own draft.")
    )


@require_http_methods(["POST"])
@for_roles()
def state(request: MemberRequest, pk: int) -> HttpResponse:
    """A person states that a task answers an item above, where tracing found nothing."""
    row = plan_for(request, pk)
    if not may_rule_links(request, row):
        forbid()
    found = chain_of(row, uppers_of(row))
    one = _pair(request, found)

    def act() -> str:
        history = _history(row, one.mark)
        seen = history[-1].pk if history else 0
        answer = answer_in(request, row, one)
        actions.rule_link(row, one.mark, answer, request.member, seen=seen)
        messages.success(request, _said(answer))
        return reverse("plans:link", args=[row.pk, one.mark])

    return once.do(request, act)


def _pair(request: MemberRequest, found: Chain) -> Link:
    """The two items the form names, as a link; 422 when a task was not chosen, else 404."""
    if not request.POST.get("lower"):
        raise RefusalError(422, _("No task was chosen."), _("Choose the task that carries it out."))
    sides = []
    for name, items in (("upper", found.coverage.uppers), ("lower", found.coverage.lowers)):
        mark = request.POST.get(name, "")
        item = next((one for one in items if one.mark == mark), None)
        if item is None:
            raise Http404
        sides.append(item)
    upper, lower = sides
    return stated(found, upper, lower)
