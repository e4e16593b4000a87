"""From a document to an issued plan and on to its next edition, by a program alone; and the rest:
rule packs, search, the record, workbooks."""

import io
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pilotage_server.audit.models import RecordRow, What
from pilotage_server.documents import worker
from pilotage_server.ledgers.actions import decompose, sign
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.plans.actions import found_programme
from pilotage_server.plans.models import PlanRow

from .api_support import Program, token_of
from .ledgers_support import draft, member, under_way
from .plans_support import PLAN_ZH
from .test_ledgers_editions import BERTH, FAIR, HEAD, HOTEL, MOVED, edition
from .test_ledgers_tree import part

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: SimpleNamespace) -> Program:
    return Program(token_of(cast.office))


def test_a_program_takes_a_document_to_an_issued_plan(desk: Program) -> None:
    file = SimpleUploadedFile("plan.txt", PLAN_ZH.encode())
    sent = desk.send("/documents", {"marking": "none", "file": file})
    assert sent.status_code == 201, sent.content.decode()
    assert worker.work_once()
    read = desk.get(sent["Location"].removeprefix("/api/v1"))
    assert read["job"]["state"] == "done"
    path = f"/plans/{read['plan']}"
    plan = desk.get(path)
    assert plan["standing"]["open"] > 0
    assert desk.post(f"{path}/issue", {}, if_match=f'"{plan["version"]}"').status_code == 422
    for code in {one["code"] for one in _open(desk, path)}:
        body = {"code": code, "all": True, "reason": "Asked by telephone."}
        assert desk.post(f"{path}/waivers", body).status_code == 428
        waived = desk.post(f"{path}/waivers", body, if_match=desk.ask("GET", path)["ETag"])
        assert waived.status_code == 201, waived.content.decode()
    issued = desk.post(f"{path}/issue", {}, if_match=f'"{waived.json()["version"]}"')
    assert issued.status_code == 201
    assert issued.json()["tasks"] == MatterRow.objects.count() > 0
    again = desk.send("/documents", {"marking": "none", "file": _named("again.txt")})
    assert again.status_code == 409
    marked = desk.send("/documents", {"marking": "marked", "file": _named("secret.txt")})
    assert marked.status_code == 422


def _named(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PLAN_ZH.encode())


def _open(desk: Program, path: str) -> list[Any]:
    found = desk.get(f"{path}/findings")["items"]
    return [one for one in found if one["state"] == "open"]


def test_a_ruling_on_an_old_version_does_nothing(desk: Program, cast: Any) -> None:
    row = edition(cast.office, HEAD + BERTH)
    path, task = f"/plans/{row.pk}", desk.get(f"/plans/{row.pk}/text")["tasks"][0]["id"]
    tag = desk.ask("GET", path)["ETag"]
    ongoing = {"task": task, "kind": "ongoing"}
    assert desk.post(f"{path}/rulings/limit", ongoing, if_match=tag).status_code == 201
    assert desk.post(f"{path}/rulings/limit", ongoing, if_match=tag).status_code == 412
    now = desk.ask("GET", path)["ETag"]
    past = {"task": task, "date": "2020-12-31"}
    refused = desk.post(f"{path}/rulings/limit", past, if_match=now)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "date"
    stranger = {"task": task, "units": [{"name": "Nobody", "role": "lead"}]}
    unknown = desk.post(f"{path}/rulings/units", stranger, if_match=now)
    assert [one["field"] for one in unknown.json()["errors"]] == ["units.0"]
    goal = {"text": "Two berths", "quantity": 2, "unit": "berths", "comparison": "="}
    early = {"task": task, "targets": [goal | {"quantity": 1e-9}]}
    wrong = desk.post(f"{path}/rulings/targets", early, if_match=now)
    assert [one["field"] for one in wrong.json()["errors"]] == ["targets.0.quantity"]
    ruled = desk.post(f"{path}/rulings/targets", {"task": task, "targets": [goal]}, if_match=now)
    assert ruled.status_code == 201
    [told] = desk.ask("GET", f"{path}/text").json()["tasks"][0]["targets"]
    assert (told["quantity"], told["span"]) == (2, None)


