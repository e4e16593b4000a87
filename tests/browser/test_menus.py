"""The menus of acts and of further pages open inside the window, on a phone too."""

from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser

from tools.browser import TONGUES, Look, Visitor, visitor
from tools.pages import account
from tools.serving import Site

OUT = """menu => {
    const box = menu.getBoundingClientRect();
    return [box.left, document.documentElement.clientWidth - box.right, box.top];
}"""


@pytest.fixture(scope="module")
def office(browser: Browser, demo: Site) -> Iterator[Visitor]:
    person = visitor(browser, demo.address, Look(language="en", width=1440))
    person.sign_in(*account("office"))
    yield person
    person.context.close()


@pytest.mark.parametrize("width", [360, 390, 768, 800, 1024, 1440])
def test_more_opens_inside_the_window(office: Visitor, width: int) -> None:
    for language, path in product(TONGUES, ("/tasks/2/", "/tasks/")):
        office.seen_as(Look(language=language, width=width))
        office.go(path)
        office.page.locator(".title .acts details.menu > summary").click()
        left, right, top = office.page.locator(".title .acts .menu > ul").evaluate(OUT)
        assert min(left, right, top) >= 0, (path, language)
