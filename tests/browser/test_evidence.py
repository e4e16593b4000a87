"""A report with a file that is refused: the other file stays, is entered, and is looked at."""

from collections.abc import Callable

from playwright.sync_api import FilePayload, expect

from tests.server import hostile
from tools.browser import Look, Visitor
from tools.pages import account
from tools.serving import Site

LOOK = Look(language="en", width=1440)


def payload(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def test_a_refused_file_loses_nothing_and_the_kept_one_is_seen(
    demo: Site, open_window: Callable[[Site, Look], Visitor]
) -> None:
    person = open_window(demo, LOOK)
    person.sign_in(*account("liaison"))
    page = person.page
    page.goto(f"{demo.address}/to-do/")
    page.locator('main a[href*="/report/"]').first.click()
    task = page.url.partition("report/")[0]
    page.get_by_label("Claimed progress").fill("86")
    page.get_by_label("What was done").fill("The site was handed over.")
    bad = hostile.REFUSED["a picture that is a script"][0]
    files = [payload("site.png", hostile.png(300, 200)), payload("plan.gif", bad)]
    page.get_by_label("Files 1").set_input_files(files)
    page.get_by_label("What they are 1").select_option("photograph")
    page.get_by_role("button", name="Report", exact=True).click()
    expect(page.get_by_text("two kinds of file in one")).to_be_visible()
    kept = page.get_by_role("checkbox", name="site.png")
    expect(kept).to_be_checked()
    expect(page.get_by_label("What they are 1")).to_have_value("photograph")
    page.get_by_role("button", name="Report", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Reported")
    page.goto(task)
    page.get_by_role("link", name="site.png").first.click()
    expect(page.locator("h1")).to_have_text("site.png")
    expect(page.locator(".title .sub")).to_contain_text("photograph")
    width = "one => one.decode().then(() => one.naturalWidth)"
    assert page.locator(".sheet img").first.evaluate(width) == 300
