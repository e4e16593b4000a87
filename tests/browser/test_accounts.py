"""Accounts clicked through: one-time codes set up and asked for, sessions ended, an account added
and its password changed, and the way over the organisation's own sign-in."""

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pilotage_server import clock
from pilotage_server.units import totp
from tools.browser import Look, Visitor, visitor
from tools.pages import PASSWORD
from tools.serving import Site, running

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import oidc_provider_mock

WIDE, NARROW = Look(language="en", width=1440), Look(language="zh-hans", width=390)
Window = Callable[[Site, Look], Visitor]


def shown_by_telephone(secret: str, *, later: int = 0) -> str:
    """The code of now, or of the period after: none is taken twice, and a test does not wait."""
    return totp.code_at(secret, int(clock.wall().timestamp()) // totp.PERIOD + later)


def pressed(person: Visitor, word: str, role: str = "button") -> None:
    """Press the button, or follow the link, of that word; then nothing must be wrong."""
    button = person.page.locator("main").get_by_role(role, name=word, exact=True)  # type: ignore[arg-type]
    with person.page.expect_navigation():
        button.first.click()
    assert person.faults() == []


def sent_to(page: Page) -> str:
    """The path of the page now open."""
    return "/" + page.url.split("/", 3)[3]


@pytest.mark.parametrize(
    ("look", "account", "words"),
    [
        (WIDE, "port", ("Set up", "Turn on", "I have them", "Sign in")),
        (NARROW, "finance", ("启用", "启用", "已抄录", "登录")),
    ],
    ids=str,
)
def test_one_time_codes_are_set_up_and_asked_for(
    demo: Site, open_window: Window, look: Look, account: str, words: tuple[str, ...]
) -> None:
    set_up, turn_on, have_them, enter = words
    person = open_window(demo, look)
    person.sign_in(account, PASSWORD)
    person.page.locator("header a.me-link").click()
    pressed(person, set_up, "link")
    person.page.locator("details summary").click()
    secret = person.page.locator("#secret").inner_text().replace(" ", "")
    assert person.page.locator(".qr svg path").count() == 2
    person.page.fill("#id_code", "12345")
    with person.page.expect_navigation():
        person.page.press("#id_code", "Enter")
    assert person.page.locator(".err").count() == 1
    person.console.clear()  # of the answer 422, which a browser always notes
    person.page.fill("#id_code", shown_by_telephone(secret))
    pressed(person, turn_on)
    recovery = person.page.locator(".codes li").all_inner_texts()
    assert len(recovery) == 10
    pressed(person, have_them, "link")

    for code in (shown_by_telephone(secret, later=1), recovery[0]):
        window = open_window(demo, look)
        window.sign_in_begun(account, PASSWORD)
        assert sent_to(window.page) == "/login/code/"
        assert window.faults() == []
        window.page.fill("#id_code", code)
        pressed(window, enter)
        assert "/login/" not in window.page.url


def test_a_session_is_ended_from_another_window(demo: Site, open_window: Window) -> None:
    here, there = open_window(demo, WIDE), open_window(demo, WIDE)
    for window in (here, there):
        window.sign_in("transport", PASSWORD)
    here.go("/account/")
    rows = here.page.locator("section:has(h2:text('Where you are signed in')) li")
    assert rows.count() == 2
    assert rows.locator(".tag").all_inner_texts() == ["this one"]
    with here.page.expect_navigation():
        rows.filter(has_not=here.page.locator(".tag")).get_by_role("button").click()
    assert "That sign-in was ended." in here.page.inner_text("main")
    assert rows.count() == 1
    there.go("/tasks/")
    assert sent_to(there.page) == "/login/?next=/tasks/"
    assert here.go("/tasks/") == 200


def test_an_account_is_added_and_chooses_its_password(demo: Site, open_window: Window) -> None:
    desk, person = open_window(demo, WIDE), open_window(demo, NARROW)
    desk.sign_in("admin", PASSWORD)
    desk.go("/accounts/add/")
    given = {"name": "newdesk", "post_zh": "市交通局负责岗", "post_en": "Transport, head’s desk"}
    for name, text in given.items():
        desk.page.fill(f"#id_{name}", text)
    desk.page.select_option("#id_role", "unit_head")
    desk.page.select_option("#id_unit", "dl-transport")
    pressed(desk, "Add the account")
    password = desk.page.inner_text("#once-password")
    person.sign_in("newdesk", password)
    assert sent_to(person.page) == "/account/password/"
    assert person.faults() == []
    for name, text in {"current": password, "new": "泊位 timetable 7"}.items():
        person.page.fill(f"#id_{name}", text)
    person.page.fill("#id_repeat", "泊位 timetable 7")
    pressed(person, "修改密码")
    assert person.go("/to-do/") == 200


def test_the_organisations_own_sign_in(
    browser: Browser, tmp_path: Path, open_window: Window
) -> None:
    """From another site and back, as browsers let cookies and redirects pass."""
    known = [oidc_provider_mock.User(sub="1", claims={"preferred_username": "leader"})]
    with oidc_provider_mock.run_server_in_thread(user_claims=known) as server:
        settings = {
            "PILOTAGE_OIDC_ISSUER": f"http://localhost:{server.server_port}",
            "PILOTAGE_OIDC_CLIENT": "pilotage",
            "PILOTAGE_OIDC_SECRET": "secret",
            "PILOTAGE_OIDC_NAME": "City sign-in",
        }
        with running(tmp_path, settings=settings) as site:
            post = ("--role", "leader", "--post-zh", "领导岗", "--post-en", "Leader’s desk")
            site.manage("addaccount", "leader", *post, typed="berth timetable 7\n")
            person = visitor(browser, site.address, WIDE)
            person.go("/login/?next=/tasks/")
            pressed_at_provider(person)
            assert sent_to(person.page) == "/tasks/"
            assert "Leader’s desk" in person.page.inner_text("header")
            assert person.faults() == []
            person.context.close()


def pressed_at_provider(person: Visitor) -> None:
    """Follow the link of the sign-in page, and say at the provider who one is."""
    person.page.get_by_role("link", name="Sign in with City sign-in").click()
    person.page.wait_for_url("**/oauth2/authorize**")
    person.console.clear()  # of a page that is not ours
    person.page.get_by_role("button", name="1", exact=True).click()
    person.page.wait_for_url("**/tasks/")
    person.console.clear()
