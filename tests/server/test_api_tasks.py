"""Tasks for programs: lists, one task, the acts, evidence up and down."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pilotage_server.ledgers.models import EntryRow, MatterRow

from .api_support import Program, token_of
from .ledgers_support import under_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def matters(cast: SimpleNamespace) -> dict[str, MatterRow]:
    return under_way(cast)


def program(user: Any, *scopes: str, language: str = "en") -> Program:
    return Program(token_of(user, *scopes), language)


def test_a_list_is_the_page_s_list_line_by_line(cast: Any, matters: Any) -> None:
    office = program(cast.office)
    items, cursor = [], ""
    while True:
        page = office.get(f"/tasks?limit=5&cursor={cursor}")
        items += page["items"]
        cursor = page["next"]
        if not cursor:
            break
    assert [one["id"] for one in items] == sorted(one.pk for one in matters.values())
    four = next(one for one in items if one["code"] == "4")
    assert (four["claimed"], four["verified"], four["step"]) == (82, 65, "reported")
    assert four["lead"] == "dl-commerce"


def test_one_task_says_what_may_be_done_and_why_not(cast: Any, matters: Any) -> None:
    told = program(cast.office).get(f"/tasks/{matters['4'].pk}")
    acts = {one["act"]: one for one in told["acts"]}
    assert acts["verify"]["allowed"]
    assert not acts["close"]["allowed"]
    assert acts["close"]["reason"]
    assert [one["act"] for one in told["entries"]][:2] == ["report", "verify"]


def test_an_act_is_entered_as_from_its_page(cast: Any, matters: Any) -> None:
    lead, key = program(cast.commerce), matters["5"].pk
    answer = lead.post(f"/tasks/{key}/report", {"claimed": 20, "text": "Site chosen."})
    assert answer.status_code == 201, answer.content.decode()
    row = EntryRow.objects.filter(matter=key).latest("sequence")
    assert (row.act, row.by, row.payload["claimed"]) == ("report", "commerce", 20)
    assert answer.json()["version"] == matters["5"].version + 1


def test_evidence_goes_up_and_comes_down(cast: Any, matters: Any) -> None:
    lead, key = program(cast.commerce), matters["5"].pk
    file = SimpleUploadedFile("名单.txt", "三家企业".encode())
    form = {"claimed": 30, "text": "有进展", "files": [file], "dated": ["2021-03-01"]}
    answer = lead.send(f"/tasks/{key}/report-with-evidence", form)
    assert answer.status_code == 201, answer.content.decode()
    proof = lead.get(f"/tasks/{key}/evidence")["items"][0]
    assert (proof["name"], proof["dated"]) == ("名单.txt", "2021-03-01")
    sent = lead.ask("GET", proof["path"].removeprefix("/api/v1"))
    assert b"".join(sent.streaming_content).decode() == "三家企业"
