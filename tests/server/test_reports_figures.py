"""What the overview counts, followed from list to list, is what it would count anew."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from pytest_django import Settings

from pilotage.ledger import Method
from pilotage.plan import Role
from pilotage_server.ledgers import actions, kept
from pilotage_server.ledgers.listing import Line, lines
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.reports import figures, heat, history
from pilotage_server.reports.figures import Figures
from pilotage_server.rulepacks.store import rule_book

from .conftest import signed_in
from .ledgers_support import CHINA, at, issued, member, progress_by_checks
from .test_reports_overview import LEADS, LIMITS, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]


@pytest.fixture(autouse=True)
def _march(settings: Settings) -> None:
    """The site's clock stands at 17 March 2021."""
    settings.PILOTAGE_CLOCK_START = datetime(2021, 3, 17, 9, tzinfo=CHINA)


@pytest.fixture
def matters(cast: SimpleNamespace) -> dict[str, MatterRow]:
    progress_by_checks(cast.office)
    return {one.code("en"): one for one in issued(cast.office, LEADS, LIMITS)}


def counted() -> Figures:
    """As a page has it now."""
    book = rule_book()
    over = history.weeks_to(TODAY, heat.WEEKS)[:-1]
    return figures.figures_of(lines(MatterRow.objects.all(), TODAY, "en", book), over, book, "en")


def said(found: Figures) -> tuple[object, ...]:
    """All that is taken from the figures."""
    picked = [[line.key for line in ones] for ones in (found.urgent, found.waiting, found.limited)]
    counters = [dict(+found.now), dict(+found.before), dict(+found.weeks), dict(+found.leads)]
    return ({line.key: one for line, one in found.past.items()}, picked, counters)


def steps(cast: SimpleNamespace, matters: dict[str, MatterRow]) -> list[Callable[[], object]]:
    """Acts that change a light, what waits, a limit, a lead, and what past weeks were."""
    lead, desk = member(cast.commerce), member(cast.office)
    four, five = matters["4"], matters["5"]
    customs = actions.Addressee(unit="dl-customs", name="大连海关", role=Role.LEAD)
    return [
        lambda: actions.sign(four, lead, posting=at(9, 2, 2020)),
        lambda: actions.sign(five, lead, posting=at(9, 2, 2020)),
        lambda: actions.report(five, lead, claimed=100, done=True, text="建成", posting=at(1, 20)),
        lambda: actions.verify(five, desk, verified=100, method=Method.DESK, text="属实"),
        lambda: actions.ask_extension(four, lead, until=date(2021, 9, 30), reason="等批复"),
        lambda: actions.extend(four, desk, until=date(2021, 9, 30)),
        lambda: actions.pass_on(four, desk, lead=customs, reason="职责调整"),
        lambda: actions.close(five, desk, text="办结"),
    ]


def test_every_act_is_counted_as_if_all_were_counted_anew(
    cast: SimpleNamespace, matters: dict[str, MatterRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[int] = []
    past_of = history.past_of

    def watched(new: list[Line], *rest: object) -> object:
        looked_at.append(len(new))
        return past_of(new, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(figures, "past_of", watched)
    followed = [said(counted())]
    for act in steps(cast, matters):
        act()
        followed.append(said(counted()))
    assert looked_at == [len(matters), *[1] * (len(followed) - 1)]
    assert len({str(one) for one in followed}) > len(followed) - 2, "what an act changes is seen"
    kept.forget()
    assert said(counted()) == followed[-1]


def test_each_reader_is_told_of_what_it_sees(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    """Lists of other languages and other sizes follow one another."""
    actions.sign(matters["4"], member(cast.commerce), posting=at(9, 2, 2020))
    for language in ("en", "zh-hans", "en"):
        shown = signed_in(cast.office, language).get("/overview/").context
        assert shown["running"] == len(matters)
        assert sum(one.count for one in shown["counts"]) == len(matters)
    some = MatterRow.objects.filter(pk__in=[matters["4"].pk, matters["9"].pk])
    book, over = rule_book(), history.weeks_to(TODAY, heat.WEEKS)[:-1]
    few = figures.figures_of(lines(some, TODAY, "en", book), over, book, "en")
    assert {line.key for line in few.past} == {one.pk for one in some}
    assert few.now.total() == 2
