"""The demo's main pages, as every reader meets them: no axe finding, no console message, no
sideways scroll; and the same pages with script switched off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import pilotage_server
from tools.browser import THEMES, TONGUES, Look, Visitor, visitor
from tools.pages import MAIN_PAGES, SIDE_PAGES, MainPage, account
from tools.serving import Site

ROLES = sorted({page.role for page in (*MAIN_PAGES, *SIDE_PAGES)})
LOOKS = [
    *(
        Look(language=language, width=width, theme=theme)
        for language in TONGUES
        for width in (1440, 390)
        for theme in THEMES
    ),
    *(Look(language=language, width=1024) for language in TONGUES),
]
SIDE_LOOKS = [Look(language="en", width=1440), Look(language="zh-hans", width=390)]
LATIN = Look(language="en", width=1440)
PICTURES = Path(pilotage_server.__file__).parent / "static" / "vendor" / "echarts.min.js"


@pytest.fixture(scope="module")
def people(browser: Browser, demo: Site) -> Iterator[dict[str, Visitor]]:
    """One window a role, signed in once."""
    found = {role: visitor(browser, demo.address, LATIN) for role in ROLES}
    for role, person in found.items():
        person.sign_in(*account(role))
    yield found
    for person in found.values():
        person.context.close()


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("page", MAIN_PAGES, ids=lambda page: page.name)
def test_nothing_is_wrong_with_a_main_page(
    people: dict[str, Visitor], page: MainPage, look: Look
) -> None:
    assert seen(people[page.role], page, look) == []


@pytest.mark.parametrize("look", SIDE_LOOKS, ids=str)
@pytest.mark.parametrize("page", SIDE_PAGES, ids=lambda page: page.name)
def test_nothing_is_wrong_on_the_way(
    people: dict[str, Visitor], page: MainPage, look: Look
) -> None:
    assert seen(people[page.role], page, look) == []


def seen(person: Visitor, page: MainPage, look: Look) -> list[str]:
    """The faults of a page, opened by that person in that way."""
    person.seen_as(look)
    path = page.path(person.read)
    person.console.clear()
    assert person.go(path) == 200
    lang = {"en": "en", "zh-hans": "zh-CN"}[look.language]
    assert person.page.get_attribute("html", "lang") == lang
    return person.faults()


def test_nothing_is_loaded_from_elsewhere(people: dict[str, Visitor]) -> None:
    person = people["office"]
    person.seen_as(LATIN)
    assert [
        url for url in asked_for(person, "/overview/") if not url.startswith(person.address)
    ] == []


def test_the_limits_are_drawn(people: dict[str, Visitor]) -> None:
    """With the vendored library; without it the table stands there alone."""
    person = people["office"]
    person.seen_as(LATIN)
    asked = asked_for(person, "/overview/")
    drawn = person.page.locator("[data-chart] canvas").count() > 0
    assert any(url.endswith("echarts.min.js") for url in asked) == drawn == PICTURES.exists()


def asked_for(person: Visitor, path: str) -> list[str]:
    """Every address the browser asked for while opening ``path``."""
    asked: list[str] = []
    person.page.on("request", lambda request: asked.append(request.url))
    person.go(path)
    return asked


@pytest.mark.parametrize("page", MAIN_PAGES, ids=lambda page: page.name)
def test_a_page_needs_no_script(
    browser: Browser, people: dict[str, Visitor], page: MainPage
) -> None:
    """The same address without script still shows its heading and its facts."""
    person = people[page.role]
    path = page.path(person.read)
    with_script = person
    with_script.seen_as(LATIN)
    with_script.go(path)
    context = browser.new_context(
        java_script_enabled=False, storage_state=person.context.storage_state()
    )
    bare = context.new_page()
    bare.goto(person.address + path)
    assert bare.inner_text("h1") == with_script.page.inner_text("h1")
    assert bare.locator("main tbody tr, main li, main p").count() >= 5
    context.close()
