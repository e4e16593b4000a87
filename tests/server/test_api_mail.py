"""A unit's workbook is mailed to it by a program."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from pilotage_server import clock
from pilotage_server.api.models import AnswerRow
from pilotage_server.audit.models import RecordRow, What
from pilotage_server.ledgers.models import MatterRow
from tools.mail_sink import Sink

from .api_support import Program, token_of
from .ledgers_support import MARCH_17, under_way

pytestmark = pytest.mark.django_db

PATH = "/workbooks/sheet/dl-commerce/mail"
BODY = {"address": "unit@port.example", "back": "office@port.example"}


@pytest.fixture(autouse=True)
def matters(cast: SimpleNamespace) -> Iterator[dict[str, MatterRow]]:
    with clock.standing_at(MARCH_17):
        yield under_way(cast)


def test_a_workbook_is_mailed_once_however_often_the_write_is_sent(cast: Any, sink: Sink) -> None:
    office = Program(token_of(cast.office))
    listed = {one["unit"]: one for one in office.get("/workbooks/units")["items"]}
    before = office.get(PATH)
    assert listed["dl-commerce"]["tasks"] == before["tasks"]
    rest = office.get(f"{PATH}?rest=true")
    assert listed["dl-commerce"]["fresh"] == before["tasks"] - rest["tasks"] == 1
    assert (before["ready"], before["address"]) == (True, "")
    assert before["tasks"] > 1
    for _time in range(2):
        answer = office.post(PATH, BODY, idempotency_key="one")
        assert (answer.status_code, answer.json()["address"]) == (201, "unit@port.example")
    (message,) = sink.messages
    assert (message["To"], message["Reply-To"]) == (BODY["address"], BODY["back"])
    row = RecordRow.objects.get(what=What.EXPORTED)
    assert row.facts == {"unit": "dl-commerce", "address": "unit@port.example"}
    assert office.get(PATH)["address"] == "unit@port.example"
    other = office.post(PATH, BODY | {"rest": True}, idempotency_key="one")
    assert other.status_code == 422


def test_what_the_mail_server_refuses_is_said_and_may_be_sent_again(cast: Any, sink: Sink) -> None:
    office = Program(token_of(cast.office))
    sink.refuses["unit@port.example"] = "550 no such desk"
    answer = office.post(PATH, BODY, idempotency_key="one")
    assert answer.status_code == 503
    assert "refused the address: 550 no such desk" in answer.json()["detail"]
    sink.refuses.clear()
    assert office.post(PATH, BODY, idempotency_key="one").status_code == 201
    assert len(sink.messages) == 1


def test_a_write_that_is_under_way_is_not_begun_again(cast: Any, sink: Sink) -> None:
    office = Program(token_of(cast.office))
    office.post(PATH, BODY, idempotency_key="one")
    AnswerRow.objects.filter(key="one").update(status=0)
    assert office.post(PATH, BODY, idempotency_key="one").status_code == 409
    assert len(sink.messages) == 1


@pytest.mark.parametrize("wrong", ["", "unit", "a@b.example\nBcc: c@d.example"])
def test_an_address_that_is_none_mails_nothing(cast: Any, sink: Sink, wrong: str) -> None:
    office = Program(token_of(cast.office))
    answer = office.post(PATH, BODY | {"back": wrong})
    assert answer.json()["errors"][0]["field"] == "back"
    assert sink.messages == []


def test_without_a_mail_server_it_is_said_what_to_do(cast: Any) -> None:
    office = Program(token_of(cast.office))
    assert not office.get(PATH)["ready"]
    answer = office.post(PATH, BODY)
    assert answer.status_code == 422
    assert "download the workbook" in answer.json()["detail"]
