"""Walking the chain of the demo: from a document to an item, to a link, and confirming it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tools.browser import Look, visitor
from tools.pages import account
from tools.serving import Site

LOOK = Look(language="en", width=1440)


def walk_to_a_candidate(page: Page) -> None:
    """From the list of plans over the picture to a link that nobody has judged."""
    page.get_by_role("link", name="Chain", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Chain: directive, plan, task")
    picture = page.locator("svg.walk")
    whole = picture.locator("a.stop").count()
    picture.locator("a.stop", has=page.locator("title", has_text=re.compile(r"^B6 "))).click()
    expect(page).to_have_url(re.compile(r"\?at=B6#walk$"))
    expect(page.locator("svg.walk a.stop[aria-current]")).to_have_count(1)
    assert page.locator("svg.walk a.stop").count() < whole
    waiting = page.locator("#walk table.links tbody tr", has_text="awaited").first
    waiting.get_by_role("link").first.click()
    expect(page.locator(".title .sub")).to_contain_text("does not count until it is confirmed")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_candidate_is_walked_to_and_confirmed(
    browser: Browser, demo: Site, *, script: bool
) -> None:
    person = visitor(browser, demo.address, LOOK)
    person.sign_in(*account("office"))
    context = browser.new_context(
        java_script_enabled=script, storage_state=person.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"{demo.address}/plans/")
    walk_to_a_candidate(page)
    assert page.locator(".sides mark").count() >= 2
    page.get_by_role("button", name="Confirm the link").click()
    expect(page.get_by_role("status")).to_contain_text("Confirmed: the link counts.")
    expect(page.locator(".title .sub")).to_contain_text("confirmed by Opening Office")
    here = page.url
    page.get_by_role("link", name="Chain", exact=True).first.click()
    mark = here.rstrip("/").rpartition("/")[2]
    sign = page.locator(f'table.mx a[href$="/{mark}/"]')
    expect(sign).to_have_attribute("aria-label", re.compile("implements|in part"))
    page.goto(here)
    page.get_by_role("button", name="Take the ruling back").click()
    expect(page.locator(".title .sub")).to_contain_text("does not count until it is confirmed")
    context.close()
    person.context.close()
