"""A new edition: what applying it would do to the tasks under way, and applying it."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from pilotage.ledger import Answer
from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import done
from pilotage_server.api.models import Scope
from pilotage_server.api.repeating import once
from pilotage_server.api.schemas import plans as schemas
from pilotage_server.api.telling import plans as telling
from pilotage_server.ledgers.actions import apply_edition
from pilotage_server.ledgers.editions import preview_of
from pilotage_server.ledgers.views.edition import Said, summary
from pilotage_server.plans.access import plan_for
from pilotage_server.plans.findings import gate_of
from pilotage_server.plans.models import PlanRow
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing
from pilotage_server.units.problems import RefusalError, stale

router = Router(tags=["editions"])

READERS = (Standing.OFFICE, Standing.ADMINISTRATOR)


@router.post(
    "/plans/{int:key}/edition/preview", response=schemas.Preview, operation_id="preview_edition"
)
@opens_to(Scope.READ, *READERS)
def preview_edition(request: Any, key: int, said: schemas.AskPreview) -> HttpResponse:
    """What applying a draft edition would do to every task, with these answers. Changes nothing."""
    row = _draft(request, key)
    found = preview_of(row, _said(said))
    can = request.member.is_office and gate_of(row).is_clear and not found.refused
    return done(telling.preview(found, reader_language(), can_apply=can), status=200)


@router.post(
    "/plans/{int:key}/edition", response={201: schemas.Applied}, operation_id="apply_edition"
)
@opens_to(Scope.OFFICE, *READERS)
@once
def apply(request: Any, key: int, said: schemas.Apply) -> HttpResponse:
    """Apply a new edition, as its preview showed it (`seen`): whole, or not at all."""
    row = _draft(request, key)
    if not request.member.is_office:
        raise RefusalError(
            403, _("Only the supervision office applies an edition."), _("Ask the office.")
        )
    applied = apply_edition(row, request.member, answers=_said(said), seen=said.seen)
    told = {"plan": row.pk, "replaces": applied.running.pk} | summary(applied)
    return done(told)


def _draft(request: Any, key: int) -> PlanRow:
    row = plan_for(request, key)
    if request.member.within:
        raise RefusalError(
            403,
            _("A new edition concerns all tasks of the programme, your post only some of them."),
            _("Ask an office that is responsible for the whole programme."),
        )
    if row.is_adopted:
        raise stale()
    return row


def _said(said: schemas.AskPreview) -> Said:
    return frozenset((one.task, Answer(one.answer)) for one in said.answers)
