"""The main pages of the demo: who looks at them, and how they are found from a first page."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

ACCOUNTS = {
    "office": "office",
    "liaison": "commerce",
    "leader": "leader",
    "administrator": "admin",
}
PASSWORD = "sample-2021"


@dataclass(frozen=True, slots=True, kw_only=True)
class MainPage:
    """A page people live on. ``trail`` are patterns of the links that lead there from ``start``."""

    name: str
    role: str
    start: str
    trail: tuple[str, ...] = ()

    def path(self, read: Callable[[str], str]) -> str:
        """Its address, found by reading the pages on the way (``read`` gives a page's HTML)."""
        address = self.start
        for pattern in self.trail:
            address = first_link(read(address), pattern, address)
        return address


PLAN = r"/plans/\d+/"
FINDINGS = r"/plans/\d+/findings/"
CHAIN = r"/plans/\d+/chain/"
EDITIONS = r"/plans/\d+/editions/"

MAIN_PAGES = (
    MainPage(name="overview", role="office", start="/overview/"),
    MainPage(name="plan-review", role="office", start="/plans/", trail=(PLAN,)),
    MainPage(name="findings", role="office", start="/plans/", trail=(PLAN, FINDINGS)),
    MainPage(name="chain", role="office", start="/plans/", trail=(CHAIN,)),
    MainPage(name="editions", role="office", start="/plans/", trail=(EDITIONS,)),
    MainPage(name="tasks", role="office", start="/tasks/"),
    MainPage(name="task", role="office", start="/tasks/", trail=(r"/tasks/\d+/",)),
    MainPage(name="to-do", role="liaison", start="/to-do/"),
    MainPage(name="week", role="leader", start="/overview/"),
)

"""Those of which pictures are taken."""

SIDE_PAGES = (
    MainPage(name="tokens", role="office", start="/account/tokens/"),
    MainPage(name="api", role="office", start="/api/"),
    MainPage(name="plans", role="office", start="/plans/"),
    MainPage(name="ledger-files", role="office", start="/ledger-files/"),
    MainPage(
        name="edition",
        role="office",
        start="/plans/",
        trail=(r"/plans/\d+/", r"/editions/\d+/"),
    ),
    MainPage(
        name="findings-by-place",
        role="office",
        start="/plans/",
        trail=(PLAN, FINDINGS, rf"{FINDINGS}\?by=place"),
    ),
    MainPage(
        name="words-of-a-finding",
        role="office",
        start="/plans/",
        trail=(PLAN, FINDINGS, rf"{PLAN}\?task=\w+&at=\d+-\d+"),
    ),
    MainPage(name="walk", role="office", start="/plans/", trail=(CHAIN, rf"{CHAIN}\?at=B1")),
    MainPage(name="links", role="office", start="/plans/", trail=(CHAIN, rf"{CHAIN}links/")),
    MainPage(
        name="link",
        role="office",
        start="/plans/",
        trail=(CHAIN, rf"{CHAIN}links/[0-9a-f]+-[0-9a-f]+/"),
    ),
    MainPage(
        name="editions-changed",
        role="office",
        start="/plans/",
        trail=(EDITIONS, rf"{EDITIONS}\?with=\d+&show=changed"),
    ),
    MainPage(name="upload", role="office", start="/documents/upload/"),
    MainPage(name="checking", role="office", start="/checking/"),
    MainPage(name="progress", role="office", start="/progress/"),
    MainPage(name="turned", role="office", start="/overview/turned/"),
    MainPage(
        name="slip",
        role="office",
        start="/tasks/",
        trail=(r"/tasks/\d+/", r"/tasks/\d+/slips/\d+\.html"),
    ),
    MainPage(name="verify", role="office", start="/checking/", trail=(r"/tasks/\d+/verify/",)),
    MainPage(name="extend", role="office", start="/checking/", trail=(r"/tasks/\d+/extend/",)),
    MainPage(
        name="refuse",
        role="office",
        start="/checking/",
        trail=(r"/tasks/\d+/extend/", r"/tasks/\d+/refuse-extension/"),
    ),
    MainPage(
        name="unit",
        role="office",
        start="/tasks/",
        trail=(r"/tasks/\d+/", r"/units/[\w-]+/"),
    ),
    MainPage(name="rules", role="office", start="/rules/"),
    MainPage(
        name="rule-pack",
        role="office",
        start="/rules/",
        trail=(r"/rules/points-behind/\?edition=[\w-]+",),
    ),
    MainPage(name="trial", role="office", start="/rules/points-behind/trial/?n-yellow=5"),
    MainPage(name="leader-rules", role="leader", start="/rules/urging/"),
    MainPage(name="our-tasks", role="liaison", start="/tasks/"),
    MainPage(
        name="report",
        role="liaison",
        start="/to-do/",
        trail=(r"/tasks/\d+/report/\?from=todo",),
    ),
    MainPage(
        name="evidence",
        role="office",
        start="/checking/",
        trail=(r"/tasks/\d+/verify/", r"/evidence/\d+/view/"),
    ),
    MainPage(name="record", role="administrator", start="/record/"),
    MainPage(name="notices", role="liaison", start="/notices/"),
    MainPage(name="notices-wishes", role="liaison", start="/notices/wishes/"),
    MainPage(name="burden", role="office", start="/notices/burden/"),
    MainPage(name="notices-log", role="office", start="/notices/log/"),
    MainPage(name="quiet-days", role="office", start="/notices/office/"),
    MainPage(name="search", role="office", start="/search/?q=贸易"),
    MainPage(name="account", role="liaison", start="/account/"),
    MainPage(name="password", role="liaison", start="/account/password/"),
    MainPage(name="one-time-codes", role="liaison", start="/account/codes/"),
    MainPage(name="accounts", role="administrator", start="/accounts/"),
    MainPage(name="add-account", role="administrator", start="/accounts/add/"),
    MainPage(
        name="one-account", role="administrator", start="/accounts/", trail=(r"/accounts/\d+/",)
    ),
    MainPage(
        name="deactivate",
        role="administrator",
        start="/accounts/",
        trail=(r"/accounts/\d+/", r"/accounts/\d+/deactivate/"),
    ),
    MainPage(name="suspended", role="office", start="/suspended/"),
    MainPage(name="approving", role="office", start="/approving/"),
    MainPage(name="samples", role="office", start="/samples/"),
    MainPage(name="leader-task", role="leader", start="/tasks/", trail=(r"/tasks/\d+/",)),
)
"""Those that are passed on the way; they are checked, and not pictured."""


def first_link(page: str, pattern: str, at: str) -> str:
    """The first link of ``page`` whose whole address matches; LookupError when there is none."""
    for href in re.finditer(r'href="([^"#]+)', page):
        address = html.unescape(href[1])
        if re.fullmatch(pattern, address):
            return address
    raise LookupError(f"{at} has no link like {pattern}")


def account(role: str) -> tuple[str, str]:
    """Name and password of the demo's account for that role, as `make demo` prints them."""
    return ACCOUNTS[role], PASSWORD
