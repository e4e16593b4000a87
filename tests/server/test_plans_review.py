"""The review: the text with its marks, the values beside it, and what a person rules."""

import io
import re
import zipfile
from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pilotage.plan import Basis, LimitKind, Role
from pilotage_server.plans import store
from pilotage_server.plans.models import PlanRow, RulingRow

from .conftest import signed_in
from .plans_support import PLAN_EN, PLAN_ZH, drafted, shown_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast: SimpleNamespace) -> PlanRow:
    return drafted(cast.office)


@pytest.fixture
def browser(cast: SimpleNamespace) -> Client:
    return signed_in(cast.office)


def task_of(row: PlanRow, place: int = 0) -> str:
    return store.plan_of(row).tasks[place].id


def post(client: Client, row: PlanRow, what: str, **fields: object) -> int:
    """Send a form of the review page; returns the status of the answer."""
    form = {"task": task_of(row), "version": row.version, "post_token": f"{what}{fields}"}
    answer = client.post(f"/plans/{row.pk}/{what}/", form | fields)
    row.refresh_from_db()
    return answer.status_code


def test_every_character_of_the_text_is_on_the_page(row: PlanRow, browser: Client) -> None:
    page = browser.get(f"/plans/{row.pk}/").content.decode()
    assert shown_text(page) == "".join(store.compiled_plan(row).text.split())


def test_values_and_words_lead_to_each_other(row: PlanRow, browser: Client) -> None:
    page = browser.get(f"/plans/{row.pk}/?task={task_of(row)}").content.decode()
    anchors = set(re.findall(r' id="([sv]-[^"]+)"', page))
    assert {"s-1u1", "v-1u1", "s-1u2", "v-1u2", "s-1m1", "v-1m1"} <= anchors
    for target in re.findall(r'href="#([sv]-[^"]+)"', page):
        assert target in anchors
    assert f'href="?task={task_of(row, 1)}#v-2u1"' in page


def test_ids_stand_once(row: PlanRow, browser: Client) -> None:
    found = re.findall(r' id="([^"]+)"', browser.get(f"/plans/{row.pk}/").content.decode())
    assert sorted(found) == sorted(set(found))


def test_an_unknown_task_or_plan_is_404(row: PlanRow, browser: Client) -> None:
    assert browser.get(f"/plans/{row.pk}/?task=none").status_code == 404
    assert browser.get("/plans/999/").status_code == 404


def test_a_draft_is_seen_by_the_office_and_its_drafter_only(cast: SimpleNamespace) -> None:
    row = drafted(cast.drafter)
    address = f"/plans/{row.pk}/"
    assert signed_in(cast.office).get(address).status_code == 200
    assert signed_in(cast.drafter).get(address).status_code == 200
    assert signed_in(cast.administrator).get(address).status_code == 200
    assert signed_in(cast.transport).get(address).status_code == 404
    assert signed_in(cast.leader).get(address).status_code == 404
    assert signed_in(cast.stranger).get(address).status_code == 404


def test_anothers_draft_is_not_there_for_a_drafter(cast: SimpleNamespace, row: PlanRow) -> None:
    assert signed_in(cast.drafter).get(f"/plans/{row.pk}/").status_code == 404
    assert post(signed_in(cast.drafter), row, "rule/lead") == 404


def test_the_presumed_lead_is_confirmed(row: PlanRow, browser: Client) -> None:
    assert post(browser, row, "rule/lead") == 302
    duty = store.plan_of(row).tasks[0].units[0]
    assert duty.role is Role.LEAD
    assert duty.basis is Basis.RULED
    assert duty.by == "督查室"
    assert duty.span
    assert store.compiled_plan(row).tasks[0].lead is None


def test_a_limit_is_entered_and_taken_back(row: PlanRow, browser: Client) -> None:
    assert post(browser, row, "rule/limit", kind="by", date="2031-06-30") == 302
    limit = store.plan_of(row).tasks[0].limit
    assert limit
    assert str(limit.date) == "2031-06-30"
    assert limit.by == "督查室"
    assert post(browser, row, "rule/limit", kind="text") == 302
    assert store.plan_of(row).tasks[0].limit is None


def test_a_task_is_ruled_ongoing(row: PlanRow, browser: Client) -> None:
    assert post(browser, row, "rule/limit", kind="ongoing") == 302
    limit = store.plan_of(row).tasks[0].limit
    assert limit
    assert limit.kind is LimitKind.ONGOING


