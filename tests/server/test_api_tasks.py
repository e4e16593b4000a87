"""Tasks for programs: lists, one task, the acts, evidence up and down."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pilotage_server.ledgers.models import EntryRow

from . import hostile
from .api_support import Program, token_of

pytestmark = pytest.mark.django_db


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


def test_a_report_says_of_its_files_what_they_are_for_and_its_number(
    cast: Any, matters: Any
) -> None:
    lead, key = program(cast.commerce), matters["5"].pk
    file = SimpleUploadedFile("合同.txt", "合同已签".encode())
    form = {"claimed": 30, "text": "已签约", "number": "大商〔2021〕3号"}
    form |= {"files": [file], "kinds": ["contract"]}
    answer = lead.send(f"/tasks/{key}/report-with-evidence", form)
    assert answer.status_code == 201, answer.content.decode()
    said = answer.json()["entry"]["said"]
    assert said["number"] == "大商〔2021〕3号"
    assert list(said["kinds"].values()) == ["contract"]
    more = lead.send(f"/tasks/{key}/report-with-evidence", form | {"kinds": ["contract"] * 2})
    assert more.status_code == 422


def test_a_file_serves_again_for_another_task(cast: Any, matters: Any) -> None:
    lead, first, second = program(cast.commerce), matters["5"].pk, matters["4"].pk
    file = SimpleUploadedFile("名单.txt", "三家企业".encode())
    form = {"claimed": 30, "text": "有进展", "files": [file]}
    sent = lead.send(f"/tasks/{first}/report-with-evidence", form).json()["entry"]["evidence"]
    body = {"claimed": 90, "text": "同一份名单", "again": sent}
    answer = lead.post(f"/tasks/{second}/report", body)
    assert answer.status_code == 201, answer.content.decode()
    assert lead.get(f"/tasks/{second}/evidence")["items"][0]["name"] == "名单.txt"
    strange = lead.post(f"/tasks/{second}/report", body | {"again": [10**9]})
    assert strange.status_code == 422


def test_a_check_on_the_spot_brings_its_photographs(cast: Any, matters: Any) -> None:
    office, key = program(cast.office), matters["4"].pk
    form = {"verified": 70, "text": "到场核对", "method": "visit", "went": "王科长"}
    form |= {"place": "三号泊位", "visited": "2021-03-16"}
    photograph = SimpleUploadedFile("泊位.png", hostile.png())
    answer = office.send(
        f"/tasks/{key}/verify-with-photographs", form | {"photographs": [photograph]}
    )
    assert answer.status_code == 201, answer.content.decode()
    kept = next(one for one in office.get(f"/tasks/{key}/evidence")["items"])
    assert (kept["name"], kept["verdict"], kept["dated"]) == ("泊位.png", "taken", "2021-03-16")
    page = Client(headers={"accept-language": "en"})
    page.force_login(cast.office)
    assert f"/evidence/{kept['id']}/" in page.get(f"/tasks/{key}/").content.decode()


def test_the_office_enters_what_a_unit_said_elsewhere(cast: Any, matters: Any) -> None:
    office, key = program(cast.office), matters["5"].pk
    body = {"claimed": 35, "text": "电话反馈", "in_name_of": "dl-commerce"}
    answer = office.post(f"/tasks/{key}/report", body)
    assert answer.status_code == 201, answer.content.decode()
    row = EntryRow.objects.filter(matter=key).latest("sequence")
    assert (row.by, row.unit, row.payload["via"]) == ("office", "dl-commerce", "program")
    page = Client()
    page.force_login(cast.office)
    assert (
        "督查室程序代填"
        in page.get(f"/tasks/{key}/", headers={"accept-language": "zh"}).content.decode()
    )
    strange = office.post(f"/tasks/{key}/report", body | {"in_name_of": "dl-customs"})
    assert [one["field"] for one in strange.json()["errors"]] == ["in_name_of"]
    other = program(cast.commerce).post(f"/tasks/{key}/report", body | {"in_name_of": "dl-customs"})
    assert other.status_code == 404
    own = program(cast.commerce).post(f"/tasks/{key}/report", body)
    assert own.status_code == 201
    assert "via" not in EntryRow.objects.filter(matter=key).latest("sequence").payload


def test_what_waits_comes_by_pages_and_names_the_instruction(cast: Any, matters: Any) -> None:
    office, lead = program(cast.office), program(cast.commerce)
    told = {"text": "抓紧办", "leader": "王市长", "given": "2021-03-16", "answer_by": "2021-03-30"}
    assert office.post(f"/tasks/{matters['5'].pk}/instruct", told).status_code == 201
    seen, cursor = [], ""
    while True:
        page = lead.get(f"/to-do?limit=1&cursor={cursor}")
        seen += page["items"]
        if not (cursor := page["next"] or ""):
            break
    assert seen == lead.get("/to-do?limit=100")["items"]
    assert len(seen) > 2
    one = next(one for one in seen if one["kind"] == "instruction")
    assert (one["instruction"]["number"], one["instruction"]["leader"]) == (1, "王市长")
    for wrong in ("WyJ0by1kbyJd", "WyJ0by1kbyIsIngiXQ", "WzFd"):
        assert lead.ask("GET", f"/to-do?cursor={wrong}").status_code == 422
