"""A real browser and real sites. Without Chromium these tests skip, or fail where CI needs them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tools.browser import Look, Visitor, chromium, chromium_path, visitor
from tools.serving import Site, running

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for the tests of a module, closed before others come: while it runs, Django takes
    the thread for one of an event loop and refuses its database."""
    if chromium_path() is None:
        absent = "Chromium is not installed. Run: make browser"
        if os.environ.get("PILOTAGE_BROWSER") == "required":
            pytest.fail(absent)
        pytest.skip(absent)
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Site]:
    """The demo as `make demo` serves it, on data of its own."""
    with running(tmp_path_factory.mktemp("demo"), "--demo") as site:
        yield site


@pytest.fixture
def empty_site(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Site]:
    """A site on which nothing has happened yet."""
    with running(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def open_window(browser: Browser) -> Iterator[Callable[[Site, Look], Visitor]]:
    """Windows of persons, closed after the test."""
    opened: list[Visitor] = []

    def open_for(site: Site, look: Look) -> Visitor:
        opened.append(visitor(browser, site.address, look))
        return opened[-1]

    yield open_for
    for window in opened:
        window.context.close()
