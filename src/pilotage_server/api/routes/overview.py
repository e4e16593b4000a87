"""The overview, and how often what stood green turned red."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from pilotage.base import Language
from pilotage.supervision import Spell, Tally, TurnKind, tallies
from pilotage_server import clock
from pilotage_server.api.access import opens_to
from pilotage_server.api.answering import found
from pilotage_server.api.models import Scope
from pilotage_server.api.paging import MOST, USUAL, Place, judged_page
from pilotage_server.api.schemas import overview as schemas
from pilotage_server.api.schemas.base import Day, Text
from pilotage_server.api.telling import overview as telling
from pilotage_server.api.telling.tasks import Told
from pilotage_server.reports import page_turned as page
from pilotage_server.reports.history import Week
from pilotage_server.reports.views import READERS, overview_of
from pilotage_server.units.language import reader_language

router = Router(tags=["reports"])


@router.get("/overview", response=schemas.Overview, operation_id="overview")
@opens_to(Scope.READ, *READERS)
def overview(request: Any) -> HttpResponse:
    """What is late and why, what to decide, unit by week, what changed, which limits come."""
    said, language = overview_of(request.member), reader_language()
    return found(request, telling.overview(said, language, decides=request.member.is_office))


class Span(Schema):
    """Up to which day, today when none is named, and over how many weeks."""

    model_config = ConfigDict(extra="forbid")

    until: Day | None = None
    weeks: schemas.Weeks = "52"


@router.get("/overview/turned", response=schemas.Turned, operation_id="turned")
@opens_to(Scope.READ, *page.READERS)
def turned(request: Any, choice: Query[Span]) -> HttpResponse:
    """How often what was green turned red, and what was closed was taken up again, by the rules of
    each week and what was entered by then."""
    language, asked = reader_language(), _asked(choice)
    weeks, spells = page.counted(request.member, asked)
    told = {
        "until": asked.until,
        "weeks": _by_week(weeks, spells),
        "units": [_of(one, page.unit_called(language)) for one in tallies(spells, page.OF["unit"])],
        "checkers": _checkers(spells, language),
    }
    return found(request, page.figures_of(Tally(of="", spells=tuple(spells))) | told)


def _asked(choice: Span, **figure: str) -> page.Asked:
    until = choice.until.isoformat() if choice.until else ""
    return page.asked_of({"until": until, "weeks": choice.weeks} | figure, clock.today())


def _by_week(weeks: Sequence[Week], spells: Sequence[Spell]) -> list[Told]:
    turns = Counter((one.turned_on, one.turn) for one in spells)
    return [
        {
            "last_day": week.last_day,
            "straight": turns[week.last_day, TurnKind.STRAIGHT],
            "warned": turns[week.last_day, TurnKind.WARNED],
        }
        for week in weeks
    ]


def _checkers(spells: Sequence[Spell], language: Language) -> list[Told]:
    posts = page.posts_called(language)
    return [_of(one, posts) for one in tallies(spells, page.OF["checker"])]


def _of(one: Tally, called: Any) -> Told:
    named = {"of": one.of, "name": called(one.of), "share": one.share}
    return page.figures_of(one) | named


class SpellChoice(Span):
    """Which figure of `turned` is opened, and which page of what it counts."""

    by: schemas.By
    of: Text = Field("", max_length=150, description="The unit or checker, as `turned` has it.")
    what: schemas.Figure
    limit: int = Field(USUAL, ge=1, le=MOST)
    cursor: str = Field("", max_length=300)


@router.get("/overview/turned/spells", response=schemas.SpellPage, operation_id="turned_spells")
@opens_to(Scope.READ, *page.READERS)
def turned_spells(request: Any, choice: Query[SpellChoice]) -> HttpResponse:
    """What a figure counts: until when it was good, and what became of it."""
    language = reader_language()
    asked = _asked(choice, by=choice.by, of=choice.of, what=choice.what)
    _weeks, spells = page.counted(request.member, asked)
    shown, next_ = judged_page(
        page.opened(spells, asked), "spells", _of_spell, choice.cursor, choice.limit
    )
    words = {one.spell: one for one in page.told(shown, language, page.posts_called(language))}
    return found(request, {"items": [_spell(words[one]) for one in shown], "next": next_ or None})


def _of_spell(one: Spell) -> Place:
    """What turned first leads; what held comes last."""
    turned_on = one.turned_on or date.max
    return turned_on.isoformat(), one.key, one.until.isoformat(), int(one.closed)


def _spell(one: page.Told) -> Told:
    said = {name: getattr(one, name) for name in ("code", "heading", "lead", "checker")}
    spell = {name: getattr(one.spell, name) for name in ("closed", "until", "turn", "turned_on")}
    return {"task": one.matter.pk} | said | spell
