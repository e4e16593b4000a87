"""The burden meter counts what was asked, and says so before the same fact is asked again."""

import io
from datetime import date
from types import SimpleNamespace

import openpyxl
import pytest

from pilotage_server import clock
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.models import MatterRow

from .conftest import signed_in
from .ledgers_support import at, member, page, under_way
from .notices_support import morning

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
