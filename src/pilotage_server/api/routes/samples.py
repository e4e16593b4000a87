"""Samples to be checked on the spot: drawn, listed, and how far each is checked."""

from typing import Any

from django.http import Http404, HttpResponse
from ninja import Query, Router

from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import done, found, judge_form
from pilotage_server.api.models import Scope
from pilotage_server.api.paging import Order, Place, judged_page, page
from pilotage_server.api.repeating import once
from pilotage_server.api.schemas import samples as schemas
from pilotage_server.api.telling import tasks as telling
from pilotage_server.api.telling import work
from pilotage_server.ledgers import actions, sampling
from pilotage_server.ledgers.models import SampleRow
from pilotage_server.ledgers.sampling import Drawn, sample_for
from pilotage_server.ledgers.views.samples import READERS, DrawForm
from pilotage_server.units.language import reader_language
from pilotage_server.units.models import Standing

from .work import ListChoice

router = Router(tags=["daily work"])


@router.get("/samples", response=schemas.SamplePage, operation_id="list_samples")
@opens_to(Scope.READ, *READERS)
def list_samples(request: Any, choice: Query[ListChoice]) -> HttpResponse:
    """The samples drawn, the newest first, each with how many of its tasks are checked."""
    rows = sampling.samples_of(request.member)
    shown, next_ = page(rows, Order(name="samples", down=True), choice.cursor, choice.limit)
    visits = sampling.visits_since(shown)
    items = [_line(row, len(visits[row.pk])) for row in shown]
    return found(request, {"items": items, "next": next_ or None})


def _line(row: SampleRow, checked: int) -> telling.Told:
    return {
        "id": row.pk,
        "programme": row.programme_id,
        "name": row.programme.name(reader_language()),
        "at": row.at,
        "share": row.share,
        "seed": row.seed,
        "among": len(row.among),
        "drawn": len(row.drawn),
        "checked": checked,
    }


@router.post("/samples", response={201: schemas.Sample}, operation_id="draw_sample")
@opens_to(Scope.OFFICE, Standing.OFFICE)
@once
def draw_sample(request: Any, said: schemas.Draw) -> HttpResponse:
    """Draw a sample: the same seed draws the same from the same tasks."""
    programmes = sampling.drawn_from(request.member)
    if not programmes.filter(pk=said.programme).exists():
        raise Http404
    form = DrawForm(said.model_dump(), language=reader_language(), programmes=programmes)
    judge_form(form)
    given = form.cleaned_data
    row = actions.draw(given["programme"], request.member, share=given["share"], seed=given["seed"])
    return done(_whole(row), location=f"{telling.ROOT}/samples/{row.pk}")


@router.get("/samples/{int:key}", response=schemas.Sample, operation_id="sample")
@opens_to(Scope.READ, *READERS)
def sample(request: Any, key: int) -> HttpResponse:
    """One sample by unit, and whether its seed draws the same again."""
    return found(request, _whole(sample_for(request.member, key)))


def _whole(row: SampleRow) -> telling.Told:
    checks = list(sampling.visits_since([row])[row.pk])
    units = [
        {"name": one.name, "among": one.among, "drawn": one.drawn, "checked": one.checked}
        for one in sampling.strata(row, checks, reader_language())
    ]
    told = {"repeated": sampling.is_repeated(row), "units": units}
    return _line(row, len(checks)) | told


@router.get("/samples/{int:key}/tasks", response=schemas.DrawnPage, operation_id="sample_tasks")
@opens_to(Scope.READ, *READERS)
def sample_tasks(request: Any, key: int, choice: Query[ListChoice]) -> HttpResponse:
    """The tasks drawn, each with the check on the spot that was entered since, if there is one."""
    row, to = sample_for(request.member, key), telling.reader(request.member)
    checks = sampling.visits_since([row])[row.pk]
    drawn = sampling.drawn_of(request.member, row, checks, to.language)
    shown, next_ = judged_page(drawn, "drawn", _of_drawn, choice.cursor, choice.limit)
    entries = work.entries([one.check for one in shown if one.check], to.language)
    items = [
        {"task": telling.line(one.line, to), "check": entries[one.check.pk] if one.check else None}
        for one in shown
    ]
    return found(request, {"items": items, "next": next_ or None})


def _of_drawn(one: Drawn) -> Place:
    """Its place in its plan, each number of its code as long as any other."""
    safeguard, numbers = one.line.matter.place
    return int(safeguard), ".".join(f"{number:06}" for number in numbers), one.line.key
