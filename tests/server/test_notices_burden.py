"""The burden meter counts what was asked, and says so before the same fact is asked again."""

import io
from datetime import date
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from pilotage.ledger import Every, Method, Rhythm
from pilotage.plan import Role
from pilotage_server import clock
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.auditing import flaws_of_state
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.notices.models import LineRow

from .conftest import signed_in
from .ledgers_support import at, form_of, member, page, under_way
from .notices_support import morning, watched

pytestmark = pytest.mark.django_db

FRIDAY = morning(2021, 3, 19)


@pytest.fixture
def matters(cast: SimpleNamespace) -> dict[str, MatterRow]:
    """Commerce reported on task 4 on 16 March 2021, and never on task 5."""
    return under_way(cast)


def test_requests_are_counted_by_unit_and_week(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    office = member(cast.office)
    with clock.standing_at(FRIDAY):
        before = page(cast.commerce, "/notices/burden/").context["rows"]
    assert [(row.weeks[-1], row.workbooks, row.reports) for row in before] == [(0, 0, 2)]
    actions.return_(matters["4"], office, reason="缺佐证", posting=at(3, 18))
    for _time in range(2):
        actions.urge(matters["5"], office, text="请反馈", posting=at(3, 18))
    with clock.standing_at(FRIDAY):
        signed_in(cast.office).get("/answers/sheet/dl-commerce/")
        (ours,) = page(cast.commerce, "/notices/burden/").context["rows"]
        everybody = page(cast.office, "/notices/burden/").context["rows"]
    assert (ours.weeks[-1], ours.total, ours.urged, ours.workbooks) == (4, 4, 2, 1)
    assert ours.bars[-1].height == 20
    assert everybody[0].name == ours.name
    supports = matters["5"].units.count() - 1
    assert sum(row.urged for row in everybody) == 2 * (1 + supports)


def monthly(cast: SimpleNamespace, matter: MatterRow) -> None:
    """The matter goes to transport, which signs for it and reports by the 18th of a month."""
    office, lead = member(cast.office), member(cast.transport)
    actions.decline(matter, lead, reason="另定", posting=at(1, 5))
    units = [actions.Addressee(unit="dl-transport", name="市交通局", role=Role.LEAD)]
    rhythm = Rhythm(every=Every.MONTH, day=18)
    limit = date(2021, 6, 30)
    actions.dispatch(matter, office, units=units, limit=limit, rhythm=rhythm, posting=at(1, 6))
    actions.sign(matter, lead, posting=at(1, 7))


def _duties(cast: SimpleNamespace) -> list[Any]:
    found: list[Any] = page(cast.transport, "/to-do/").context["duties"]
    return found


def test_reports_due_by_rhythm_are_requests_too(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    monthly(cast, matters["1"])
    with clock.standing_at(FRIDAY):
        (ours,) = page(cast.transport, "/notices/burden/").context["rows"]
    weeks = {number for number, count in zip(range(9), ours.weeks, strict=True) if count}
    assert (ours.regular, ours.urged, ours.total) == (3, 0, 3)
    assert weeks == {0, 4, 8}


def test_one_report_answers_the_urging_and_the_regular_report_and_says_so(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    matter = matters["1"]
    monthly(cast, matter)
    actions.urge(matter, member(cast.office), text="请反馈", posting=at(3, 18))
    what = "the urging of 18 March 2021, the regular report due by 18 March 2021"
    with clock.standing_at(FRIDAY):
        urging = f"/tasks/{matter.pk}/urge/"
        ((_name, asked),) = page(cast.office, urging).context["awaited"]
        assert asked == what
        assert "asked for already" in page(cast.office, urging).content.decode()
        assert [one.line.code for one in _duties(cast) if one.kind == "report"] == ["1"]
        client = signed_in(cast.transport, "en")
        path = f"/tasks/{matter.pk}/report/"
        said = form_of(client, path) | {"claimed": "30", "text": "已完成三成"}
        told = client.post(path, said, follow=True).content.decode()
        assert f"It answers all that was asked before: {what}." in told
        assert [one for one in _duties(cast) if one.line.code == "1"] == []
        assert page(cast.office, urging).context["awaited"] == []
    watched(morning(2021, 3, 22))
    assert not LineRow.objects.filter(matter=matter, fact__startswith="asked").exists()


def test_only_what_comes_after_an_urging_answers_it_not_what_was_said_that_day_before(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    matter, office, unit = matters["1"], member(cast.office), member(cast.transport)
    actions.sign(matter, unit, posting=at(3, 17))
    with clock.standing_at(FRIDAY):
        actions.report(matter, unit, claimed=30, text="已完成三成", posting=at(3, 19))
        desk = Method.DESK
        actions.verify(matter, office, verified=30, method=desk, text="属实", posting=at(3, 19))
        actions.urge(matter, office, text="请补充佐证", posting=at(3, 19))
        urging = f"/tasks/{matter.pk}/urge/"
        before = page(cast.office, urging).context["awaited"]
        assert [one.line.code for one in _duties(cast) if one.kind == "report"] == ["1"]
    watched(morning(2021, 3, 22))
    assert LineRow.objects.filter(matter=matter, rule="ledger/urge", unit=unit.unit).exists()
    with clock.standing_at(morning(2021, 3, 22)):
        actions.report(matter, unit, claimed=40, text="已补充", posting=at(3, 22))
        after = page(cast.office, urging).context["awaited"]
        assert set(before) - set(after) == {("Transport Bureau", "the urging of 19 March 2021")}
        assert [one for one in _duties(cast) if one.line.code == "1"] == []
    assert list(flaws_of_state()) == []


def test_whoever_urges_is_told_what_was_just_reported(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    said = "one report answers every request"
    with clock.standing_at(FRIDAY):
        for number, told in (("4", True), ("5", False)):
            text = page(cast.office, f"/tasks/{matters[number].pk}/urge/").content.decode()
            assert (said in text) is told
        (one,) = page(cast.office, f"/tasks/{matters['4'].pk}/urge/").context["fresh"]
    assert (one.day, one.claimed) == (date(2021, 3, 16), 82)
    with clock.standing_at(morning(2021, 3, 23)):
        text = page(cast.office, f"/tasks/{matters['4'].pk}/urge/").content.decode()
        assert said not in text


def test_a_workbook_can_leave_out_what_was_just_reported(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    with clock.standing_at(FRIDAY):
        client = signed_in(cast.office)
        units = client.get("/answers/").context["units"]
        numbers = {}
        for query in ("", "?rest=1"):
            data = client.get(f"/answers/sheet/dl-commerce/{query}").content
            sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
            cells = (sheet[f"B{n}"].value for n in range(6, sheet.max_row + 1))
            numbers[query] = {str(cell) for cell in cells if cell}
    (count, fresh) = next((n, new) for unit, n, new in units if unit == "dl-commerce")
    assert fresh == 1
    assert numbers[""] - numbers["?rest=1"] == {"4"}
    assert count > fresh
