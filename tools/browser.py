"""Chromium as Debian ships it, and what is looked for on a page: axe, console, sideways scroll."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIDEWAYS = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
SQUEEZED = """() => [...document.querySelectorAll("main *, footer *")].filter(one => {
    const words = [...one.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
    if (one.closest(".vh") || words.every(node => node.data.trim().length < 4)) return false;
    const box = one.getBoundingClientRect(), size = parseFloat(getComputedStyle(one).fontSize);
    return box.width > 0 && box.width < 2 * size && box.height > 4 * size;
}).map(one => one.textContent.trim().slice(0, 40))"""
"""Words set one sign a line, as where a style meant for another part reaches them."""

Tongue = Literal["en", "zh-hans"]
Theme = Literal["light", "dark"]
TONGUES: tuple[Tongue, ...] = ("en", "zh-hans")
THEMES: tuple[Theme, ...] = ("light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a reader comes: language, width in pixels, theme."""

    language: Tongue
    width: int
    theme: Theme = "light"

    def __str__(self) -> str:
        dark = ".dark" if self.theme == "dark" else ""
        return f"{self.language[:2]}.{self.width}{dark}"

    @property
    def height(self) -> int:
        return 900 if self.width >= 768 else 844


def chromium_path() -> str | None:
    """Where Chromium is: ``$CHROMIUM``, else Debian's; None when there is none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium. RuntimeError when it is not installed."""
    path = chromium_path()
    if path is None:
        raise RuntimeError("Chromium is not installed. Run: make browser")
    node = shutil.which("node")
    if node:
        # The driver's own node needs libatomic1, which a minimal Debian lacks.
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass(slots=True)
class Visitor:
    """A browser window of one person, and every message its console has shown."""

    context: BrowserContext
    page: Page
    address: str
    console: list[str] = field(default_factory=list)

    def go(self, path: str) -> int:
        """Open ``path`` of the site; the status of the answer."""
        answer = self.page.goto(self.address + path, wait_until="load")
        return answer.status if answer else 0

    def read(self, path: str) -> str:
        """The HTML of ``path`` as the browser has it. RuntimeError unless the answer is 200."""
        status = self.go(path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        return self.page.content()

    def sign_in_begun(self, username: str, password: str) -> None:
        """Name and password sent; a code may be asked for next."""
        self.go("/login/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", password)
        with self.page.expect_navigation():
            self.page.press("input[name=password]", "Enter")

    def sign_in(self, username: str, password: str) -> None:
        """Through the login page, as a person does."""
        self.sign_in_begun(username, password)
        if "/login/" in self.page.url:
            raise RuntimeError(f"{username} could not sign in.")

    def seen_as(self, look: Look) -> None:
        """From the next page on, the site is read in this language, width and theme."""
        self.page.set_viewport_size({"width": look.width, "height": look.height})
        for name, value in (("language", look.language), ("theme", look.theme)):
            self.context.add_cookies([{"name": name, "value": value, "url": self.address}])

    def faults(self) -> list[str]:
        """What a reader should never meet on the page now open, one line each."""
        found = list(self.console)
        self.console.clear()
        overhang = self.page.evaluate(SIDEWAYS)
        if overhang > 0:
            found.append(f"the page scrolls sideways by {overhang} pixels")
        found += [f"“{words}” has no width" for words in self.page.evaluate(SQUEEZED)]
        found += axe_findings(self.page)
        return found


def visitor(browser: Browser, address: str, look: Look) -> Visitor:
    """A new window without cookies, whose console messages are kept."""
    context = browser.new_context(viewport={"width": look.width, "height": look.height})
    found = Visitor(context=context, page=context.new_page(), address=address)

    def heard(message: ConsoleMessage) -> None:
        found.console.append(f"console {message.type}: {message.text}")

    found.page.on("console", heard)
    found.page.on("pageerror", lambda error: found.console.append(f"script error: {error}"))
    found.seen_as(look)
    return found


def axe_findings(page: Page) -> list[str]:
    """axe-core's violations on this page: rule, weight, and the first places."""
    violations = Axe().run(page).response["violations"]
    return [
        f"axe {v['id']} ({v['impact']}): "
        + ", ".join(" ".join(map(str, node["target"])) for node in v["nodes"][:3])
        for v in violations
    ]
