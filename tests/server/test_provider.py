"""Signing in with a provider of OpenID Connect that the test starts: a server of its own, asked
over HTTP, with keys of its own."""

import warnings
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from pilotage_server.audit.models import RecordRow, What
from pilotage_server.units.models import IdentityRow
from tools.serving import free_port

from .sign_in_support import Wall, browser, is_in, sign_in, with_codes

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it says of its own libraries what they will drop one day
    import oidc_provider_mock

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
]

PEOPLE = {"7001": "office", "7002": "unknown.person", "7003": "office", "7004": "Leader"}
"""Persons of the provider by their number, with the names it gives them today."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A running provider."""
    known = [
        oidc_provider_mock.User(sub=sub, claims={"preferred_username": name})
        for sub, name in PEOPLE.items()
    ]
    with oidc_provider_mock.run_server_in_thread(user_claims=known) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def provider(settings: Settings, address: str) -> str:
    settings.OIDC_ISSUER, settings.OIDC_CLIENT, settings.OIDC_SECRET = address, "pilotage", "secret"
    settings.OIDC_NAME = "City sign-in"
    return address


def to_provider(client: Client, after: str = "/") -> str:
    """Follow the link of the sign-in page; the address at the provider it leads to."""
    page = client.get(f"/login/?next={after}").content.decode()
    assert "Sign in with City sign-in" in page
    answer = client.get("/login/provider/", {"next": after})
    assert answer.status_code == 302
    return str(answer["Location"])


def at_provider(there: str, subject: str) -> str:
    """Say at the provider who one is; the path with which it sends the browser back."""
    form = {"sub": subject} if subject else {"action": "deny"}
    answer = requests.post(there, data=form, allow_redirects=False, timeout=10)
    assert answer.status_code == 302
    back = urlsplit(answer.headers["Location"])
    assert back.path == "/login/provider/back/"
    return f"{back.path}?{back.query}"


def signed_in_as(subject: str, after: str = "/") -> tuple[Client, str, int]:
    """A browser sent there and back; the page it ends on, and the status of the return."""
    client = browser()
    answer = client.get(at_provider(to_provider(client, after), subject))
    return client, answer.get("Location", "") or answer.content.decode(), answer.status_code


def test_a_person_known_here_signs_in_and_is_known_by_number_from_then_on(office: User) -> None:
    client, target, _status = signed_in_as("7001", "/tasks/")
    assert target == "/tasks/"
    assert is_in(client)
    row = IdentityRow.objects.get()
    assert (row.user, row.subject) == (office, "7001")
    User.objects.filter(pk=office.pk).update(username="renamed")
    assert is_in(signed_in_as("7001")[0])


def test_the_site_asks_as_the_standard_wants(provider: str, office: User) -> None:
    there = urlsplit(to_provider(browser()))
    asked = parse_qs(there.query)
    assert f"{there.scheme}://{there.netloc}" == provider
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert asked["redirect_uri"] == ["http://testserver/login/provider/back/"]


def test_a_person_unknown_here_is_told_so_and_no_account_is_made(office: User) -> None:
    client, page, status = signed_in_as("7002")
    assert status == 403
    assert "unknown.person has no account here." in page
    last = RecordRow.objects.latest("sequence")
    assert (last.what, last.by) == (What.SIGN_IN_FAILED, "")
    assert not is_in(client)
    assert User.objects.count() == 1
    assert not IdentityRow.objects.exists()


def test_where_it_is_so_set_an_account_is_made_and_holds_no_post(settings: Settings) -> None:
    settings.OIDC_ADD = True
    client, target, _status = signed_in_as("7002")
    assert target == "/"
    made = User.objects.get()
    assert (made.username, made.has_usable_password()) == ("unknown.person", False)
    assert client.get("/tasks/").status_code == 404


def test_a_name_given_to_another_person_opens_nothing(office: User) -> None:
    signed_in_as("7001")
    client, _page, status = signed_in_as("7003")
    assert status == 403
    assert not is_in(client)
    assert IdentityRow.objects.count() == 1


def test_a_name_that_differs_in_case_is_not_the_same(leader: User, settings: Settings) -> None:
    settings.OIDC_ADD = True
    assert signed_in_as("7004")[2] == 403
    assert User.objects.count() == 1


def test_a_deactivated_account_stays_out(office: User) -> None:
    User.objects.update(is_active=False)
    client, _page, status = signed_in_as("7001")
    assert status == 403
    assert not is_in(client)


def test_codes_are_asked_for_after_the_provider_too(
    office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall = Wall(monkeypatch)
    secret, _codes = with_codes(office, wall)
    client, target, _status = signed_in_as("7001", "/tasks/")
    assert target == "/login/code/"
    assert not is_in(client)
    wall.wait(60)
    assert client.post("/login/code/", {"code": wall.code(secret)})["Location"] == "/tasks/"


def test_whoever_gives_up_at_the_provider_is_told_what_to_do(office: User) -> None:
    client, page, status = signed_in_as("")
    assert status == 403
    assert "Start again from the sign-in page." in page
    assert not is_in(client)


def tampered(change: Callable[[str], str]) -> int:
    client = browser()
    return client.get(change(at_provider(to_provider(client), "7001"))).status_code


def test_an_answer_that_was_not_asked_for_is_refused(office: User) -> None:
    assert tampered(lambda back: back.replace("state=", "state=x")) == 403
    assert tampered(lambda back: back.replace("code=", "code=x")) == 403
    assert browser().get("/login/provider/back/?code=1&state=2").status_code == 403
    stolen = browser()
    back = at_provider(to_provider(stolen), "7001")
    assert browser().get(back).status_code == 403


def test_a_provider_that_does_not_answer_is_one_sentence(settings: Settings, office: User) -> None:
    settings.OIDC_ISSUER = f"http://localhost:{free_port()}"
    answer = browser().get("/login/provider/")
    assert answer.status_code == 502
    assert "cannot be reached" in answer.content.decode()


def test_without_a_provider_there_is_no_such_way_in(settings: Settings, office: User) -> None:
    settings.OIDC_ISSUER = ""
    assert "City sign-in" not in browser().get("/login/").content.decode()
    assert browser().get("/login/provider/").status_code == 404
    assert browser().get("/login/provider/back/").status_code == 404
    assert sign_in(browser(), "office", "office").status_code == 302
