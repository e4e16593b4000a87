"""The chain above a plan: what stands above it, which task answers what, rulings on links."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router

from pilotage.ruling import Question
from pilotage.trace import Link
from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import done, found, nothing
from pilotage_server.api.models import Scope
from pilotage_server.api.repeating import once
from pilotage_server.api.schemas import plans as schemas
from pilotage_server.api.telling import plans as telling
from pilotage_server.audit import reads
from pilotage_server.plans import actions
from pilotage_server.plans.access import (
    may_rule_links,
    plan_for,
    sees_candidates,
    visible_plans,
)
from pilotage_server.plans.chain import Chain, chain_of, stated, uppers_of
from pilotage_server.plans.matrix import shown_links
from pilotage_server.plans.models import PlanRow, RulingRow, UpperRow
from pilotage_server.plans.walk import words_of
from pilotage_server.units.language import reader_language
from pilotage_server.units.problems import RefusalError

router = Router(tags=["chain"])


@router.get("/plans/{int:key}/links", response=schemas.LinkList, operation_id="plan_links")
@opens_to(Scope.READ)
def plan_links(request: Any, key: int) -> HttpResponse:
    """Which task answers which item above, and which items have no task. Recorded every time.

    Links that do not count yet are shown to those who judge them.
    """
    row = plan_for(request, key)
    reads.exported(request.user, row)
    chain = chain_of(row, uppers_of(row))
    known = shown_links(chain.links, candidates=sees_candidates(request))
    bare = [telling.item(one, chain.label(one)) for one in chain.uncovered]
    items = telling.links(chain, known, _seen(row), reader_language())
    return found(request, {"items": items, "uncovered": bare})


def _seen(row: PlanRow) -> dict[str, int]:
    """The number of the last ruling on each link, by its mark."""
    rows = RulingRow.objects.filter(programme=row.programme_id, question=Question.LINK.value)
    return dict(rows.order_by("pk").values_list("task", "pk"))


@router.post(
    "/plans/{int:key}/links/{mark}", response={201: schemas.LinkRuled}, operation_id="rule_link"
)
@opens_to(Scope.DRAFT)
@once
def rule_link(request: Any, key: int, mark: str, said: schemas.RuleLink) -> HttpResponse:
    """Confirm a link, refuse it, or take the ruling back; `seen` is that of the link as read."""
    row, chain = _chain(request, key)
    one = chain.link(mark)
    if one is None or not (one.asserted or sees_candidates(request)):
        raise Http404
    _may(request, row)
    return _ruled(request, row, one, said.verdict, said.relation, said.seen)


@router.post("/plans/{int:key}/links", response={201: schemas.LinkRuled}, operation_id="state_link")
@opens_to(Scope.DRAFT)
@once
def state_link(request: Any, key: int, said: schemas.StateLink) -> HttpResponse:
    """State that a task answers an item above, where tracing found nothing."""
    row, chain = _chain(request, key)
    _may(request, row)
    upper = next((one for one in chain.coverage.uppers if one.mark == said.upper), None)
    lower = next((one for one in chain.coverage.lowers if one.mark == said.lower), None)
    if upper is None or lower is None:
        raise Http404
    one = stated(chain, upper, lower)
    seen = _seen(row).get(one.mark, 0)
    return _ruled(request, row, one, "confirmed", said.relation, seen)


def _chain(request: Any, key: int) -> tuple[PlanRow, Chain]:
    row = plan_for(request, key)
    return row, chain_of(row, uppers_of(row))


def _may(request: Any, row: PlanRow) -> None:
    if not may_rule_links(request, row):
        raise RefusalError(
            403,
            _("The supervision office rules on the chain; a drafter on that of their own draft."),
        )


def _ruled(
    request: Any, row: PlanRow, one: Link, verdict: str, relation: str | None, seen: int
) -> HttpResponse:
    answer: dict[str, str] = {}
    if verdict != "back":
        answer = {
            "verdict": verdict,
            "plan": row.title,
            "upper": words_of(one.upper)[:200],
            "lower": words_of(one.lower)[:200],
        }
    if verdict == "confirmed" and relation:
        answer["relation"] = relation
    ruling = actions.rule_link(row, one.mark, answer, request.member, seen=seen)
    return done({"mark": one.mark, "verdict": answer.get("verdict"), "seen": ruling.pk})


@router.get("/plans/{int:key}/above", response=schemas.UpperList, operation_id="plan_above")
@opens_to(Scope.READ)
def plan_above(request: Any, key: int) -> HttpResponse:
    """The documents above the programme of a plan, the highest level first."""
    row = plan_for(request, key)
    return found(request, {"items": [telling.upper(one) for one in uppers_of(row)]})


@router.post("/plans/{int:key}/above", response={201: schemas.Upper}, operation_id="put_above")
@opens_to(Scope.DRAFT)
@once
def put_above(request: Any, key: int, said: schemas.PutAbove) -> HttpResponse:
    """Put a document that was uploaded above the programme of a plan."""
    row = plan_for(request, key)
    _may(request, row)
    upper = visible_plans(request).filter(pk=said.plan).first()
    if upper is None:
        raise RefusalError(
            422,
            _("No document was chosen."),
            _("Choose one from the list; one that is not in it is uploaded first."),
        )
    return done(telling.upper(actions.put_above(row.programme, upper, said.level, request.member)))


@router.delete("/plans/{int:key}/above/{int:upper}", response={204: None}, operation_id="take_down")
@opens_to(Scope.DRAFT)
@once
def take_down(request: Any, key: int, upper: int) -> HttpResponse:
    """Take a document from above the programme; it stays among the documents."""
    row = plan_for(request, key)
    _may(request, row)
    actions.take_down(get_object_or_404(UpperRow, pk=upper, programme=row.programme_id))
    return nothing()
