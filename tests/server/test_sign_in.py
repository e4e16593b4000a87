"""Name and password, then the code; and what guessing costs."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import RequestFactory
from pytest_django import Settings

from pilotage_server.units import credentials, throttle
from pilotage_server.units.models import AttemptRow, CredentialRow, RecoveryCodeRow

from .sign_in_support import Wall, browser, is_in, sign_in, with_codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    return Wall(monkeypatch)


def test_a_right_password_leads_where_one_wanted_to_go(office: User) -> None:
    client = browser()
    assert sign_in(client, "office", "office", next="/tasks/?tab=late")["Location"] == (
        "/tasks/?tab=late"
    )
    assert is_in(client)


def test_no_sign_in_leads_off_the_site(office: User) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        assert sign_in(browser(), "office", "office", next=elsewhere)["Location"] == "/"


def test_a_refused_sign_in_keeps_the_name_and_not_the_password(office: User) -> None:
    answer = sign_in(browser(), "office", "a wrong password")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="office"' in page
    assert "a wrong password" not in page


def test_a_deactivated_account_does_not_sign_in(office: User) -> None:
    User.objects.update(is_active=False)
    client = browser()
    assert "do not belong together" in sign_in(client, "office", "office").content.decode()
    assert not is_in(client)


def test_with_codes_a_password_alone_opens_nothing(office: User, wall: Wall) -> None:
    secret, _codes = with_codes(office, wall)
    wall.wait(60)
    client = browser()
    assert sign_in(client, "office", "office", next="/tasks/")["Location"] == "/login/code/"
    assert not is_in(client)
    wrong = client.post("/login/code/", {"code": "000000"})
    assert wrong.status_code == 422
    assert not is_in(client)
    assert client.post("/login/code/", {"code": wall.code(secret)})["Location"] == "/tasks/"
    assert is_in(client)


def test_a_code_is_taken_once(office: User, wall: Wall) -> None:
    secret, _codes = with_codes(office, wall)
    wall.wait(60)
    code = wall.code(secret)
    assert credentials.accepts(office, f"{code[:3]} {code[3:]}")
    assert not credentials.accepts(office, code)
    wall.wait(30)
    assert credentials.accepts(office, wall.code(secret))


def test_the_code_that_set_them_up_does_not_sign_in_too(office: User, wall: Wall) -> None:
    secret, _codes = with_codes(office, wall)
    assert not credentials.accepts(office, wall.code(secret))


def test_a_recovery_code_signs_in_once(office: User, wall: Wall) -> None:
    _secret, codes = with_codes(office, wall)
    for number, expected in ((1, True), (2, False)):
        client = browser()
        sign_in(client, "office", "office")
        client.post("/login/code/", {"code": f" {codes[0].upper()} "})
        assert is_in(client) is expected, number
    assert credentials.left(office) == 9


def test_secrets_and_recovery_codes_are_not_in_the_database_as_they_are(
    office: User, wall: Wall, settings: Settings
) -> None:
    secret, codes = with_codes(office, wall)
    kept = CredentialRow.objects.get().secret
    assert secret not in kept
    digests = set(RecoveryCodeRow.objects.values_list("digest", flat=True))
    assert len(digests) == 10
    assert not digests & {code.replace("-", "") for code in codes}
    settings.SECRET_KEY = "another key"
    wall.wait(60)
    assert not credentials.accepts(office, wall.code(secret))


def test_the_code_is_asked_for_ten_minutes(office: User, wall: Wall) -> None:
    secret, _codes = with_codes(office, wall)
    client = browser()
    sign_in(client, "office", "office")
    assert client.get("/login/code/").status_code == 200
    wall.wait(601)
    answer = client.post("/login/code/", {"code": wall.code(secret)})
    assert answer["Location"] == "/login/"
    assert not is_in(client)


def fail(times: int, name: str = "office", **headers: str) -> None:
    for _ in range(times):
        sign_in(browser(**headers), name, "no")


def test_failures_of_an_account_are_followed_by_pauses_that_grow(office: User, wall: Wall) -> None:
    fail(5)
    waits = []
    for _ in range(8):
        answer = sign_in(browser(), "office", "no")
        assert answer.status_code == 429
        left = re.search(r"Wait (\d+) (second|minute)", answer.content.decode())
        assert left
        waits.append(int(left[1]) * (60 if left[2].startswith("minute") else 1))
        wall.wait(waits[-1])
        assert sign_in(browser(), "office", "no").status_code == 422
    assert waits == [15, 30, 60, 120, 240, 480, 900, 900]


def test_in_a_pause_the_right_password_does_not_help_and_afterwards_it_does(
    office: User, wall: Wall
) -> None:
    fail(5)
    client = browser()
    assert sign_in(client, "office", "office").status_code == 429
    assert not is_in(client)
    wall.wait(15)
    assert sign_in(client, "office", "office").status_code == 302
    assert not AttemptRow.objects.filter(kind="account").exists()
    assert sign_in(browser(), "office", "no").status_code == 422


def test_a_name_nobody_has_is_paused_like_any_other(db: None, wall: Wall) -> None:
    fail(5, "nobody")
    assert sign_in(browser(), "NOBODY ", "no").status_code == 429


def test_an_address_that_tries_many_names_is_paused(office: User, wall: Wall) -> None:
    for number in range(30):
        fail(1, f"name{number}")
    assert sign_in(browser(), "office", "office").status_code == 429
    wall.wait(15)
    assert sign_in(browser(), "office", "office").status_code == 302


def test_those_who_sign_in_rightly_are_not_counted_for_their_address(
    office: User, wall: Wall
) -> None:
    for _ in range(40):
        assert sign_in(browser(), "office", "office").status_code == 302
    assert AttemptRow.objects.get(kind="address").failures == 0


def test_a_right_password_buys_no_guesses_of_the_code(office: User, wall: Wall) -> None:
    with_codes(office, wall)
    client = browser()
    sign_in(client, "office", "office")
    said = [client.post("/login/code/", {"code": f"00000{n}"}).status_code for n in range(5)]
    assert said == [422, 422, 422, 422, 429]
    assert sign_in(browser(), "office", "office").status_code == 429


def test_the_sentence_of_a_pause_is_chinese_too(office: User, wall: Wall) -> None:
    fail(5)
    page = sign_in(browser("zh-hans"), "office", "no").content.decode()
    assert "登录失败次数过多。请等15秒后再登录。" in page


def test_failures_are_forgotten_after_a_day(office: User, wall: Wall) -> None:
    fail(12)
    wall.wait(86401)
    fail(1)
    assert AttemptRow.objects.get(kind="account").failures == 1


@pytest.mark.parametrize(
    ("https", "given", "counted"),
    [
        (False, {"REMOTE_ADDR": "10.1.2.3", "HTTP_X_FORWARDED_FOR": "1.1.1.1"}, "10.1.2.3"),
        (
            True,
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "9.9.9.9, 10.1.2.3"},
            "10.1.2.3",
        ),
        (True, {"REMOTE_ADDR": "127.0.0.1"}, "127.0.0.1"),
        (False, {"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::"),
        (False, {"REMOTE_ADDR": "not an address"}, ""),
    ],
)
def test_the_address_that_counts(
    settings: Settings, https: bool, given: dict[str, str], counted: str
) -> None:
    settings.HTTPS = https
    request = RequestFactory().get("/")
    request.META.update(given)
    assert throttle.address_of(request) == counted


def test_pauses_never_pass_their_longest() -> None:
    assert throttle.pause_after("account", 4) == timedelta()
    assert throttle.pause_after("account", 10_000) == throttle.LONGEST