def test_a_limit_that_is_no_date_is_refused(row: PlanRow, browser: Client) -> None:
    assert post(browser, row, "rule/limit", kind="by", date="soon") == 422
    assert not RulingRow.objects.exists()


def test_units_are_assigned_by_a_name_of_the_register(row: PlanRow, browser: Client) -> None:
    safeguard = task_of(row, 2)
    names = {"name_0": "Bureau of Commerce", "role_0": "lead", "name_1": "", "role_1": "support"}
    assert post(browser, row, "rule/units", task=safeguard, **names) == 302
    duties = store.plan_of(row).tasks[2].units
    assert [(duty.unit, duty.role) for duty in duties] == [("dl-commerce", Role.LEAD)]


def test_a_name_the_register_lacks_is_refused_and_kept_in_the_form(
    row: PlanRow, browser: Client
) -> None:
    form = {"task": task_of(row, 2), "version": row.version, "post_token": "t"}
    names = {"name_0": "Ministry of Magic", "role_0": "lead"}
    answer = browser.post(f"/plans/{row.pk}/rule/units/", form | names)
    assert answer.status_code == 422
    assert "“Ministry of Magic” is not in the register" in answer.content.decode()
    assert 'value="Ministry of Magic"' in answer.content.decode()
    assert not RulingRow.objects.exists()


def goals(*lines: tuple[str, str, str, str, str]) -> dict[str, str]:
    """The form of the targets: words, comparison, figure, unit, day."""
    names = ("words", "comparison", "quantity", "unit", "by")
    return {
        f"{name}_{n}": cell
        for n, line in enumerate(lines)
        for name, cell in zip(names, line, strict=True)
    }


def test_targets_are_corrected_added_struck_and_taken_back(row: PlanRow, browser: Client) -> None:
    task = task_of(row, 1)
    [read] = store.plan_of(row).tasks[1].targets
    assert read.quantity == 3
    further = ("优化航线布局", ">=", "1,200.5", "", "2031-06-30")
    form = goals((read.text, ">=", "30 %", "", ""), further)
    assert post(browser, row, "rule/targets", task=task, **form) == 302
    first, second = store.plan_of(row).tasks[1].targets
    assert (first.span, first.figure, first.by) == (read.span, "≥ 30 %", None)
    assert (second.figure, str(second.by), second.ruled_by) == ("≥ 1,200.5", "2031-06-30", "督查室")
    assert second.span
    assert second.span.quote(store.plan_of(row).text) == "优化航线布局"
    struck = goals(("", ">=", "3", "", "")) | {"post_token": "struck"}
    page = browser.get(f"/plans/{row.pk}/?task={task}").content.decode()
    assert {"s-2t2", "v-2t2"} <= set(re.findall(r' id="([sv]-[^"]+)"', page))
    assert post(browser, row, "rule/targets", task=task, **struck) == 302
    assert store.plan_of(row).tasks[1].targets == ()
    page = browser.get(f"/plans/{row.pk}/?task={task}").content.decode()
    assert page.count("Ruled by Supervision office") == 1
    assert "Take the ruling back" in page
    assert post(browser, row, "rule/targets", task=task, kind="text") == 302
    assert store.plan_of(row).tasks[1].targets == (read,)


