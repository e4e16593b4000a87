"""How far programmes and units are, each figure with what it was worked out from."""

from typing import Any

from django.http import Http404, HttpResponse
from ninja import Query, Router

from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import found
from pilotage_server.api.models import Scope
from pilotage_server.api.paging import judged_page
from pilotage_server.api.schemas import work as schemas
from pilotage_server.api.telling import tasks as telling
from pilotage_server.api.telling import work
from pilotage_server.ledgers import rights, whole
from pilotage_server.ledgers.usual import usual_limits
from pilotage_server.ledgers.views.unit import About, about_unit
from pilotage_server.units import names
from pilotage_server.units.models import Standing

from .work import ListChoice

router = Router(tags=["reports"])


@router.get("/progress", response=schemas.Progress, operation_id="progress")
@opens_to(Scope.READ, *rights.READERS)
def progress(request: Any) -> HttpResponse:
    """How far the programmes are that the asker sees whole, and the units in the order of the
    tree."""
    programmes, units = _figures(request)
    told = {
        "programmes": [work.figure(one) for one in programmes],
        "units": [work.figure(one) for one in units],
    }
    return found(request, told)


def _figures(request: Any) -> tuple[list[whole.Whole], list[whole.Whole]]:
    to = telling.reader(request.member)
    matters = list(rights.visible(request.member).prefetch_related("units"))
    return (
        whole.of_programmes(request.member, matters, to.language),
        whole.of_units(request.member, matters, to.language),
    )


@router.get("/progress/{of}/parts", response=schemas.PartPage, operation_id="progress_parts")
@opens_to(Scope.READ, *rights.READERS)
def progress_parts(request: Any, of: str, choice: Query[ListChoice]) -> HttpResponse:
    """The tasks that a figure was worked out from; `of` is that of the figure."""
    programmes, units = _figures(request)
    one = next((one for one in (*programmes, *units) if one.of == of), None)
    if one is None:
        raise Http404
    shown, next_ = judged_page(
        one.parts, "parts", lambda part: (part.matter.pk,), choice.cursor, choice.limit
    )
    items = [work.part(part, claims=one.claims) for part in shown]
    return found(request, {"items": items, "next": next_ or None})


@router.get("/units/{unit}", response=schemas.UnitTold, operation_id="unit")
@opens_to(Scope.READ, *rights.READERS)
def unit(request: Any, unit: str) -> HttpResponse:
    """One unit: what it leads and supports in figures, what it was asked and did last."""
    about, to = about_unit(request.member, unit), telling.reader(request.member)
    told = {
        "unit": unit,
        "name": names.full_name(unit, to.language),
        "leads": len(about.led),
        "shares": len(about.others),
        "ended": about.ended,
        "late": about.late,
        "near": about.near,
    }
    return found(request, told | _entries(about, to))


def _entries(about: About, to: telling.Reader) -> telling.Told:
    by_matter = {line.key: line for line in about.found}
    told = work.entries([*about.asked, *about.done], to.language)
    return {
        name: [
            {
                "task": row.matter_id,
                "code": by_matter[row.matter_id].code,
                "heading": by_matter[row.matter_id].heading,
                "entry": told[row.pk],
            }
            for row in rows
            if row.matter_id in by_matter
        ]
        for name, rows in (("asked", about.asked), ("done", about.done))
    }


@router.get("/usual-limits", response=schemas.UsualLimits, operation_id="usual_limits")
@opens_to(Scope.READ, Standing.OFFICE)
def usual(request: Any) -> HttpResponse:
    """The usual limits of what is dispatched today, each with its rule and its source."""
    to = telling.reader(request.member)
    items = [
        {"rule": one.rule, "words": one.words, "source": one.source, "day": one.day}
        for one in usual_limits(to.book, to.today, to.language)
    ]
    return found(request, {"items": items})
