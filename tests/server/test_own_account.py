"""One's own account: the password, codes, where one is signed in, the post one acts in."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from pilotage_server import clock
from pilotage_server.units import credentials
from pilotage_server.units.models import CredentialRow, FurtherPostRow, SessionRow, Standing

from .ledgers_support import member as standing_of
from .sign_in_support import Wall, browser, is_in, sign_in, with_codes

pytestmark = pytest.mark.django_db

WINDOWS = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) "
EDGE = f"{WINDOWS}Chrome/120.0 Safari/537.36 Edg/120.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    return Wall(monkeypatch)


def entered(user: User, agent: str = EDGE, language: str = "en") -> Client:
    """A browser of that kind in which ``user`` has signed in."""
    client = browser(language, **{"user-agent": agent})
    sign_in(client, user.username, user.username)
    return client


def once(client: Client, path: str, **form: str) -> Any:
    """Send a form that says which it is."""
    return client.post(path, {"post_token": f"form of {path}"} | form)


def test_sessions_are_listed_with_their_devices_and_this_one_marked(office: User) -> None:
    here = entered(office)
    entered(office, IPHONE)
    page = here.get("/account/").content.decode()
    headings = re.findall(r"<h3>(.*?)</h3>", page, re.S)
    devices = [re.sub(r"<[^>]+>|\s+", " ", one).split("  ") for one in headings if " on " in one]
    assert sorted(" ".join(one).split() for one in devices) == [
        ["Edge", "on", "Windows", "this", "one"],
        ["Safari", "on", "iPhone"],
    ]
    assert (
        "Windows上的Edge" in entered(office, language="zh-hans").get("/account/").content.decode()
    )


def test_a_session_ends_at_once_where_it_is(office: User) -> None:
    here, there = entered(office), entered(office, IPHONE)
    row = SessionRow.objects.get(agent=IPHONE)
    assert once(here, f"/account/sessions/{row.pk}/end/")["Location"] == "/account/"
    assert not is_in(there)
    assert is_in(here)
    again = once(here, f"/account/sessions/{row.pk}/end/")
    assert (again.status_code, again["Location"]) == (302, "/account/")


def test_all_others_end_and_this_one_stays(office: User, leader: User) -> None:
    here, there, third, other = (entered(one) for one in (office, office, office, leader))
    once(here, "/account/sessions/end-others/")
    assert [is_in(client) for client in (here, there, third, other)] == [True, False, False, True]


def test_ending_this_one_signs_out(office: User) -> None:
    here = entered(office)
    answer = once(here, f"/account/sessions/{SessionRow.objects.get().pk}/end/")
    assert answer["Location"] == "/login/"
    assert not is_in(here)
    assert not SessionRow.objects.exists()


def test_nobody_ends_the_session_of_another(office: User, leader: User) -> None:
    theirs = entered(leader)
    row = SessionRow.objects.get()
    assert once(entered(office), f"/account/sessions/{row.pk}/end/").status_code == 404
    assert is_in(theirs)


def test_signing_out_takes_the_session_off_the_list(office: User) -> None:
    client = entered(office)
    client.post("/logout/")
    assert not SessionRow.objects.exists()


def test_a_page_opened_later_says_when_it_was_seen(
    office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = entered(office)
    begun = SessionRow.objects.get().seen_at
    client.get("/account/")
    assert SessionRow.objects.get().seen_at == begun
    later = begun + timedelta(seconds=301)
    monkeypatch.setattr(clock, "now", lambda: later)
    client.get("/account/")
    assert SessionRow.objects.get().seen_at == later


def change(client: Client, current: str, new: str, repeat: str = "") -> Any:
    """Send the form of a new password."""
    given = {"current": current, "new": new, "repeat": repeat or new}
    return once(client, "/account/password/", **given)


def test_a_new_password_keeps_this_session_and_ends_the_others(office: User) -> None:
    here, there = entered(office), entered(office)
    assert change(here, "office", "berth timetable 7")["Location"] == "/account/"
    assert is_in(here)
    assert not is_in(there)
    assert SessionRow.objects.get().key == here.session.session_key
    assert sign_in(browser(), "office", "berth timetable 7").status_code == 302
    assert sign_in(browser(), "office", "office").status_code == 422


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("wrong", "berth timetable 7"), "This is not your password."),
        (("office", "berth timetable 7", "another"), "The two differ."),
        (("office", "office"), "This is the password you have now."),
        (("office", "short"), "too short"),
        (("office", "password1"), "too common"),
    ],
)
def test_what_is_wrong_with_a_new_password(
    office: User, given: tuple[str, ...], sentence: str
) -> None:
    answer = change(entered(office), *given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    office.refresh_from_db()
    assert office.check_password("office")


def test_guessing_the_password_on_its_own_page_is_slowed_down_too(office: User, wall: Wall) -> None:
    client = entered(office)
    said = [change(client, f"guess {n}", "berth timetable 7").status_code for n in range(6)]
    assert said == [422] * 5 + [429]


def test_a_password_given_by_another_is_changed_first(office: User) -> None:
    CredentialRow.objects.create(user=office, must_change=True)
    client = entered(office)
    for path in ("/", "/tasks/", "/account/", "/plans/"):
        assert client.get(path)["Location"] == "/account/password/"
    assert "given to you for once" in client.get("/account/password/").content.decode()
    change(client, "office", "berth timetable 7")
    assert client.get("/tasks/").status_code == 200


def test_codes_are_set_up_with_a_picture_and_recovery_codes_shown_once(
    office: User, wall: Wall
) -> None:
    client = entered(office)
    page = client.get("/account/codes/").content.decode()
    assert "<svg" in page
    assert "style=" not in page.partition("<svg width")[2].partition("</svg>")[0]
    shown = re.search(r'id="secret">([A-Z2-7 ]+)<', page)
    assert shown
    secret = shown[1].replace(" ", "")
    assert client.post("/account/codes/", {"code": "000000"}).status_code == 422
    assert not credentials.has_codes(office)
    answer = client.post("/account/codes/", {"code": wall.code(secret)})
    codes = re.findall(r"<li>((?:[a-z2-9]{4}-){2}[a-z2-9]{4})</li>", answer.content.decode())
    assert len(set(codes)) == 10
    assert "no-store" in answer["Cache-Control"]
    assert credentials.has_codes(office)
    assert client.get("/account/codes/")["Location"] == "/account/"
    assert codes[0] not in client.get("/account/").content.decode()
    assert credentials.accepts(office, codes[0])


def test_codes_are_turned_off_for_the_password_only(office: User, wall: Wall) -> None:
    with_codes(office, wall)
    client = browser()
    client.force_login(office)
    assert once(client, "/account/codes/off/", current="wrong").status_code == 422
    assert credentials.has_codes(office)
    assert once(client, "/account/codes/off/", current="office").status_code == 302
    assert not credentials.has_codes(office)


def test_new_recovery_codes_end_the_old(office: User, wall: Wall) -> None:
    _secret, old = with_codes(office, wall)
    client = browser()
    client.force_login(office)
    answer = once(client, "/account/codes/recovery/", current="office")
    new = re.findall(r"<li>((?:[a-z2-9]{4}-){2}[a-z2-9]{4})</li>", answer.content.decode())
    assert len(new) == 10
    assert not credentials.accepts(office, old[0])
    assert credentials.accepts(office, new[0])
    assert once(client, "/account/codes/recovery/", current="office")["Location"] == "/account/"


def test_another_post_is_put_on_for_this_session(office: User) -> None:
    further = FurtherPostRow.objects.create(
        member=standing_of(office),
        role=Standing.LIAISON,
        unit="dl-commerce",
        post_zh="联络岗",
        post_en="Liaison desk",
    )
    here, there = entered(office), entered(office)
    assert here.get("/to-do/").status_code == 404
    answer = here.post("/account/post/", {"post": str(further.pk)}, follow=True)
    page = answer.content.decode()
    assert answer.request["PATH_INFO"] == "/to-do/"
    assert "From now on you act as: Liaison desk." in page
    assert here.get("/checking/").status_code == 404
    assert "change to that on your account page" in here.get("/checking/").content.decode()
    assert there.get("/checking/").status_code == 200
    here.post("/account/post/", {"post": "0"})
    assert here.get("/checking/").status_code == 200


def test_a_post_of_another_account_is_not_put_on(office: User, leader: User) -> None:
    further = FurtherPostRow.objects.create(
        member=standing_of(leader), role=Standing.ADMINISTRATOR, post_zh="岗", post_en="Desk"
    )
    client = entered(office)
    for asked in (str(further.pk), "-1", "x", ""):
        assert client.post("/account/post/", {"post": asked}).status_code == 404
    session = client.session
    session["post"] = further.pk
    session.save()
    assert client.get("/accounts/").status_code == 404
    assert client.get("/tasks/").status_code == 200


def test_a_post_that_was_taken_away_is_off_at_the_next_page(office: User) -> None:
    further = FurtherPostRow.objects.create(
        member=standing_of(office), role=Standing.ADMINISTRATOR, post_zh="岗", post_en="Desk"
    )
    client = entered(office)
    client.post("/account/post/", {"post": str(further.pk)})
    assert client.get("/accounts/").status_code == 200
    further.delete()
    assert client.get("/accounts/").status_code == 404


def test_a_session_older_than_the_list_is_listed_at_its_next_page(office: User) -> None:
    client = entered(office)
    SessionRow.objects.all().delete()
    session = client.session
    del session["seen"]
    session.save()
    client.get("/account/")
    assert SessionRow.objects.get().key == client.session.session_key