def test_a_target_in_words_that_the_text_lacks_says_so(row: PlanRow, browser: Client) -> None:
    form = goals(("Two berths", "=", "2", "berths", ""))
    assert post(browser, row, "rule/targets", **form) == 302
    [target] = store.plan_of(row).tasks[0].targets
    assert (target.span, target.figure, target.ruled_by) == (None, "2 berths", "督查室")
    section = browser.get(f"/plans/{row.pk}/").content.decode().partition('id="targets"')[2]
    assert "Two berths <span" in section
    assert "not in the text" in section.partition("</section>")[0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("Berths", ">=", "many", "", ""), "This figure is no number."),
        (("Berths", ">=", "", "", "soon"), "This is no date."),
        (("Berths", ">=", "2", "b" * 41, ""), "What is counted is longer than 40 characters."),
        (("B" * 301, ">=", "2", "", ""), "These words are longer than 300 characters."),
        (("", ">=", "2", "", ""), "Enter the words of the target too"),
    ],
)
def test_a_target_that_cannot_be_read_comes_back_with_what_was_typed(
    row: PlanRow, browser: Client, line: tuple[str, str, str, str, str], said: str
) -> None:
    form = {"task": task_of(row), "version": row.version, "post_token": "t"} | goals(line)
    answer = browser.post(f"/plans/{row.pk}/rule/targets/", form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    for cell in filter(None, (line[0], line[2], line[3], line[4])):
        assert f'value="{cell}"' in page
    assert not RulingRow.objects.exists()


def test_a_target_before_the_plan_itself_is_refused(cast: SimpleNamespace) -> None:
    row = drafted(cast.office, PLAN_ZH + "\n东港市人民政府\n2020年7月21日\n")
    form = goals(("Berths", ">=", "2", "", "2020-07-20"))
    assert post(signed_in(cast.office), row, "rule/targets", **form) == 422
    assert not RulingRow.objects.exists()


def test_a_stale_page_rules_nothing(row: PlanRow, browser: Client) -> None:
    assert post(browser, row, "rule/lead") == 302
    assert post(browser, row, "rule/limit", kind="ongoing", version=1) == 409
    assert RulingRow.objects.count() == 1


def test_a_form_sent_twice_rules_once(row: PlanRow, browser: Client) -> None:
    form = {"task": task_of(row), "version": row.version, "post_token": "same"}
    first = browser.post(f"/plans/{row.pk}/rule/lead/", form)
    second = browser.post(f"/plans/{row.pk}/rule/lead/", form)
    assert first["Location"] == second["Location"]
    assert RulingRow.objects.count() == 1


def test_a_ruling_outlives_the_edition_as_long_as_the_words_stand(
    row: PlanRow, browser: Client, cast: SimpleNamespace
) -> None:
    post(browser, row, "rule/lead")
    text = store.compiled_plan(row).text
    same = drafted(cast.office, text.replace("2021年12月", "2022年6月"))
    changed = drafted(cast.office, text.replace("推进通关便利化", "推进通关一体化"))
    assert same.programme == changed.programme == row.programme
    assert store.plan_of(same).tasks[0].lead
    assert store.plan_of(changed).tasks[0].lead is None


def test_all_presumed_leads_and_missing_limits_at_once(row: PlanRow, browser: Client) -> None:
    assert post(browser, row, "rule/all", code="L102") == 302
    assert post(browser, row, "rule/all", code="L101", kind="by", date="2031-12-31") == 302
    plan = store.plan_of(row)
    assert plan.tasks[0].lead
    assert [str(t.limit.date) for t in plan.tasks[:2] if t.limit] == ["2031-12-31", "2021-12-31"]
    assert plan.tasks[2].limit is None


def test_the_decomposition_table_is_a_workbook(row: PlanRow, browser: Client) -> None:
    answer = browser.get(f"/plans/{row.pk}/table.xlsx")
    assert answer["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert "xl/workbook.xml" in archive.namelist()


def test_a_page_asks_the_database_a_bounded_number_of_times(
    cast: SimpleNamespace, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = drafted(cast.office, _long_plan(100))
    client = signed_in(cast.office)
    client.get(f"/plans/{row.pk}/")
    with django_assert_max_num_queries(12):
        page = client.get(f"/plans/{row.pk}/")
    assert page.content.decode().count('id="t-') == 100
    with django_assert_max_num_queries(12):
        client.get(f"/plans/{row.pk}/findings/")


def test_markup_in_a_document_stays_text(cast: SimpleNamespace) -> None:
    evil = PLAN_EN.replace("Improve clearance", "<script>alert(1)</script> & <b>more</b>")
    row = drafted(cast.office, evil.replace("Port of Donggang", "Port <img src=x>"))
    page = signed_in(cast.office).get(f"/plans/{row.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_document_without_tasks_still_has_its_page(cast: SimpleNamespace) -> None:
    row = drafted(cast.office, "A short note.\nNothing is to be done here.\n")
    page = signed_in(cast.office).get(f"/plans/{row.pk}/")
    assert page.status_code == 200
    assert "No task was found" in page.content.decode()


def _long_plan(count: int) -> str:
    items = "\n".join(
        f"{n}. Build berth number {n}. Dredge the channel {n} times. (Responsible units: "
        "Municipal Bureau of Commerce; Municipal Transportation Bureau)"
        for n in range(1, count + 1)
    )
    return f"Implementation Plan for a Hundred Berths\nI. Key Tasks\n{items}\n"


def limit_page(client: Client, row: PlanRow, **fields: object) -> tuple[int, str]:
    form = {"task": task_of(row), "version": row.version, "post_token": f"{fields}", "kind": "by"}
    answer = client.post(f"/plans/{row.pk}/rule/limit/", form | fields)
    return answer.status_code, answer.content.decode()


def test_a_limit_before_the_plan_itself_is_refused(cast: SimpleNamespace) -> None:
    dated = PLAN_ZH + "\n东港市人民政府\n2020年7月21日\n"
    row = drafted(cast.office, dated)
    assert str(store.plan_of(row).issued) == "2020-07-21"
    client = signed_in(cast.office)
    status, page = limit_page(client, row, date="2020-07-20", sure="2020-07-20")
    assert status == 422
    assert "which is dated 21 July 2020. Enter a later day." in page
    assert 'value="2020-07-20"' in page
    assert post(client, row, "rule/all", code="L101", kind="by", date="2020-07-20") == 422
    assert not RulingRow.objects.exists()


def test_a_limit_that_has_passed_is_asked_about_once(row: PlanRow, browser: Client) -> None:
    status, page = limit_page(browser, row, date="2020-12-31")
    assert status == 422
    assert "31 December 2020 has passed already. Enter it all the same?" in page
    assert 'name="sure" value="2020-12-31"' in page
    assert not RulingRow.objects.exists()
    other, _page = limit_page(browser, row, date="2020-12-30", sure="2020-12-31")
    assert other == 422
    sure, _page = limit_page(browser, row, date="2020-12-31", sure="2020-12-31")
    assert sure == 302
    assert str(store.plan_of(row).tasks[0].limit.date) == "2020-12-31"  # type: ignore[union-attr]


def test_one_past_limit_for_all_is_asked_about_on_the_findings_page(
    row: PlanRow, browser: Client
) -> None:
    form = {"code": "L101", "kind": "by", "date": "2020-12-31", "version": row.version}
    answer = browser.post(f"/plans/{row.pk}/rule/all/", form | {"post_token": "a"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<h1>Review the plan</h1>" in page
    assert 'name="sure" value="2020-12-31"' in page
    sure = form | {"post_token": "b", "sure": "2020-12-31"}
    assert browser.post(f"/plans/{row.pk}/rule/all/", sure).status_code == 302


def test_an_empty_limit_comes_back_beside_its_field(row: PlanRow, browser: Client) -> None:
    status, page = limit_page(browser, row, date="")
    assert status == 422
    assert "Enter a day, or rule that it is ongoing." in page
    assert 'id="limit-date"' in page
    assert "To the first page" not in page


def test_what_was_entered_on_a_stale_page_is_kept(row: PlanRow, browser: Client) -> None:
    assert post(browser, row, "rule/lead") == 302
    status, page = limit_page(browser, row, date="2031-05-04", version=1)
    assert status == 409
    assert "Someone changed this after your page was opened" in page
    assert 'value="2031-05-04"' in page
    assert f'name="version" value="{row.version}"' in page
    names = {"name_0": "Bureau of Commerce", "role_0": "lead"}
    form = {"task": task_of(row, 2), "version": 1, "post_token": "u"} | names
    answer = browser.post(f"/plans/{row.pk}/rule/units/", form)
    assert answer.status_code == 409
    assert 'value="Bureau of Commerce" list="known-units"' in answer.content.decode()


def test_the_address_of_a_form_leads_to_its_page(row: PlanRow, browser: Client) -> None:
    answer = browser.get(f"/plans/{row.pk}/rule/limit/?task={task_of(row, 1)}")
    assert answer["Location"] == f"/plans/{row.pk}/?task={task_of(row, 1)}"
    assert browser.get(f"/plans/{row.pk}/rule/all/")["Location"] == f"/plans/{row.pk}/findings/"


def test_the_units_of_the_plan_are_offered_first(row: PlanRow, browser: Client) -> None:
    page = browser.get(f"/plans/{row.pk}/").content.decode()
    names = re.findall(r'<option value="([^"]+)"></option>', page)
    own = ["Bureau of Commerce", "Transport Bureau"]
    assert names[:2] == own
    assert names[2:] == sorted(names[2:], key=str.casefold)
    assert len(names) > 40


def test_a_ruling_can_be_taken_back_where_it_is_told(row: PlanRow, browser: Client) -> None:
    assert "Take the ruling back" not in browser.get(f"/plans/{row.pk}/").content.decode()
    post(browser, row, "rule/lead")
    page = browser.get(f"/plans/{row.pk}/?task={task_of(row)}").content.decode()
    assert page.count("Take the ruling back") == 1
    assert post(browser, row, "rule/units", kind="text") == 302
    assert store.plan_of(row).tasks[0].lead is None
