"""Signing in, the frame around pages, refusals."""

import io
import logging
from types import SimpleNamespace

import pytest
from django.test import Client

from pilotage_server.plans.models import ProgrammeRow
from pilotage_server.units.logs import PlainFormatter
from pilotage_server.units.views import frame

from .conftest import signed_in
from .ledgers_support import under_way
from .plans_support import drafted

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


def framed(page: str) -> tuple[str, bool]:
    """The browser title, and whether the top bar names a programme."""
    return page.partition("<title>")[2].partition("</title>")[0], 'class="programme"' in page


def test_the_frame_names_the_programme_of_the_thing_shown(cast: SimpleNamespace) -> None:
    matter = under_way(cast)["4"]
    old = matter.plan.programme
    ProgrammeRow.objects.filter(pk=old.pk).update(name_en="Opening plan")
    client = signed_in(cast.office)
    draft = drafted(cast.office)
    ProgrammeRow.objects.filter(pk=draft.programme_id).update(name_en="Port plan")
    assert "Opening plan" in framed(client.get("/overview/").content.decode())[0]
    assert "Port plan" in framed(client.get(f"/plans/{draft.pk}/").content.decode())[0]
    assert "Port plan" not in framed(signed_in(cast.commerce).get("/tasks/").content.decode())[0]
    type(draft).objects.filter(pk=draft.pk).update(state="adopted", adopted=draft.compiled)
    for address in (f"/tasks/{matter.pk}/", f"/tasks/{matter.pk}/urge/"):
        title, named = framed(client.get(address).content.decode())
        assert "Opening plan" in title
        assert named
    title, named = framed(client.get("/overview/").content.decode())
    assert "plan" not in title
    assert not named


def test_a_page_that_is_not_there_names_no_programme(cast: SimpleNamespace) -> None:
    under_way(cast)
    title, named = framed(signed_in(cast.office).get("/tasks/9999/").content.decode())
    assert title == "Not found · Pilotage"
    assert not named


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the site writes where it is served."""
    handlers = logging.getLogger().handlers
    console = next(h for h in handlers if isinstance(h.formatter, PlainFormatter))
    heard = io.StringIO()
    monkeypatch.setattr(console, "stream", heard)
    return heard


def test_a_refusal_is_one_line_in_the_terminal(
    cast: SimpleNamespace, terminal: io.StringIO
) -> None:
    assert signed_in(cast.leader).get("/documents/upload/").status_code == 404
    assert terminal.getvalue().splitlines() == ["Not Found: /documents/upload/"]


def test_a_fault_of_ours_keeps_its_trace(
    cast: SimpleNamespace, terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_role: str) -> list[object]:
        raise RuntimeError("on purpose")

    monkeypatch.setattr(frame, "rooms", broken)
    client = signed_in(cast.office)
    client.raise_request_exception = False
    assert client.get("/").status_code == 500
    assert "Traceback" in terminal.getvalue()
    assert "on purpose" in terminal.getvalue()


@pytest.mark.parametrize(
    ("address", "sentences"),
    [
        ("/tasks/9999/", ["nothing at this address", "go on from the first page"]),
        ("/documents/upload/", ["nothing at this address", "go on from the first page"]),
    ],
)
def test_a_refusal_says_what_to_do(
    cast: SimpleNamespace, address: str, sentences: list[str]
) -> None:
    page = signed_in(cast.leader).get(address).content.decode()
    for sentence in sentences:
        assert sentence in page
