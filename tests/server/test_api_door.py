"""The door of the API: tokens and their scopes, refusals, tags, keys, cursors, the document."""

import json
from collections import Counter
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from ninja import Schema
from pydantic import ValidationError

from pilotage_server import clock
from pilotage_server.api.actions import make_token, revoke_token
from pilotage_server.api.models import AnswerRow, TokenRow
from pilotage_server.api.openapi import document
from pilotage_server.api.problems import _sentence
from pilotage_server.api.schemas.base import Back
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units import actions as accounts
from pilotage_server.units.models import FurtherPostRow, MembershipRow, Standing

from .api_support import ROOT, Program, token_of
from .conftest import signed_in
from .ledgers_support import under_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def matters(cast: SimpleNamespace) -> dict[str, MatterRow]:
    return under_way(cast)


def test_a_token_is_made_on_the_page_shown_once_and_kept_as_a_digest(cast: Any) -> None:
    browser = signed_in(cast.office)
    form = {"name": "Timetable", "post": "0", "scopes": ["read"], "days": "30"}
    page = browser.post("/account/tokens/", form | {"post_token": "once"})
    words = page.context["words"]
    assert words in page.content.decode()
    assert Program(words).get("/me")["scopes"] == ["read"]
    row = TokenRow.objects.get()
    assert words not in {str(value) for value in vars(row).values()}
    assert words not in browser.get("/account/tokens/").content.decode()
    again = browser.post("/account/tokens/", form | {"post_token": "once"})
    assert again.status_code == 302
    assert TokenRow.objects.count() == 1


@pytest.mark.parametrize("wrong", ["nothing", "", "pilotage_" + "x" * 43])
def test_whoever_has_no_token_is_told_how_to_get_one(db: None, wrong: str) -> None:
    answer = Program(wrong, "zh").ask("GET", "/me")
    assert answer.status_code == 401
    assert "令牌" in answer.json()["remedy"]
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_token_that_is_over_opens_nothing(cast: Any) -> None:
    revoked, words = make_token(cast.office, "one", ["read"], days=1, further=None)
    assert Program(words).ask("GET", "/me").status_code == 200
    revoke_token(revoked)
    spent = token_of(cast.office)
    TokenRow.objects.filter(revoked_at=None).update(expires_at=clock.wall() - timedelta(seconds=1))
    closed = token_of(cast.leader)
    TokenRow.objects.filter(user=cast.leader).update(revoked_at=clock.wall())
    accounts.deactivate(cast.leader)
    told = {
        (words, "en"): "This token was revoked.",
        (words, "zh"): "此令牌已撤销。",
        (spent, "en"): "This token has expired.",
        (spent, "zh"): "此令牌已过期。",
        (words[:-1] + "!", "en"): "Nobody is known by this request.",
        (closed, "en"): "Nobody is known by this request.",
    }
    for (one, language), said in told.items():
        answer = Program(one, language).ask("GET", "/me")
        assert (answer.status_code, answer.json()["detail"]) == (401, said)
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_token_ends_with_its_account_or_its_post(cast: Any) -> None:
    post = FurtherPostRow.objects.create(
        member=MembershipRow.objects.get(user=cast.leader),
        role=Standing.OFFICE,
        post_zh="督查室",
        post_en="Desk",
    )
    _row, words = make_token(cast.leader, "one", ["read"], days=1, further=post)
    assert Program(words).get("/me")["role"] == "office"
    post.delete()
    assert Program(words).ask("GET", "/me").status_code == 401
    other = token_of(cast.leader)
    accounts.reset_password(cast.leader)
    assert Program(other).ask("GET", "/me").status_code == 403
    accounts.deactivate(cast.leader)
    assert Program(other).ask("GET", "/me").status_code == 401


def test_many_wrong_tokens_from_one_address_are_slowed_down(db: None) -> None:
    program = Program("wrong")
    answers = [program.ask("GET", "/me") for _time in range(32)]
    assert {one.status_code for one in answers[:30]} == {401}
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_scope_that_is_missing_is_named(cast: Any, matters: Any) -> None:
    program = Program(token_of(cast.office, "read"))
    answer = program.post(f"/tasks/{matters['5'].pk}/urge", {"text": "Please report."})
    assert answer.status_code == 403
    assert "office" in answer.json()["detail"]
    assert program.ask("GET", "/to-do").status_code == 404


