"""A liaison reads the digest, marks it as read, and subscribes to a calendar, in both languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tools.browser import Look, Tongue, Visitor
from tools.pages import account
from tools.serving import Site

WORDS = {
    "en": ("Notices", "Mark all as read", "all read", "How I am told", "Make a calendar", "End"),
    "zh-hans": ("通知", "全部标为已读", "已全部阅读", "通知方式", "建立订阅", "停用"),
}


@pytest.mark.parametrize(("language", "role"), [("zh-hans", "liaison"), ("en", "office")])
def test_the_digest_is_read_and_a_calendar_subscribed_to(
    demo: Site, open_window: Callable[[Site, Look], Visitor], language: Tongue, role: str
) -> None:
    title, mark, read, how, make, end = WORDS[language]
    person = open_window(demo, Look(language=language, width=390))
    person.sign_in(*account(role))
    # The watcher of the demo makes its digests some seconds after the start.
    line = person.page.locator(".digest .rows li").first
    for _time in range(60):
        person.go("/notices/")
        if role == "office" or line.count():
            break
        person.page.wait_for_timeout(500)
    expect(person.page.locator("h1")).to_have_text(title)
    if role == "liaison":
        expect(line).to_be_visible()
        person.page.get_by_role("button", name=mark).click()
        expect(person.page.locator(".title .sub")).to_have_text(read)
        expect(person.page.locator(".unread")).to_have_count(0)
    person.page.get_by_role("link", name=how).click()
    person.page.get_by_role("button", name=make).click()
    address = person.page.locator("code.address").inner_text()
    answer = person.context.request.get(address)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in answer.text()
    assert person.faults() == []
    person.page.get_by_role("button", name=re.compile(f"^{end}")).click()
    assert person.context.request.get(address).status == 404
