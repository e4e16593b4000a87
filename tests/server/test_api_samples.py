"""Samples to be checked on the spot, and slips as they are printed, for programs."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import docx
import pytest

from pilotage_server import clock
from pilotage_server.audit.models import RecordRow, What
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.units.files import WORD

from .api_support import Program, token_of
from .ledgers_support import MARCH_17, member, under_way
from .test_api_work import every

pytestmark = pytest.mark.django_db


@pytest.fixture
def matters(cast: SimpleNamespace) -> Iterator[dict[str, MatterRow]]:
    """The example under way, on 17 March 2021."""
    with clock.standing_at(MARCH_17):
        yield under_way(cast)


def test_a_sample_is_drawn_and_says_which_tasks_were_checked_since(cast: Any, matters: Any) -> None:
    office = Program(token_of(cast.office))
    actions.report(matters["5"], member(cast.commerce), claimed=20, text="Begun.")
    body = {"programme": matters["4"].plan.programme_id, "share": 100, "seed": "spring"}
    drawn = office.post("/samples", body)
    path = drawn["Location"].removeprefix("/api/v1")
    told = drawn.json()
    assert (told["among"], told["drawn"], told["checked"], told["repeated"]) == (2, 2, 0, True)
    visit = {"method": "visit", "went": "Two", "place": "The bay", "visited": "2021-03-17"}
    verified = {"verified": 70, "text": "Seen."} | visit
    assert office.post(f"/tasks/{matters['4'].pk}/verify", verified).status_code == 201
    first, second = every(office, f"{path}/tasks")
    assert (first["task"]["code"], first["check"]["said"]["place"]) == ("4", "The bay")
    assert (second["task"]["code"], second["check"]) == ("5", None)
    with clock.standing_at(MARCH_17 + timedelta(days=1)):
        again = office.post("/samples", body).json()
    assert [one["checked"] for one in every(office, "/samples")] == [0, 1]
    assert again["repeated"]
    (unit,) = office.get(path)["units"]
    assert (unit["among"], unit["drawn"], unit["checked"]) == (2, 2, 1)


@pytest.mark.parametrize(
    ("change", "field"), [({"share": 0}, "share"), ({"seed": "  "}, "seed"), ({"seed": ""}, "seed")]
)
def test_a_sample_that_cannot_be_drawn_says_why(
    cast: Any, matters: Any, change: Any, field: str
) -> None:
    office = Program(token_of(cast.office))
    body = {"programme": matters["4"].plan.programme_id, "share": 20, "seed": "spring"}
    answer = office.post("/samples", body | change)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert office.get("/samples")["items"] == []


def test_a_slip_is_read_as_it_is_printed(cast: Any, matters: Any) -> None:
    row = actions.urge(matters["4"], member(cast.office), text="Please report.")
    path = f"/tasks/{matters['4'].pk}/slips/{row.sequence}"
    lead = Program(token_of(cast.commerce))
    told = lead.get(path)
    assert told["addressee"] == "To Dalian Municipal Bureau of Commerce:"
    assert told["paragraphs"] == ["Please report."]
    before = RecordRow.objects.count()
    answer = lead.ask("GET", f"{path}.docx")
    read = docx.Document(BytesIO(answer.content))
    assert read.paragraphs[0].text == told["title"] == "Urging note"
    assert answer["Content-Type"] == WORD
    (taken,) = RecordRow.objects.order_by("sequence")[before:]
    assert (taken.what, taken.kind, taken.by) == (What.EXPORTED, "entry", str(cast.commerce))
    assert lead.ask("GET", f"/tasks/{matters['4'].pk}/slips/1").status_code == 404