def test_a_page_asks_with_its_session_and_writes_with_its_csrf_token(
    cast: Any, matters: Any
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.office)
    assert browser.get(f"{ROOT}/me").json()["account"] == "office"
    path, body = f"{ROOT}/tasks/{matters['5'].pk}/urge", json.dumps({"text": "Please report."})
    refused = browser.post(path, body, content_type="application/json")
    assert refused.status_code == 403
    browser.get("/account/tokens/")
    mark = browser.cookies["csrftoken"].value
    sent = browser.post(path, body, content_type="application/json", headers={"x-csrftoken": mark})
    assert sent.status_code == 201


def test_refusals_are_problems_in_the_reader_s_language(cast: Any, matters: Any) -> None:
    for language, word in (("zh", "少"), ("en", "missing")):
        program = Program(token_of(cast.commerce), language)
        answer = program.post(f"/tasks/{matters['5'].pk}/report", {"claimed": 20})
        assert answer.status_code == 422
        assert [one["field"] for one in answer.json()["errors"]] == ["text"]
        assert word in answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("body", "field", "zh", "en"),
    [
        ({"text": ""}, "text", "此项不能为空。", "This must not be empty."),
        ({"text": "x" * 4001}, "text", "最多4000个字。", "At most 4000 characters."),
        (
            {"text": "a\0b"},
            "text",
            "含有文字中无法保存的字符。",
            "This holds a character that no text is kept with.",
        ),
        ({"claimed": None}, "claimed", "此处须为整数。", "A whole number is asked for."),
        (
            {"forecast": "soon"},
            "forecast",
            "只能是：on_time、late、cannot。",
            "One of: on_time, late, cannot.",
        ),
        ({"claimed": True}, "claimed", "此处须为整数。", "A whole number is asked for."),
        (
            {"expected": 0},
            "expected",
            "此处须填日期，如2021-06-30。",
            "A day is asked for, as 2021-06-30.",
        ),
        ({"done": 1}, "done", "此处须为true或false。", "true or false is asked for."),
        ({"again": [True]}, "again.0", "此处须为整数。", "A whole number is asked for."),
        ({"again": list(range(31))}, "again", "最多30项。", "At most 30 of them."),
    ],
)
def test_a_field_says_what_is_wrong_with_it(
    cast: Any, matters: Any, body: Any, field: str, zh: str, en: str
) -> None:
    sent = {"claimed": 20, "text": "Nearly."} | body
    for language, said in (("zh", zh), ("en", en)):
        answer = Program(token_of(cast.commerce), language).post(
            f"/tasks/{matters['5'].pk}/report", sent
        )
        assert answer.json()["errors"] == [{"field": field, "detail": said}]


def test_no_field_is_only_said_to_be_unacceptable() -> None:
    """Every model that takes something is sent values of every sort."""
    kinds: dict[str, Any] = {}
    for model in {one for one in _models() if not issubclass(one, Back)}:
        for name in model.model_fields:
            for value in ODD:
                try:
                    model.model_validate({name: value})
                except ValidationError as error:
                    kinds |= {one["type"]: one for one in error.errors()}
    said = {kind: _sentence(one) for kind, one in kinds.items()}
    assert len(said) > 20
    assert [kind for kind, words in said.items() if words == _sentence({})] == []


ODD: tuple[Any, ...] = (
    *(None, "", "x" * 5000, "\0", "\ud800", "5", "2021-13-01", "99999-01-01", "1" * 30),
    *(-1, 0, 1, 10**30, 1.5, True, float("inf"), float("nan")),
    *([], [1, 2], ["a"] * 1000, [{}], [None], {}, {"a": 1}, {"a": {"b": "zz"}}),
    *({"x" * 40: {"1": "task"}}, {"a": 10**6}, {str(n): "1" for n in range(600)}),
)


def _models() -> set[type[Schema]]:
    found, new = set(), {Schema}
    while new:
        found |= new
        new = {below for one in new for below in one.__subclasses__()} - found
    return {one for one in found if one.__module__.startswith("pilotage_server.")}


