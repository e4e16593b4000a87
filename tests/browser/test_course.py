"""The whole life of a task in a real browser, by five accounts, two of them reading in Chinese.

Registered and approved in the demo; dispatched with a rhythm of reports and the evidence that
closing needs, instructed by a leader, passed on, broken down, extended, reported as done, returned,
reported again, checked on the spot, suspended, resumed, closed, and bound as a volume. The sub-task
is signed for, reported, checked and closed by the units alone. Another task is put up and approved.
"""

import re
import zipfile
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


def approve(leader: Visitor, code: str) -> None:
    """From the list of what waits for approval, where everything is chosen at first."""
    leader.go("/approving/")
    form = leader.page.locator('form[action$="/approving/approve/"]')
    expect(form.locator(".picked li")).to_have_count(1)
    expect(form).to_contain_text(code)
    form.locator("button").click()
    expect(leader.page.get_by_role("status").first).to_be_visible()


def report_done(person: Visitor, task: str, text: str, *proofs: Path) -> None:
    person.go(f"{task}report/")
    person.page.fill("#id_claimed", "100")
    person.page.fill("#id_text", text)
    person.page.check("#id_done")
    if proofs:
        person.page.set_input_files("#id_files_1", list(proofs))
        person.page.select_option("#id_kind_1", "acceptance")
        person.page.fill("#id_dated_1", "2021-03-16")
    send(person)


def break_down(lead: Visitor, part: Visitor, task: str) -> None:
    """The lead gives a part to another unit, which does it; the lead checks and closes it."""
    act(
        lead,
        task,
        "decompose",
        heading="Evening drill",
        text="One drill after dark.",
        lead="dl-port-office",
        limit="2021-06-30",
    )
    lead.go(task)
    href = lead.page.locator("#parts th a").get_attribute("href")
    assert href
    from_the_to_do(part, href, "sign")
    report_done(part, href, "The evening drill was held.")
    act(lead, href, "verify", verified="100", text="The list of posts was read.")
    act(lead, href, "close", text="Held as planned.")
    assert state(part, href) == "Closed"


def bind(office: Visitor, task: str) -> None:
    """The volume is made of all that was entered, and stands among the evidence."""
    act(office, task, "archive", volume="2021-005")
    office.go(task)
    expect(office.page.locator("ul.ev")).to_contain_text("卷宗")
    with office.page.expect_download() as volume:
        office.page.get_by_role("link", name="下载卷宗").click()
    assert zipfile.is_zipfile(volume.value.path())


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
    expect(checker.page.locator("ul.needs")).to_contain_text("accepted")


def test_the_life_of_a_task_by_five_accounts(demo: Site, open_window: Open, tmp_path: Path) -> None:
    people = {name: open_window(demo, look) for name, look in WHO.items()}
    for name, person in people.items():
        person.page.set_default_timeout(20_000)
        person.sign_in(name, PASSWORD)
    office, leader, port, commerce, checker = people.values()
    photograph = tmp_path / "drill.png"
    photograph.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40)
    record = tmp_path / "acceptance.txt"
    record.write_text("All posts were manned.\n", encoding="utf-8")

    office.go("/approving/")
    href = office.page.locator(".picked a").first.get_attribute("href")
    assert href
    task = re.sub(r"\?.*", "", href)
    act(
        office, task, "dispatch", lead="dl-port-office", limit="2021-12-31", every="month", day="28"
    )
    assert state(office, task) == "已交办，未签收"
    office.go(f"{task}require/")
    office.page.check("[name=evidence][value=acceptance]")
    send(office)
    from_the_to_do(port, task, "sign")
    said = {"text": "抓紧组织一次演练", "leader": "市长", "answer_by": "2021-03-31"}
    act(leader, task, "instruct", **said)
    port.go("/to-do/")
    expect(port.page.locator("ol.todo")).to_contain_text("抓紧组织一次演练")
    act(port, task, "answer", text="A drill is set for the 17th.")
    act(office, task, "pass-on", lead="dl-commerce", reason="由商务局统筹")
    assert state(office, task) == "已交办，未签收"
    from_the_to_do(commerce, task, "sign")
    break_down(commerce, port, task)
    act(commerce, task, "ask-extension", until="2022-01-31", reason="Posts are filled in January.")
    act(office, task, "extend", until="2022-01-31")
    report_done(commerce, task, "The drill was held.")
    act(checker, task, "return", reason="The record of acceptance is missing.")
    commerce.go("/to-do/")
    expect(commerce.page.locator("ol.todo")).to_contain_text("The record of acceptance is missing.")
    report_done(commerce, task, "The record of acceptance is attached.", record)
    check_on_the_spot(checker, task, photograph)
    stuck = {"reason": "等待上级验收安排", "waits_for": "验收通知", "review": "2021-03-31"}
    act(leader, task, "suspend", **stuck)
    leader.go("/suspended/")
    row = leader.page.locator("table.stuck tr", has_text="验收通知")
    row.get_by_role("link", name="解除挂账").click()
    send(leader)
    act(office, task, "close", text="演练完成，予以销号。")
    assert state(office, task) == "已销号"
    bind(office, task)
    office.page.goto(f"{office.page.url}?all=1")
    assert office.page.locator("ol.line li p b:first-child").all_inner_texts()[::-1] == [
        *("报批立项", "批准立项", "交办", "明确佐证要求"),
        *("签收", "登记批示", "回复批示", "转办", "签收", "分解", "申请延期", "同意延期"),
        *("反馈", "退回", "反馈", "核实", "挂账", "解除挂账", "销号", "归档"),
    ]
    for person in people.values():
        assert person.faults() == []


def test_a_task_is_put_up_by_one_hand_and_approved_by_another(
    demo: Site, open_window: Open
) -> None:
    people = {name: open_window(demo, WHO[name]) for name in ("commerce", "office", "leader")}
    for name, person in people.items():
        person.page.set_default_timeout(20_000)
        person.sign_in(name, PASSWORD)
    commerce, office, leader = people.values()
    commerce.go("/to-do/")
    returned = commerce.page.get_by_role("link", name="Not our duty: return").first
    href = returned.get_attribute("href")
    assert href
    task = href.partition("decline/")[0]
    act(commerce, task, "decline", reason="This lies with the Port of Entry Office.")
    assert state(office, task) == "已立项"
    put_up = f'main form[action$="{task}propose/"] button:visible'
    if not office.page.locator(put_up).count():
        office.page.locator("main .stickyacts details.menu > summary").click()
    office.page.locator(put_up).first.click()
    expect(office.page.get_by_role("status").first).to_be_visible()
    assert state(office, task) == "拟立项"
    office.go("/approving/")
    expect(office.page.get_by_role("button", name="批准所选事项立项")).to_have_count(0)
    approve(leader, "保3")
    assert state(office, task) == "已立项"
    expect(office.page.locator("ol.line")).to_contain_text("批准立项")
    for person in people.values():
        assert person.faults() == []
