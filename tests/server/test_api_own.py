"""Notices, calendars, saved views and tokens for programs."""

from typing import Any

import pytest

from pilotage_server.audit.models import RecordRow, What
from pilotage_server.notices.models import DeliveryRow, FeedRow, QuietRow, Sending, WishRow

from .api_support import Program, token_of
from .notices_support import given_up_on

pytestmark = pytest.mark.django_db


def test_a_unit_reads_what_it_was_told_and_marks_it(cast: Any, matters: Any) -> None:
    given_up_on(matters["4"])
    lead = Program(token_of(cast.commerce))
    (one,) = lead.get("/notices")["items"]
    assert (one["unread"], one["lines"][0]["said"]) == (True, "Sign for it.")
    assert Program(token_of(cast.commerce, "read")).post("/notices/read").status_code == 403
    assert lead.post("/notices/read", {"digest": one["id"] + 1}).status_code == 204
    assert lead.get("/notices")["items"][0]["unread"]
    assert lead.post("/notices/read", {"digest": one["id"]}).status_code == 204
    assert not lead.get("/notices")["items"][0]["unread"]


def test_the_log_says_what_became_of_sending(cast: Any, matters: Any) -> None:
    row = given_up_on(matters["4"])
    office = Program(token_of(cast.office))
    told = office.get("/notices/log?unit=dl-commerce&day=2020-09-01")
    assert told["items"][0]["deliveries"][0]["state"] == "dead"
    assert told["troubles"][0]["trouble"] == "The mail server did not take it."
    assert office.get("/notices/log?unit=leader")["items"] == []
    assert office.post(f"/notices/deliveries/{row.pk}/again").status_code == 204
    assert DeliveryRow.objects.get(pk=row.pk).state == Sending.WAITING


def test_how_one_is_told_is_chosen_on_what_was_read(cast: Any) -> None:
    lead = Program(token_of(cast.commerce))
    asked = lead.ask("GET", "/notices/wishes")
    wish = {"address": "desk@port.example", "language": "en", "first_hour": 9, "last_hour": 17}
    assert lead.ask("PUT", "/notices/wishes", wish).status_code == 428
    tag = asked["ETag"]
    sent = lead.ask("PUT", "/notices/wishes", wish, if_match=tag)
    assert (sent.status_code, sent.json()) == (200, wish)
    assert lead.ask("PUT", "/notices/wishes", wish, if_match=tag).status_code == 412
    assert WishRow.objects.get(user=cast.commerce).last_hour == 17
    for field, value in (("address", "no address"), ("last_hour", 9)):
        wrong = lead.ask("PUT", "/notices/wishes", wish | {field: value}, if_match=sent["ETag"])
        assert [one["field"] for one in wrong.json()["errors"]] == [field]


def test_a_calendar_is_made_of_what_is_offered_and_ended(cast: Any, matters: Any) -> None:
    lead = Program(token_of(cast.commerce))
    offered = {one["of"] for one in lead.get("/calendars")["offered"]}
    assert {"person", "unit:dl-commerce"} <= offered
    made = lead.post("/calendars", {"of": "unit:dl-commerce"}).json()
    assert lead.client.get(made["address"]).content.startswith(b"BEGIN:VCALENDAR")
    assert lead.post("/calendars", {"of": "unit:dl-customs"}).status_code == 404
    other = Program(token_of(cast.office))
    assert other.ask("DELETE", f"/calendars/{made['id']}").status_code == 404
    assert lead.ask("DELETE", f"/calendars/{made['id']}").status_code == 204
    assert lead.client.get(made["address"]).status_code == 404
    assert FeedRow.objects.count() == 1


def test_views_are_kept_and_shared_by_the_office_alone(cast: Any, matters: Any) -> None:
    office, lead = Program(token_of(cast.office)), Program(token_of(cast.commerce))
    red = {"name": "Red", "query": "?light=red", "shared": True}
    shared = office.post("/views", red).json()
    own = lead.post("/views", red).json()
    assert (shared["shared"], own["shared"]) == (True, False)
    assert [one["may_remove"] for one in lead.get("/views")["items"]] == [False, True]
    assert lead.post("/views", red).status_code == 422
    assert lead.ask("DELETE", f"/views/{shared['id']}").status_code == 404
    assert lead.ask("DELETE", f"/views/{own['id']}").status_code == 204
    assert office.get("/views")["items"] == [shared]


def test_a_token_takes_back_another_and_itself(cast: Any) -> None:
    program, other = Program(token_of(cast.office)), Program(token_of(cast.office, "read"))
    first, second = program.get("/tokens")["items"]
    assert (first["scopes"], first["good"], second["hint"]) == (["read"], True, program.token[-4:])
    assert other.ask("GET", "/tokens").status_code == 403
    strange = Program(token_of(cast.commerce))
    assert strange.ask("DELETE", f"/tokens/{first['id']}").status_code == 404
    assert program.ask("DELETE", f"/tokens/{first['id']}").status_code == 204
    assert other.ask("GET", "/me").status_code == 401
    assert program.ask("DELETE", f"/tokens/{second['id']}").status_code == 204
    assert program.ask("GET", "/me").status_code == 401
    assert RecordRow.objects.filter(what=What.TOKEN_REVOKED).count() == 2


def test_the_office_sets_quiet_days_and_hooks(cast: Any, matters: Any) -> None:
    office, home = Program(token_of(cast.office)), matters["4"].plan.programme_id
    days = {"first": "2099-10-01", "last": "2099-10-07", "reason": "Feast."}
    kept = office.post("/quiet-days", days).json()
    assert office.get("/quiet-days")["items"] == [kept]
    wrong = office.post("/quiet-days", days | {"last": "2099-09-01"})
    assert [one["field"] for one in wrong.json()["errors"]] == ["last"]
    assert office.ask("DELETE", f"/quiet-days/{kept['id']}").status_code == 204
    assert office.get("/quiet-days")["items"] == []
    assert QuietRow.objects.get().ended_at
    hook = office.post("/hooks", {"programme": home, "address": "https://one.example/"}).json()
    assert office.get("/hooks")["items"] == [hook]
    assert len(hook["key"]) == 64
    wrong = office.post("/hooks", {"programme": home, "address": "ftp://one.example/"})
    assert [one["field"] for one in wrong.json()["errors"]] == ["address"]
    assert office.ask("DELETE", f"/hooks/{hook['id']}").status_code == 204
    assert office.get("/hooks")["items"] == []


def test_the_burden_counts_what_a_unit_was_asked(cast: Any, matters: Any) -> None:
    office = Program(token_of(cast.office))
    before = {one["unit"]: one for one in office.get("/burden")["items"]}
    office.post(f"/tasks/{matters['5'].pk}/urge", {"text": "Please report."})
    told = office.get("/burden")
    assert len(told["mondays"]) == len(told["items"][0]["weeks"])
    after = {one["unit"]: one for one in told["items"]}
    assert sum(one["urged"] for one in after.values()) > sum(
        one["urged"] for one in before.values()
    )
