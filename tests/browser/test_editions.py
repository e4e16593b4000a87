"""A second edition is applied to running tasks in a real browser, in both languages.

The demo has it ready: the office opens it from the plans, settles what the page asks to be
settled, applies it, and finds every task again with its history.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tools.browser import Look, Tongue, Visitor
from tools.pages import account
from tools.serving import Site, running

Open = Callable[[Site, Look], Visitor]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a reader sees in one language, and the demo's plan in it."""

    plan: str
    look: Tongue
    preview: str
    refuse: str
    reason: str
    stays: str
    apply: str
    done: str
    carried: str
    cancelled: str
    superseded: str
    berth: str
    gone: str


ENGLISH = Words(
    plan="en",
    look="en",
    preview="What this edition changes",
    refuse="Refuse extension",
    reason="The new edition sets the limit itself.",
    stays="Stays closed",
    apply="Apply edition 2",
    done="Edition 2 is in force: 15 tasks go on, 2 are new",
    carried="Carried over",
    cancelled="Cancelled",
    superseded="edition 2 took its place",
    berth="shipping centre",
    gone="headquarters",
)
CHINESE = Words(
    plan="zh",
    look="zh-hans",
    preview="新版对在办事项的影响",
    refuse="不同意延期",
    reason="新版已另定时限。",
    stays="维持销号",
    apply="施行第2版",
    done="第2版已施行：继续办理15项，新增2项",
    carried="转入新版",
    cancelled="已取消",
    superseded="已由第2版取代",
    berth="航运中心",
    gone="总部经济",
)


def press(office: Visitor, name: str, role: str = "button") -> None:
    where = office.page.locator("main")
    where.get_by_role("link" if role == "link" else "button", name=name).first.click()
    office.page.wait_for_load_state("load")


def open_preview(office: Visitor, words: Words) -> None:
    office.go("/plans/")
    office.page.locator("main table a.name").first.click()
    press(office, words.preview, role="link")
    expect(office.page.locator("h1")).to_have_text(words.preview)


def settle(office: Visitor, words: Words) -> None:
    """Refuse the extension that waits, and say that the closed task stays closed."""
    expect(office.page.locator("#settle li")).to_have_count(2)
    button = office.page.locator("#apply").get_by_role("button")
    expect(button).to_have_attribute("aria-disabled", "true")
    press(office, words.refuse, role="link")
    office.page.fill("#id_reason", words.reason)
    press(office, words.refuse)
    open_preview(office, words)
    expect(office.page.locator("#settle li")).to_have_count(1)
    press(office, words.stays, role="link")
    expect(office.page.locator("#settle")).to_have_count(0)


def find_again(office: Visitor, words: Words) -> None:
    """A task that goes on, and the one that was cancelled, with their timelines.

    Ended are the cancelled task, the merged one, and the sub-task that was withdrawn before.
    """
    office.page.locator("main table a.name", has_text=re.compile(words.berth, re.I)).click()
    line = office.page.locator("ol.line")
    expect(line.locator("li").first).to_contain_text(words.carried)
    assert office.faults() == []
    office.go("/tasks/?view=ended")
    expect(office.page.locator("main tbody tr")).to_have_count(3)
    assert office.faults() == []
    office.page.locator("main table a.name", has_text=re.compile(words.gone, re.I)).click()
    expect(office.page.locator(".title .state")).to_have_text(words.cancelled)
    assert office.faults() == []


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_a_second_edition_is_applied(
    words: Words,
    browser: Browser,
    open_window: Open,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home: Path = tmp_path_factory.mktemp("editions")
    with running(home, "--demo", "--language", words.plan) as site:
        office = open_window(site, Look(language=words.look, width=1440))
        office.page.set_default_timeout(15_000)
        office.sign_in(*account("office"))
        open_preview(office, words)
        assert office.faults() == []
        settle(office, words)
        assert office.faults() == []
        press(office, words.apply)
        expect(office.page.get_by_role("status")).to_contain_text(words.done)
        find_again(office, words)
        office.go("/overview/")
        assert office.faults() == []
        office.go("/plans/")
        office.page.locator("main table a.name").nth(1).click()
        expect(office.page.locator(".title .sub")).to_contain_text(words.superseded)
        assert office.faults() == []