def test_one_ruling_answers_all_tasks_that_have_the_question(desk: Program, cast: Any) -> None:
    row = draft(cast.office)
    path = f"/plans/{row.pk}"
    asked = {code: _tasks(desk, path, code) for code in ("L101", "L102")}
    assert len(asked["L101"]) > 1
    day = {"code": "L101", "date": "2020-07-01"}
    early = desk.post(f"{path}/rulings/all", day, if_match=f'"{row.version}"')
    assert early.json()["errors"][0]["field"] == "date"
    version = row.version
    for body in ({"code": "L101", "date": "2031-12-31"}, {"code": "L102"}):
        answer = desk.post(f"{path}/rulings/all", body, if_match=f'"{version}"')
        assert answer.status_code == 201, answer.content.decode()
        assert answer.json()["tasks"] == len(asked[body["code"]])
        assert _tasks(desk, path, body["code"]) == set()
        assert desk.post(f"{path}/rulings/all", body, if_match=f'"{version}"').status_code == 412
        version = answer.json()["version"]
    said = {one["id"]: one["limit"] for one in desk.get(f"{path}/text")["tasks"]}
    assert {said[task]["date"] for task in asked["L101"]} == {"2031-12-31"}
    none = desk.post(f"{path}/rulings/all", {"code": "L102"}, if_match=f'"{version}"')
    assert none.status_code == 404


def _tasks(desk: Program, path: str, code: str) -> set[str]:
    return {one["task"] for one in _open(desk, path) if one["code"] == code}


def test_an_edition_is_looked_at_and_applied(desk: Program, cast: Any) -> None:
    first = edition(cast.office, HEAD + BERTH + FAIR)
    desk.post(f"/plans/{first.pk}/issue", {}, if_match=f'"{first.version}"')
    berth = MatterRow.objects.get(heading_en__contains="berth")
    sign(berth, member(cast.transport))
    decompose(berth, member(cast.transport), part=part())
    second = edition(cast.office, HEAD + MOVED + HOTEL)
    path = f"/plans/{second.pk}/edition"
    preview = desk.post(f"{path}/preview").json()
    assert preview["can_apply"]
    assert {one["kind"] for one in preview["moves"]} >= {"cancel", "add"}
    told = {one["kind"]: [part["code"] for part in one["parts"]] for one in preview["moves"]}
    assert told["limit"] == ["1.1"]
    stale = desk.post(path, {"seen": "something else"})
    assert stale.status_code == 409
    done = desk.post(path, {"seen": preview["seen"]})
    assert done.status_code == 201, done.content.decode()
    assert done.json()["end"] == 1
    assert PlanRow.objects.get(pk=second.pk).is_adopted
    told = desk.get(f"/plans/{second.pk}/difference/{first.pk}")
    assert told["schema"] == "pilotage.diff/1"


def test_a_programme_is_renamed_by_who_read_its_name(desk: Program, cast: Any) -> None:
    row = edition(cast.office, HEAD + BERTH)
    path, names = f"/programmes/{row.programme_id}", {"name_zh": "东港", "name_en": "East port"}
    assert desk.ask("PATCH", path, names).status_code == 428
    tag = desk.ask("GET", path)["ETag"]
    assert desk.ask("PATCH", path, names, if_match=tag).json()["name_en"] == "East port"
    assert desk.ask("PATCH", path, names, if_match=tag).status_code == 412


