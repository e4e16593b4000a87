"""The whole path in a real browser, from the upload of a plan to the closing of a task.

Three posts walk it: the drafter, the supervision office, and the liaison of a leading unit. The
documents are the founding plan itself, where it is at hand, and the example plan. One test each,
since every step stands on the one before.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tools.browser import Look, Visitor
from tools.serving import Site

ROOT = Path(__file__).parents[2]
FOUNDING = ROOT.parent / "shared" / "seeds" / "003_db94b1de1f30d262.txt"
EXAMPLE = ROOT / "examples" / "plan.en.docx"
LOOK = Look(language="en", width=1440)
PASSWORD = "berth timetable 7"
LEAD = "dl-transport"
TASK = "Construction of Dalian Northeast Asia International Shipping Center"

Open = Callable[[Site, Look], Visitor]


def engage(site: Site, name: str, role: str, *more: str) -> None:
    """An account for one post, made as an administrator makes it."""
    posts = ("--post-en", f"Post {name}", "--post-zh", f"{name}岗")
    site.manage("addaccount", name, "--role", role, *more, *posts, typed=f"{PASSWORD}\n")


def press(person: Visitor, name: str | re.Pattern[str], role: str = "button") -> None:
    """Press the first button (or link) of that name in the page's main part."""
    where = person.page.locator("main")
    where.get_by_role("link" if role == "link" else "button", name=name).first.click()
    person.page.wait_for_load_state("load")


def upload(drafter: Visitor, plan: Path) -> None:
    drafter.go("/documents/upload/")
    drafter.page.set_input_files("#id_file", plan)
    drafter.page.check("#marking-none")
    press(drafter, "Upload and read")
    assert re.search(r"/documents/\d+/$", drafter.page.url)
    press(drafter, "Review the plan", role="link")
    expect(drafter.page.locator("h1")).to_have_text("Review the plan")
    expect(drafter.page.locator(".title .sub")).to_contain_text("12 tasks, 5 safeguards")


def rule_the_first_task(drafter: Visitor) -> str:
    """A lead and a limit where the text is read, each answer seen at once; the task's heading."""
    values = drafter.page.locator("#values")
    heading = values.locator("b").first.inner_text()
    press(drafter, re.compile(r"^Confirm "))
    expect(values.locator("#units .ask")).to_have_count(0)
    values.locator("#limit-date").fill("2027-12-31")
    press(drafter, "Enter")
    expect(values.locator("#limit")).to_contain_text("31 Dec 2027")
    return heading


def rule_the_rest(drafter: Visitor) -> None:
    findings = drafter.page.url.split("?")[0].rstrip("#") + "findings/"
    drafter.page.goto(findings)
    press(drafter, "Confirm for 11 tasks")
    drafter.page.goto(findings)
    drafter.page.fill("#all-limit", "2027-06-30")
    press(drafter, "Enter for 11 tasks")
    for _ in range(5):
        drafter.page.goto(findings)
        drafter.page.locator("#L104").get_by_role("link", name="Rule").first.click()
        drafter.page.fill("#name_0", "Municipal Bureau of Commerce")
        drafter.page.select_option("#role_0", "lead")
        press(drafter, "Rule these units")
    drafter.page.goto(findings)
    expect(drafter.page.locator("#L104 header")).to_contain_text("settled")


def open_plan(person: Visitor) -> None:
    person.go("/plans/")
    person.page.locator("main table a.name").first.click()


def find_the_gate_shut(office: Visitor) -> None:
    open_plan(office)
    issue = office.page.get_by_role("button", name="Issue the plan")
    expect(issue).to_have_attribute("aria-disabled", "true")


def waive_and_issue(office: Visitor) -> None:
    open_plan(office)
    office.page.get_by_role("link", name=re.compile("^Findings")).click()
    forms = office.page.locator("details.edit")
    while forms.count():
        before = forms.count()
        forms.first.locator("summary").click()
        forms.first.locator("input[name=reason]").fill("Stands so in the document as issued.")
        press(office, "Waive")
        expect(forms).not_to_have_count(before)
    press(office, "Issue the plan", role="link")
    dialog = office.page.get_by_role("dialog")
    expect(dialog).to_contain_text("12 tasks and 5 safeguards")
    dialog.get_by_role("button", name="Issue the plan").click()
    expect(office.page.get_by_role("status")).to_contain_text("17 tasks were dispatched")


