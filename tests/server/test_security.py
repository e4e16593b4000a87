"""Headers, cookies, forms of strangers, refusals in both languages."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from .conftest import signed_in
from .plans_support import drafted

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


def test_every_answer_carries_the_strict_policy(cast: SimpleNamespace) -> None:
    for client, path in [
        (signed_in(None), "/login/"),
        (signed_in(cast.office), "/plans/"),
        (signed_in(cast.office), "/nothing-here/"),
        (signed_in(cast.stranger), "/plans/"),
    ]:
        policy = client.get(path)["Content-Security-Policy"]
        assert {part.strip() for part in policy.split(";")} == POLICY


def test_other_headers_are_strict(cast: SimpleNamespace) -> None:
    answer = signed_in(cast.office).get("/plans/")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_form_from_elsewhere_is_refused_with_a_sentence(cast: SimpleNamespace) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["language"] = "en"
    client.force_login(cast.office)
    answer = client.post("/documents/upload/", {"marking": "none"})
    assert answer.status_code == 403
    assert "did not come from a page of this site" in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "nothing at this address"), ("zh-hans", "没有您的账号可以查看")]
)
def test_what_is_not_there_is_told_in_the_readers_language(
    cast: SimpleNamespace, language: str, words: str
) -> None:
    answer = signed_in(cast.office, language).get("/plans/12345/")
    assert answer.status_code == 404
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "is not allowed to do this"), ("zh-hans", "不能办理这一项")],
)
def test_what_is_not_allowed_is_told_in_the_readers_language(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    def refused(*_args: object) -> None:
        raise PermissionDenied

    monkeypatch.setattr("pilotage_server.plans.views.listing._documents", refused)
    answer = signed_in(cast.office, language).get("/plans/")
    assert answer.status_code == 403
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Nothing was changed"), ("zh-hans", "没有变动")]
)
def test_a_fault_is_a_page_without_its_entrails(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("secret entrails")

    monkeypatch.setattr("pilotage_server.plans.views.listing._documents", broken)
    client = signed_in(cast.office, language)
    client.raise_request_exception = False
    answer = client.get("/plans/")
    assert answer.status_code == 500
    assert words in answer.content.decode()
    assert "entrails" not in answer.content.decode()


def test_every_page_asks_visitors_to_sign_in(cast: SimpleNamespace) -> None:
    row = drafted(cast.office)
    for path in ("/plans/", f"/plans/{row.pk}/", f"/plans/{row.pk}/findings/", "/documents/1/"):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/login/")


def test_the_language_link_leads_nowhere_else(cast: SimpleNamespace) -> None:
    client = signed_in(cast.office)
    there = client.get("/language/zh-hans/", {"next": "/plans/?a=1"})
    assert there["Location"] == "/plans/?a=1"
    assert there.cookies["language"].value == "zh-hans"
    assert client.get("/language/en/", {"next": "https://evil.example/"})["Location"] == "/"
    assert client.get("/language/xx/").status_code == 404


def test_the_theme_is_kept_in_a_cookie(cast: SimpleNamespace) -> None:
    client = signed_in(cast.office)
    answer = client.post("/theme/", {"theme": "dark", "next": "/plans/"})
    assert answer["Location"] == "/plans/"
    assert 'data-theme="dark"' in client.get("/plans/").content.decode()
    client.post("/theme/", {"theme": '"><script>', "next": "/plans/"})
    assert 'data-theme="dark"' in client.get("/plans/").content.decode()


def test_an_address_for_forms_opened_as_a_page_says_so(cast: SimpleNamespace) -> None:
    row = drafted(cast.office)
    answer = signed_in(cast.office).get(f"/plans/{row.pk}/waivers/1/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "has no page of its own" in answer.content.decode()


def test_the_language_link_of_a_refused_form_leads_to_its_page(cast: SimpleNamespace) -> None:
    row = drafted(cast.office)
    form = {"task": "none", "version": 1, "post_token": "t"}
    page = f"/plans/{row.pk}/?task=x"
    answer = signed_in(cast.office).post(
        f"/plans/{row.pk}/rule/lead/", form, headers={"referer": f"http://testserver{page}"}
    )
    assert answer.status_code == 404
    assert "?next=/plans/1/%3Ftask%3Dx".replace("1", str(row.pk)) in answer.content.decode()
