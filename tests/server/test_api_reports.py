"""The overview, what stood green, and findings as files, for programs."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pilotage.ledger import Method
from pilotage_server import clock
from pilotage_server.audit.models import RecordRow, What
from pilotage_server.documents import worker
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.units.files import WORD

from .api_support import Program, token_of
from .conftest import signed_in
from .ledgers_support import MARCH_17, at, member, under_way
from .test_api_work import every

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "plan.zh.docx"


@pytest.fixture
def matters(cast: SimpleNamespace) -> Iterator[dict[str, MatterRow]]:
    """On 17 March 2021; task 5, checked in January, is red since its limit, 26 February."""
    with clock.standing_at(MARCH_17):
        found = under_way(cast)
        lead, desk, five = member(cast.commerce), member(cast.office), found["5"]
        actions.report(five, lead, claimed=90, text="Under way.", posting=at(1, 4))
        actions.verify(five, desk, verified=90, method=Method.DESK, text="Seen.", posting=at(1, 6))
        yield found


def test_the_overview_says_what_its_page_says(cast: Any, matters: Any) -> None:
    told = Program(token_of(cast.office)).get("/overview")
    page = signed_in(cast.office).get("/overview/").context
    assert told["running"] == page["running"] == len(matters)
    assert {one["light"]: one["count"] for one in told["counts"]} == {
        one.light: one.count for one in page["counts"]
    }
    (late,) = told["late"]
    assert (late["task"], late["far"]) == (matters["5"].pk, "13 working days late")
    assert "“Seen.”" in late["cause"]
    assert (told["late_count"], told["urgent"]) == (page["late_count"], page["urgent"])
    decision = next(one for one in told["decisions"] if one["task"] == matters["4"].pk)
    assert (decision["acts"], decision["together"]) == (["verify"], False)
    row = next(one for one in told["units"] if one["unit"] == "dl-commerce")
    assert row["weeks"][-1] == {"light": "red", "count": 1}
    assert len(row["weeks"]) == len(told["weeks"]) == 13
    assert len(told["changed"]) == len(page["changed"]) == told["changed_count"] == 1
    assert any("<" in str(one.words) for one in page["changed"])
    assert not any("<" in one["words"] for one in told["changed"])
    assert [one["task"] for one in told["limits"]] == [one.key for one in page["limited"]]
    assert "82" in json.dumps(told["decisions"])
    leader = Program(token_of(cast.leader)).get("/overview")
    assert {tuple(one["acts"]) for one in leader["decisions"]} == {()}
    assert "82" not in json.dumps(leader["decisions"]), "a claim"


def test_an_overview_of_nothing_is_empty(cast: Any) -> None:
    told = Program(token_of(cast.office)).get("/overview")
    assert (told["running"], told["late"], told["limits"], told["next_limit"]) == (0, [], [], None)


def test_what_stood_green_counts_as_its_page_and_opens_each_figure(cast: Any, matters: Any) -> None:
    office = Program(token_of(cast.office))
    told = office.get("/overview/turned?weeks=26")
    every_ = signed_in(cast.office).get("/overview/turned/?weeks=26").context["all"]
    assert (told["green"], told["red"], told["straight"]) == (
        every_.green,
        every_.red,
        every_.straight,
    )
    assert len(told["weeks"]) == 26
    assert sum(one["straight"] + one["warned"] for one in told["weeks"]) == told["red"] == 1
    for by, rows in (("unit", told["units"]), ("checker", told["checkers"])):
        assert sum(one["green"] for one in rows) == told["green"] > 1
        for one in rows:
            path = f"/overview/turned/spells?weeks=26&by={by}&of={one['of']}&what=green"
            assert len(every(office, path)) == one["green"]
    commerce = next(one for one in told["units"] if one["of"] == "dl-commerce")
    path = "/overview/turned/spells?weeks=26&by=unit&of=dl-commerce&what=red"
    (spell,) = every(office, path)
    assert (spell["code"], spell["turned_on"], commerce["red"]) == ("5", "2021-02-28", 1)
    earlier = office.get("/overview/turned?weeks=26&until=2021-02-21")
    assert earlier["red"] == 0
    assert office.get("/overview/turned?until=2099-01-01")["until"] == "2021-03-17"
    for wrong in ("weeks=5", "until=soon", "by=unit"):
        assert office.ask("GET", f"/overview/turned?{wrong}").status_code == 422


def test_findings_come_as_sarif_and_as_comments_in_the_word_file(cast: Any) -> None:
    office = Program(token_of(cast.office))
    file = SimpleUploadedFile("plan.docx", EXAMPLE.read_bytes())
    sent = office.send("/documents", {"marking": "none", "file": file})
    assert worker.work_once()
    plan = office.get(sent["Location"].removeprefix("/api/v1"))["plan"]
    path, before = f"/plans/{plan}/findings", RecordRow.objects.count()
    answer = office.ask("GET", f"{path}.sarif")
    assert answer["Content-Type"] == "application/sarif+json"
    (run,) = answer.json()["runs"]
    known = office.get(path)["items"]
    assert len(run["results"]) == len([one for one in known if one["state"] != "ruled"]) > 0
    word = office.ask("GET", f"{path}.docx")
    assert word["Content-Type"] == WORD
    with zipfile.ZipFile(io.BytesIO(word.content)) as found:
        assert "word/comments.xml" in found.namelist()
    empty = SimpleUploadedFile("empty.txt", "关于开展工作的通知".encode())
    sent = office.send("/documents", {"marking": "none", "file": empty})
    assert worker.work_once()
    other = office.get(sent["Location"].removeprefix("/api/v1"))["plan"]
    (run,) = office.ask("GET", f"/plans/{other}/findings.sarif").json()["runs"]
    assert [one["ruleId"] for one in run["results"]] == ["C101"]
    assert office.ask("GET", f"/plans/{other}/findings.docx").status_code == 422
    taken = RecordRow.objects.order_by("sequence")[before:]
    assert [one.key for one in taken if one.what == What.EXPORTED] == [plan, plan, other, other]