def sign_and_report(liaison: Visitor, task: str, proof: Path) -> None:
    liaison.go("/to-do/")
    asked = liaison.page.locator("ol.todo > li", has_text=task)
    asked.get_by_role("button", name="Sign for").click()
    expect(liaison.page.get_by_role("status")).to_contain_text("Signed for")
    liaison.page.locator("ul.mine").get_by_role("link", name=re.compile(re.escape(task))).click()
    press(liaison, "Report", role="link")
    fill_report(liaison, "60", "The first three berths are built.", proof)


def fill_report(liaison: Visitor, claimed: str, text: str, proof: Path) -> None:
    liaison.page.fill("#id_claimed", claimed)
    liaison.page.fill("#id_text", text)
    liaison.page.set_input_files("#id_files_1", proof)
    liaison.page.fill("#id_dated_1", "2026-11-02")
    press(liaison, "Report")
    expect(liaison.page.get_by_role("status")).to_contain_text("Reported")


def check(office: Visitor, task: str) -> None:
    """Open the reported task from the list of what waits to be checked."""
    office.go("/checking/")
    office.page.locator("main").get_by_role("link", name=re.compile(re.escape(task))).first.click()


def return_the_report(office: Visitor, task: str) -> None:
    check(office, task)
    press(office, "Return", role="link")
    office.page.fill("#id_reason", "The acceptance record of berth 3 is missing.")
    press(office, "Return")
    expect(office.page.get_by_role("status")).to_contain_text("Returned")


def report_again(liaison: Visitor, task: str, proof: Path) -> None:
    liaison.go("/to-do/")
    asked = liaison.page.locator("ol.todo > li", has_text=task)
    expect(asked).to_contain_text("The acceptance record of berth 3 is missing.")
    asked.get_by_role("link", name="Report again").click()
    liaison.page.check("#id_done")
    fill_report(liaison, "100", "Berth 3 was accepted; the record is attached.", proof)


def verify_and_close(office: Visitor, task: str) -> None:
    check(office, task)
    press(office, "Check", role="link")
    office.page.fill("#id_verified", "100")
    office.page.fill("#id_text", "Record of acceptance read; all berths in use.")
    press(office, "Check")
    expect(office.page.get_by_role("status")).to_contain_text("Verified")
    press(office, "Close", role="link")
    expect(office.page.locator("h1")).to_contain_text("?")
    office.page.fill("#id_text", "All berths built and in use.")
    press(office, re.compile("^Close"))
    expect(office.page.locator(".title .state")).to_have_text("Closed")


def told(person: Visitor) -> list[str]:
    """The acts of the timeline, oldest first."""
    return person.page.locator("ol.line li p b:first-child").all_inner_texts()[::-1]


@pytest.mark.parametrize("plan", [FOUNDING, EXAMPLE], ids=["founding", "example"])
def test_the_whole_path(plan: Path, empty_site: Site, open_window: Open, tmp_path: Path) -> None:
    if not plan.exists():
        pytest.skip(f"{plan.name} (../shared) is not on this machine")
    engage(empty_site, "drafter", "drafter")
    engage(empty_site, "office", "office")
    engage(empty_site, "transport", "liaison", "--unit", LEAD)
    proof = tmp_path / "acceptance.txt"
    proof.write_text("Record of acceptance, berth 3.\n", encoding="utf-8")
    drafter, office, liaison = (open_window(empty_site, LOOK) for _ in range(3))
    for person, name in ((drafter, "drafter"), (office, "office"), (liaison, "transport")):
        person.page.set_default_timeout(15_000)
        person.sign_in(name, PASSWORD)

    upload(drafter, plan)
    find_the_gate_shut(office)
    task = rule_the_first_task(drafter)
    rule_the_rest(drafter)
    waive_and_issue(office)
    sign_and_report(liaison, task, proof)
    return_the_report(office, task)
    report_again(liaison, task, proof)
    verify_and_close(office, task)

    assert told(office) == [
        "Dispatched",
        "Signed for",
        "Reported",
        "Returned",
        "Reported",
        "Verified",
        "Closed",
    ]
    assert office.page.locator("ul.ev li").count() == 2
    for person in (drafter, office, liaison):
        assert person.faults() == []
