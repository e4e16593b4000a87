"""Signing in, the frame around pages, refusals."""

from types import SimpleNamespace

import pytest
from django.test import Client

from .conftest import signed_in

pytestmark = pytest.mark.django_db


def test_a_visitor_is_sent_to_sign_in_and_back() -> None:
    answer = Client().get("/")
    assert answer.status_code == 302
    assert answer["Location"] == "/login/?next=/"


def test_a_stranger_finds_nothing(cast: SimpleNamespace) -> None:
    answer = signed_in(cast.stranger).get("/")
    assert answer.status_code == 404
    assert "nothing at this address" in answer.content.decode()


@pytest.mark.parametrize(("code", "word"), [("en", "Sign in"), ("zh-hans", "登录")])
def test_the_sign_in_page_speaks_both_languages(code: str, word: str) -> None:
    assert word in signed_in(None, code).get("/login/").content.decode()


def test_a_wrong_password_is_one_sentence(cast: SimpleNamespace) -> None:
    answer = signed_in(None).post("/login/", {"username": "office", "password": "no"})
    assert "do not belong together" in answer.content.decode()