def test_two_models_have_two_names() -> None:
    """The document keeps one of each name."""
    count = Counter(one.__name__ for one in _models())
    assert [name for name, times in count.items() if times > 1] == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/tasks/999999", 404),
        ("DELETE", "/tasks", 405),
        ("GET", "/tasks?limit=0", 422),
        ("GET", "/tasks?cursor=nonsense", 422),
        ("GET", "/tasks?cursor=W10", 422),
        ("GET", "/tasks?colour=red", 422),
        ("GET", "/tasks?unit=%00", 422),
        ("GET", "/tasks?light=pink", 422),
        ("GET", "/tasks?open=1", 422),
        ("GET", "/overview/turned?until=0", 422),
    ],
)
def test_every_refusal_is_a_problem(cast: Any, method: str, path: str, status: int) -> None:
    assert Program(token_of(cast.office)).ask(method, path).status_code == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[]", 422),
        (b'{"text": "a\\u0000b"}', 422),
        (b'{"text": "\\ud800"}', 422),
        (b'{"text": "' + b"x" * 3_000_000 + b'"}', 413),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem(
    cast: Any, matters: Any, body: bytes, status: int
) -> None:
    answer = Client().post(
        f"{ROOT}/tasks/{matters['5'].pk}/urge",
        body,
        content_type="application/json",
        headers={"authorization": f"Bearer {token_of(cast.office)}"},
    )
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"


def test_what_is_known_already_is_not_sent_again(cast: Any, matters: Any) -> None:
    office, path = Program(token_of(cast.office)), f"/tasks/{matters['5'].pk}"
    tag = office.ask("GET", path)["ETag"]
    assert office.ask("GET", path, if_none_match=tag).status_code == 304
    office.post(f"{path}/urge", {"text": "Please report."})
    assert office.ask("GET", path, if_none_match=tag).status_code == 200


def test_a_write_on_an_old_version_does_nothing(cast: Any, matters: Any) -> None:
    office, path = Program(token_of(cast.office)), f"/tasks/{matters['5'].pk}"
    tag, before = office.ask("GET", path)["ETag"], EntryRow.objects.count()
    assert office.post(f"{path}/urge", {"text": "First."}, if_match=tag).status_code == 201
    stale = office.post(f"{path}/urge", {"text": "Second."}, if_match=tag)
    assert stale.status_code == 412
    assert office.post(f"{path}/urge", {"text": "No."}, if_match='"other"').status_code == 412
    assert EntryRow.objects.count() == before + 1
    version = office.get(path)["version"]
    fresh = office.post(f"{path}/urge", {"text": "Second."}, if_match=f'"{version}"')
    assert fresh.status_code == 201


def test_a_write_with_a_key_is_done_once(cast: Any, matters: Any) -> None:
    office, path = Program(token_of(cast.office)), f"/tasks/{matters['5'].pk}/urge"
    before = EntryRow.objects.count()
    first = office.post(path, {"text": "Please report."}, idempotency_key="k-1")
    second = office.post(path, {"text": "Please report."}, idempotency_key="k-1")
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert second["Idempotency-Replayed"] == "true"
    other = office.post(path, {"text": "Something else."}, idempotency_key="k-1")
    assert other.status_code == 422
    assert EntryRow.objects.count() == before + 1
    assert office.post(path, {"text": "x"}, idempotency_key="with space").status_code == 422


def test_a_refusal_leaves_its_key_free(cast: Any, matters: Any) -> None:
    office, key = Program(token_of(cast.office)), matters["4"].pk
    close = {"text": "All papers in."}
    assert office.post(f"/tasks/{key}/close", close, idempotency_key="k").status_code == 422
    assert not AnswerRow.objects.exists()
    urged = office.post(f"/tasks/{key}/urge", close, idempotency_key="k")
    assert urged.status_code == 201


def test_a_cursor_neither_repeats_nor_hides_a_line(cast: Any, matters: Any) -> None:
    """Between two pages every task that was shown changes its place in the order."""
    office = Program(token_of(cast.office))
    first = office.get("/tasks?sort=-last&limit=6")
    for one in office.get("/tasks?limit=100")["items"][:3]:
        office.post(f"/tasks/{one['id']}/urge", {"text": "Please report."})
    rest: list[Any] = []
    cursor = first["next"]
    while cursor:
        page = office.get(f"/tasks?sort=-last&limit=6&cursor={cursor}")
        rest, cursor = rest + page["items"], page["next"]
    shown = [one["id"] for one in first["items"] + rest]
    assert len(shown) == len(set(shown))
    lit = office.get("/tasks?light=red&limit=1")
    assert {one["light"] for one in lit["items"]} == {"red"}


def test_the_document_is_openapi_3_1_and_every_operation_says_what_it_does(db: None) -> None:
    told = document()
    assert told["openapi"] == "3.1.0"
    lines = [one for methods in told["paths"].values() for one in methods.values()]
    assert len(lines) > 20
    assert [one["operationId"] for one in lines if not one.get("description")] == []
    assert all({"401", "404"} <= one["responses"].keys() for one in lines)
