"""The daily work for programs: what waits, what is stuck, what is approved, how far things are."""

from collections.abc import Iterator
from typing import Any

import pytest

from pilotage.ledger import Step
from pilotage_server import clock
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.models import MatterRow

from .api_support import Program, token_of
from .ledgers_support import MARCH_17, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def matters(matters: dict[str, MatterRow]) -> Iterator[dict[str, MatterRow]]:
    """The example under way, on 17 March 2021."""
    with clock.standing_at(MARCH_17):
        yield matters


def every(asker: Program, path: str) -> list[Any]:
    """All lines of a list, one a page."""
    items, cursor = [], ""
    joint = "&" if "?" in path else "?"
    while True:
        page = asker.get(f"{path}{joint}limit=1&cursor={cursor}")
        assert len(page["items"]) <= 1
        items += page["items"]
        if not (cursor := page["next"] or ""):
            return items


def test_what_waits_for_the_office_is_what_its_page_lists(cast: Any, matters: Any) -> None:
    office = Program(token_of(cast.office))
    actions.decline(matters["1"], member(cast.transport), reason="Not our duty.")
    told = office.get("/checking")
    assert told["counts"]["reports"] == 1
    report = next(one for one in told["items"] if one["kind"] == "reports")
    assert (report["task"]["code"], report["report"]["said"]["claimed"]) == ("4", 82)
    assert told["counts"]["slips"] == len(every(office, "/checking?kind=slips")) == 1
    slips = every(office, "/checking?kind=slips")
    assert [one["task"]["id"] for one in slips] == [one["task"] for one in every(office, "/slips")]
    one = every(office, "/checking?kind=undispatched")[0]
    assert (one["task"]["code"], one["reason"]) == ("1", "The lead handed the slip back.")


def test_a_cursor_of_one_kind_opens_no_other(cast: Any, matters: Any) -> None:
    office = Program(token_of(cast.office))
    lead = member(cast.commerce)
    for one in matters.values():
        first = one.units.first()
        if first and first.unit == lead.unit and one.step == Step.DISPATCHED:
            actions.decline(one, lead, reason="Not our duty.")
    cursor = office.get("/checking?kind=undispatched&limit=1")["next"]
    wrong = office.ask("GET", f"/checking?kind=reports&cursor={cursor}")
    assert wrong.status_code == 422


def test_what_is_stuck_says_why_and_for_what_it_waits(cast: Any, matters: Any) -> None:
    office = Program(token_of(cast.office))
    body = {"reason": "Ice.", "waits_for": "Spring.", "review": "2021-04-01"}
    assert office.post(f"/tasks/{matters['5'].pk}/suspend", body).status_code == 201
    (one,) = every(office, "/suspended")
    assert (one["reason"], one["waits_for"], one["review"]) == ("Ice.", "Spring.", "2021-04-01")
    assert not one["review_past"]


def test_tasks_are_put_up_approved_and_dispatched_together(cast: Any, matters: Any) -> None:
    office, leader = Program(token_of(cast.office)), Program(token_of(cast.leader))
    home = matters["1"].plan.programme_id
    rule = office.ask("GET", f"/programmes/{home}/approval")
    assert rule.json()["asked"] is False
    path = f"/programmes/{home}/approval"
    assert office.ask("PUT", path, {"asked": True}).status_code == 428
    assert office.ask("PUT", path, {"asked": True}, if_match='"other"').status_code == 412
    tag = rule["ETag"]
    assert office.ask("PUT", path, {"asked": True}, if_match=tag).json()["asked"] is True
    assert office.ask("PUT", path, {"asked": False}, if_match=tag).status_code == 412
    (one,) = every(leader, "/approving")
    assert one["task"]["code"] == "S5"
    own = {"tasks": [one["task"]["id"]]}
    assert office.post("/approving/approve", own).status_code == 422
    both = {"tasks": [one["task"]["id"], matters["4"].pk]}
    assert leader.post("/approving/approve", both).status_code == 409
    assert leader.post("/approving/approve", own).json() == {"tasks": 1}
    assert every(leader, "/approving?list=approved") == []
    (waiting,) = every(office, "/approving?list=approved")
    assert "no known lead" in waiting["reason"]
    assert office.post("/approving/dispatch", own).status_code == 422


def test_a_figure_comes_with_what_it_was_worked_out_from(cast: Any, matters: Any) -> None:
    office = Program(token_of(cast.office))
    told = office.get("/progress")
    (whole,) = told["programmes"]
    parts = every(office, f"/progress/{whole['of']}/parts")
    assert len(parts) == whole["parts"] == len(matters)
    counted = [(one["weight"], one["verified"] or 0) for one in parts]
    done = sum(weight * share for weight, share in counted)
    assert whole["verified"] == done // sum(weight for weight, _share in counted) > 0
    leader = Program(token_of(cast.leader)).get("/progress")["programmes"][0]
    assert (leader["claimed"], leader["verified"]) == (None, whole["verified"])
    assert office.ask("GET", "/progress/p999/parts").status_code == 404


def test_a_unit_is_told_in_figures_with_its_last_entries(cast: Any, matters: Any) -> None:
    told = Program(token_of(cast.commerce)).get("/units/dl-commerce")
    assert (told["leads"], told["late"]) == (6, 1)
    assert told["done"][0]["entry"]["said"]["claimed"] == 82
    leader = Program(token_of(cast.leader)).get("/units/dl-commerce")
    assert {one["entry"]["act"] for one in leader["done"]} == {"sign"}


def test_a_pack_is_tried_and_nothing_changes(cast: Any, matters: Any) -> None:
    office = Program(token_of(cast.office))
    before = office.get("/tasks?limit=100")["items"]
    body = {"numbers": {"near": 200}, "limit": 1}
    told = office.post("/rule-packs/days-left/trial", body).json()
    assert (told["judged"], told["items"][0]["after"]) == (len(matters), "yellow")
    assert told["changed"] > 1
    more = office.post("/rule-packs/days-left/trial", body | {"cursor": told["next"]}).json()
    assert more["items"][0]["task"] != told["items"][0]["task"]
    assert office.get("/tasks?limit=100")["items"] == before
    wrong = office.post("/rule-packs/days-left/trial", {"numbers": {"colour": 1}})
    assert wrong.json()["errors"][0]["field"] == "numbers.colour"


def test_a_usual_limit_is_taken_with_its_rule(cast: Any, matters: Any) -> None:
    office = Program(token_of(cast.office))
    usual = office.get("/usual-limits")["items"][0]
    actions.decline(matters["1"], member(cast.transport), reason="Not our duty.")
    body = {"lead": "dl-commerce", "limit": usual["day"], "usual": usual["rule"]}
    answer = office.post(f"/tasks/{matters['1'].pk}/dispatch", body)
    assert answer.json()["entry"]["said"]["rule"] == usual["rule"]
