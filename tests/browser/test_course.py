"""The whole life of a task in a real browser, by five accounts, two of them reading in Chinese.

Registered and approved in the demo; dispatched with a rhythm of reports, instructed by a leader,
passed on, reported as done, checked on the spot, suspended, resumed and closed.
"""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tools.browser import Look, Visitor
from tools.pages import PASSWORD
from tools.serving import Site

EN, ZH = Look(language="en", width=1440), Look(language="zh-hans", width=1440)
WHO = {"office": ZH, "leader": ZH, "port": EN, "commerce": EN, "checker": EN}
Open = Callable[[Site, Look], Visitor]


def act(person: Visitor, task: str, slug: str, **fields: str) -> None:
    """Open the page of an act from the task's own page, fill it in, and send it."""
    person.go(task)
    link = person.page.locator(f'main a[href$="{task}{slug}/"]:visible')
    if not link.count():
        person.page.locator("main .stickyacts details.menu > summary").click()
    link.first.click()
    form = person.page.locator("form.stackform")
    for name, value in fields.items():
        field = form.locator(f"#id_{name}")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    send(person)


def send(person: Visitor) -> None:
    person.page.locator("form.stackform button").last.click()
    expect(person.page.get_by_role("status").first).to_be_visible()


def state(person: Visitor, task: str) -> str:
    person.go(task)
    return person.page.locator(".title .state").inner_text()


def from_the_to_do(person: Visitor, task: str, slug: str) -> None:
    person.go("/to-do/")
    person.page.locator(f'ol.todo [action="{task}{slug}/"] button').click()
    expect(person.page.get_by_role("status").first).to_be_visible()


def check_on_the_spot(checker: Visitor, task: str, photograph: Path) -> None:
    checker.go(f"{task}verify/")
    checker.page.fill("#id_verified", "100")
    checker.page.get_by_label("On the spot", exact=True).check()
    checker.page.fill("#id_text", "The drill was seen; all posts were manned.")
    checker.page.locator("form.stackform button").last.click()
    expect(checker.page.locator("#id_went_error")).to_be_visible()
    checker.console.clear()  # the browser notes that a refused form answers 422
    checker.page.fill("#id_went", "The review desk")
    checker.page.fill("#id_place", "Port emergency centre")
    checker.page.fill("#id_visited", "2021-03-17")
    checker.page.set_input_files("#id_photographs", photograph)
    send(checker)
    checker.go(task)
    expect(checker.page.locator("ol.line")).to_contain_text("Port emergency centre")
    expect(checker.page.locator("ul.ev")).to_contain_text("taken on the spot")


def test_the_life_of_a_task_by_five_accounts(demo: Site, open_window: Open, tmp_path: Path) -> None:
    people = {name: open_window(demo, look) for name, look in WHO.items()}
    for name, person in people.items():
        person.page.set_default_timeout(20_000)
        person.sign_in(name, PASSWORD)
    office, leader, port, commerce, checker = people.values()
    photograph = tmp_path / "drill.png"
    photograph.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40)

    office.go("/approving/")
    href = office.page.locator(".picked a").first.get_attribute("href")
    assert href
    task = re.sub(r"\?.*", "", href)
    act(
        office, task, "dispatch", lead="dl-port-office", limit="2021-12-31", every="month", day="28"
    )
    assert state(office, task) == "已交办，未签收"
    from_the_to_do(port, task, "sign")
    said = {"text": "抓紧组织一次演练", "leader": "市长", "answer_by": "2021-03-31"}
    act(leader, task, "instruct", **said)
    port.go("/to-do/")
    expect(port.page.locator("ol.todo")).to_contain_text("抓紧组织一次演练")
    act(port, task, "answer", text="A drill is set for the 17th.")
    act(office, task, "pass-on", lead="dl-commerce", reason="由商务局统筹")
    assert state(office, task) == "已交办，未签收"
    from_the_to_do(commerce, task, "sign")
    commerce.go(f"{task}report/")
    commerce.page.fill("#id_claimed", "100")
    commerce.page.fill("#id_text", "The drill was held.")
    commerce.page.check("#id_done")
    send(commerce)
    check_on_the_spot(checker, task, photograph)
    stuck = {"reason": "等待上级验收安排", "waits_for": "验收通知", "review": "2021-03-31"}
    act(leader, task, "suspend", **stuck)
    leader.go("/suspended/")
    row = leader.page.locator("table.stuck tr", has_text="验收通知")
    row.get_by_role("link", name="解除挂账").click()
    send(leader)
    act(office, task, "close", text="演练完成，予以销号。")
    assert state(office, task) == "已销号"
    office.page.goto(f"{office.page.url}?all=1")
    assert office.page.locator("ol.line li p b:first-child").all_inner_texts()[::-1] == [
        *("报批立项", "批准立项", "交办", "签收", "登记批示", "回复批示", "转办"),
        *("签收", "反馈", "核实", "挂账", "解除挂账", "销号"),
    ]
    for person in people.values():
        assert person.faults() == []