def test_a_programme_is_put_under_another(desk: Program, cast: Any) -> None:
    home = edition(cast.office, HEAD + BERTH).programme_id
    above = found_programme("all", "总方案", "All").pk
    path = f"/programmes/{home}/above"
    assert desk.ask("PUT", path, {"above": above}).json()["above"] == above
    assert desk.ask("PUT", f"/programmes/{above}/above", {"above": home}).status_code == 422
    assert desk.ask("PUT", path, {"above": 99999}).status_code == 422
    assert desk.ask("PUT", path, {"above": None}).json()["above"] is None


def test_a_rule_pack_is_read_and_adopted(desk: Program) -> None:
    shipped = desk.get("/rule-packs/days-left")
    number = shipped["numbers"][0]["name"]
    body = {"numbers": {number: 5}, "day": "2099-01-04", "reason": "Decided."}
    adopted = desk.post("/rule-packs/days-left/editions", body)
    assert adopted.status_code == 201, adopted.content.decode()
    edition_name = adopted.json()["edition"]
    assert desk.get(f"/rule-packs/days-left?edition={edition_name}")["numbers"][0]["value"] == 5
    wrong = desk.post("/rule-packs/days-left/editions", body | {"numbers": {"x": 1}})
    assert wrong.json()["errors"][0]["field"] == "numbers.x"


def test_search_finds_with_marks_and_goes_on_by_pages(desk: Program, cast: Any) -> None:
    under_way(cast)
    found = desk.get("/search?q=合作&kind=clause&limit=2")
    assert found["counts"]["clause"] > 2
    hit = next(one for one in found["items"] if one["marks"])
    start, end = hit["marks"][0]
    assert hit["excerpt"][start:end] == "合作"
    rest = desk.get(f"/search?q=合作&kind=clause&limit=2&cursor={found['next']}")
    assert rest["items"] != found["items"]
    assert desk.ask("GET", "/search?q=%00").status_code == 422


def test_readings_are_recorded_and_the_record_is_read(cast: Any) -> None:
    key = under_way(cast)["4"].pk
    administrator = Program(token_of(cast.administrator))
    before = RecordRow.objects.count()
    for _time in range(2):
        administrator.get(f"/tasks/{key}")
        administrator.get(f"/plans/{MatterRow.objects.get(pk=key).plan_id}/text")
    rows = RecordRow.objects.order_by("sequence")[before:]
    assert [(row.what, row.by) for row in rows] == [(What.OPENED, "administrator")] * 2
    assert administrator.get(f"/record?kind=matter&key={key}")["items"][0]["what"] == "opened"
    page = administrator.get("/record?limit=2")
    older = administrator.get(f"/record?limit=2&cursor={page['next']}")
    assert older["items"][0]["sequence"] < page["items"][-1]["sequence"]
    head = administrator.get("/record/head")
    assert RecordRow.objects.get(pk=head["sequence"]).digest == head["digest"]


def test_a_workbook_is_fetched_filled_brought_and_entered(cast: Any) -> None:
    under_way(cast)
    lead = Program(token_of(cast.commerce), "zh")
    sheet = lead.ask("GET", "/workbooks/sheet/dl-commerce")
    book = openpyxl.load_workbook(io.BytesIO(sheet.content))
    first, target = book.worksheets[0], io.BytesIO()
    line = next(n for n in range(6, first.max_row + 1) if str(first[f"B{n}"].value) == "5")
    first[f"J{line}"], first[f"K{line}"] = 30, "正在选址"
    book.save(target)
    brought = lead.send("/workbooks", {"file": SimpleUploadedFile("f.xlsx", target.getvalue())})
    assert brought.status_code == 201, brought.content.decode()
    key = brought.json()["id"]
    assert [one["outcome"] for one in brought.json()["lines"]] == ["ready"]
    assert lead.post(f"/workbooks/{key}/enter").json()["entered"] == 1
    assert lead.get(f"/workbooks/{key}")["lines"][0]["outcome"] == "entered"
    bad = lead.send("/workbooks", {"file": SimpleUploadedFile("f.xlsx", b"nothing")})
    assert bad.status_code == 422
