"""The pages of the daily work: who sees what, what a form does when sent, once or twice."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from pilotage.ledger import Act, Method, Step
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.models import EntryRow, MatterRow
from pilotage_server.units.models import Standing

from .conftest import member as account
from .conftest import signed_in
from .ledgers_support import CHINA, at, issued, member, ruled

pytestmark = pytest.mark.django_db
LEADS = {1: "dl-transport", 4: "dl-commerce", 5: "dl-commerce"}
LIMITS = {n: date(2021, 6, 30) for n in (*range(1, 13), 101, 102, 103, 104)} | {
    4: date(2021, 3, 31),
    5: date(2021, 2, 26),
}
Queries = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def _march(settings: Settings) -> None:
    """The site's clock stands at 17 March 2021."""
    settings.PILOTAGE_CLOCK_START = datetime(2021, 3, 17, 9, tzinfo=CHINA)


@pytest.fixture
def matters(cast: SimpleNamespace) -> dict[str, MatterRow]:
    """The matters by their number: task 4 was reported, task 5 is late, the rest dispatched."""
    found = {m.code("en"): m for m in issued(cast.office, LEADS, LIMITS)}
    lead, desk = member(cast.commerce), member(cast.office)
    for number in ("4", "5"):
        actions.sign(found[number], lead, posting=at(9, 2, 2020))
    actions.report(found["4"], lead, claimed=74, text="两份合同待签", posting=at(2, 22))
    actions.verify(
        found["4"], desk, verified=65, method=Method.VISIT, text="现场核查", posting=at(2, 24)
    )
    actions.report(found["4"], lead, claimed=82, text="场地踏勘完成", posting=at(3, 16))
    return found


def page(user: User, path: str, language: str = "en") -> Any:
    return signed_in(user, language).get(path)


def form_of(client: Client, path: str) -> dict[str, str]:
    """The hidden fields of the form at ``path``."""
    facts = client.get(path).context
    return {"version": str(facts["version"]), "post_token": "a-token-of-a-form"}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("office", 200),
        ("commerce", 200),
        ("leader", 200),
        ("administrator", 200),
        ("transport", 404),
        ("drafter", 404),
        ("stranger", 404),
    ],
)
def test_who_sees_a_task(
    who: str, status: int, cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    answer = page(getattr(cast, who), f"/tasks/{matters['4'].pk}/")
    assert answer.status_code == status


@pytest.mark.parametrize("slug", ["sign", "report", "verify", "close", "no-such-act"])
def test_someone_elses_task_is_not_there_for_any_act(
    slug: str, cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client = signed_in(cast.transport)
    path = f"/tasks/{matters['4'].pk}/{slug}/"
    assert client.get(path).status_code == client.post(path).status_code == 404


def test_ledgers_are_not_there_for_a_drafter(cast: SimpleNamespace) -> None:
    for path in ("/tasks/", "/tasks/1/", "/units/dl-commerce/", "/evidence/1/"):
        assert page(cast.drafter, path).status_code == 404
    for path in ("/to-do/", "/checking/", "/overview/"):
        assert page(cast.drafter, path).status_code == 403


def test_a_signed_out_reader_is_sent_to_sign_in(matters: dict[str, MatterRow]) -> None:
    answer = signed_in(None).get("/tasks/")
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_a_right_that_lies_elsewhere_is_refused_with_its_sentence(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    answer = page(cast.commerce, f"/tasks/{matters['4'].pk}/verify/")
    assert answer.status_code == 403
    assert "supervision office" in answer.content.decode()
    assert page(cast.leader, f"/tasks/{matters['4'].pk}/verify/").status_code == 403


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_list_shows_lights_with_their_reasons(
    language: str, cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    text = page(cast.office, "/tasks/", language).content.decode()
    said = {
        "en": ["13 working days past the limit of 26 February 2021.", "10 left", "17 of 17"],
        "zh-hans": ["逾期13", "剩10", "保5", "已反馈", "无单位"],
    }
    for words in said[language]:
        assert words in text


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("?light=red", ["5"]),
        ("?light=r", ["5"]),
        ("?view=late", ["5", "4"]),
        ("?step=reported", ["4"]),
        ("?kind=safeguard&sort=-number", ["S5", "S4", "S3", "S2", "S1"]),
        ("?view=nolead", ["S5"]),
        ("?q=贸易中心", ["4"]),
        ("?q=４", ["4"]),
        ("?unit=dl-transport&q=航运", ["1"]),
        ("?unit=nobody", []),
    ],
)
def test_filters_are_links(
    asked: str, numbers: list[str], cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    shown = page(cast.office, f"/tasks/{asked}").context["lines"]
    found = [line.code for line in shown]
    if asked in {"?q=４", "?unit=dl-transport&q=航运"}:
        assert set(numbers) <= set(found) < set(matters)
    else:
        assert found == numbers


def test_an_old_link_with_unknown_values_still_opens(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    answer = page(cast.office, "/tasks/?light=purple&sort=%00&step=../&view=x&kind=7")
    assert len(answer.context["lines"]) == 17


def test_a_liaison_lists_its_own_tasks_only(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    lines = page(cast.transport, "/tasks/").context["lines"]
    assert "1" in {line.code for line in lines}
    assert "4" not in {line.code for line in lines}
    assert all(line.role_of("dl-transport") for line in lines)


def test_a_supporting_unit_does_not_read_the_leads_report(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    row = matters["4"].units.exclude(unit="dl-commerce").exclude(unit="")[0]
    other = account("support", Standing.LIAISON, row.unit)
    path = f"/tasks/{matters['4'].pk}/"
    assert "场地踏勘完成" in page(cast.commerce, path).content.decode()
    seen = page(other, path).content.decode()
    assert "场地踏勘完成" not in seen
    assert "现场核查" in seen


def test_a_leader_reads_what_was_verified_not_what_was_claimed(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    for path in (f"/tasks/{matters['4'].pk}/", "/overview/", "/units/dl-commerce/"):
        text = page(cast.leader, path).content.decode()
        assert "场地踏勘完成" not in text
    assert "现场核查" in page(cast.leader, f"/tasks/{matters['4'].pk}/").content.decode()


def test_signing_from_the_to_do_page_comes_back_to_it(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client = signed_in(cast.transport)
    todo = client.get("/to-do/")
    assert [one.kind for one in todo.context["duties"]] == ["sign"] * len(todo.context["lines"])
    path = f"/tasks/{matters['1'].pk}/sign/"
    data = {"version": matters["1"].version, "post_token": "t1", "from": "todo"}
    answer = client.post(path, data, follow=True)
    assert answer.redirect_chain == [("/to-do/", 302)]
    assert "Signed for: task 1" in answer.content.decode()
    matters["1"].refresh_from_db()
    assert matters["1"].step == Step.SIGNED


def test_a_form_sent_twice_makes_one_entry(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client = signed_in(cast.office)
    path = f"/tasks/{matters['4'].pk}/urge/"
    data = {**form_of(client, path), "text": "请尽快"}
    first, second = client.post(path, data), client.post(path, data)
    assert first.status_code == second.status_code == 302
    assert EntryRow.objects.filter(matter=matters["4"], act=Act.URGE).count() == 1


def test_a_stale_page_keeps_what_was_typed(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client = signed_in(cast.office)
    path = f"/tasks/{matters['4'].pk}/return/"
    data = {**form_of(client, path), "reason": "两件佐证没有日期"}
    actions.urge(matters["4"], member(cast.office), text="另一人先办", posting=at(3, 17))
    answer = client.post(path, data)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "两件佐证没有日期" in text
    assert "after your page was shown" in text
    again = {**data, "version": answer.context["version"], "post_token": "another"}
    assert client.post(path, again).status_code == 302
    matters["4"].refresh_from_db()
    assert matters["4"].step == Step.RETURNED


def test_bad_fields_are_named_and_everything_is_kept(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client = signed_in(cast.commerce)
    path = f"/tasks/{matters['5'].pk}/report/"
    data = {**form_of(client, path), "claimed": "140", "text": "已写很多", "next_step": "再办"}
    answer = client.post(path, data)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"claimed"}
    assert "已写很多" in text
    assert "再办" in text
    assert not EntryRow.objects.filter(matter=matters["5"], act=Act.REPORT).exists()


def test_a_refusal_of_the_ledger_stands_under_its_field(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client = signed_in(cast.commerce)
    path = f"/tasks/{matters['5'].pk}/ask-extension/"
    data = {**form_of(client, path), "until": "2021-01-01", "reason": "展会未定"}
    answer = client.post(path, data)
    assert answer.status_code == 422
    assert "until" in answer.context["form"].errors
    assert "展会未定" in answer.content.decode()


def test_an_act_that_is_not_possible_says_why_and_enters_nothing(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client = signed_in(cast.office)
    path = f"/tasks/{matters['4'].pk}/close/"
    asked = client.get(path)
    assert "disabled" in asked.content.decode()
    answer = client.post(path, {**form_of(client, path), "text": "销号"})
    assert answer.status_code == 422
    matters["4"].refresh_from_db()
    assert matters["4"].step == Step.REPORTED
    more = page(cast.office, f"/tasks/{matters['4'].pk}/").context["offers"].more
    assert any(offer.act is Act.CLOSE and offer.reason for offer in more)


def test_an_extension_is_asked_and_granted(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    lead, desk = signed_in(cast.commerce), signed_in(cast.office)
    path = f"/tasks/{matters['5'].pk}"
    asked = {"until": "2021-06-30", "reason": "展会未定", "version": matters["5"].version}
    lead.post(f"{path}/ask-extension/", asked)
    assert "30 June 2021" in desk.get("/checking/").content.decode()
    form = desk.get(f"{path}/extend/").context["form"]
    assert form["until"].value() == date(2021, 6, 30)
    desk.post(f"{path}/extend/", {"until": "2021-04-30", "reason": "只差日程"})
    matters["5"].refresh_from_db()
    assert matters["5"].limit == date(2021, 4, 30)
    text = desk.get(f"{path}/").content.decode()
    assert "<del>" in text
    assert "26 Feb 2021" in text


def test_a_safeguard_without_a_unit_is_dispatched_by_naming_its_lead(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    desk = signed_in(cast.office)
    path = f"/tasks/{matters['S5'].pk}/dispatch/"
    chosen = {"lead": "dl-commerce", "support": ["dl-ccpit", "dl-commerce"], "limit": "2021-12-31"}
    assert desk.post(path, {**form_of(desk, path), **chosen}).status_code == 302
    matters["S5"].refresh_from_db()
    assert matters["S5"].step == Step.DISPATCHED
    units = [(row.unit, row.role) for row in matters["S5"].units.all()]
    assert units == [("dl-commerce", "lead"), ("dl-ccpit", "support")]
    assert signed_in(cast.commerce).get(f"/tasks/{matters['S5'].pk}/").status_code == 200


def test_the_to_do_page_follows_the_work(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    desk = member(cast.office)
    client = signed_in(cast.commerce)

    def kinds() -> dict[str, str]:
        return {one.line.code: one.kind for one in client.get("/to-do/").context["duties"]}

    assert kinds()["5"] == "report"
    assert "4" not in kinds()
    actions.return_(matters["4"], desk, reason="佐证无日期", posting=at(3, 17))
    assert kinds()["4"] == "answer"
    assert "佐证无日期" in client.get("/to-do/").content.decode()
    prefilled = client.get(f"/tasks/{matters['4'].pk}/report/?unchanged=1").context["form"]
    assert prefilled["claimed"].value() == 82


def test_a_unit_page_is_for_the_office_and_the_unit_itself(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    seen = page(cast.office, "/units/dl-commerce/")
    assert {line.code for line in seen.context["led"]} >= {"4", "5"}
    assert page(cast.commerce, "/units/dl-commerce/").status_code == 200
    assert page(cast.transport, "/units/dl-commerce/").status_code == 404
    assert page(cast.office, "/units/no-such-unit/").status_code == 404


def test_issuing_from_the_page(cast: SimpleNamespace) -> None:
    row = ruled(cast.office, LEADS, LIMITS)
    desk = signed_in(cast.office)
    path = f"/issue/{row.pk}/"
    assert signed_in(cast.commerce).post(path).status_code == 403
    assert desk.get(path).status_code == 405
    assert desk.post(path, {"version": row.version - 1}).status_code == 409
    assert MatterRow.objects.count() == 0
    data = {"version": row.version, "post_token": "x"}
    answers = [desk.post(path, data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert MatterRow.objects.count() == 17
    assert EntryRow.objects.count() == 16


@pytest.mark.parametrize(
    ("who", "path", "most"),
    [
        ("office", "/tasks/", 8),
        ("office", "/tasks/{}/", 11),
        ("office", "/checking/", 9),
        ("office", "/units/dl-commerce/", 12),
        ("office", "/overview/", 9),
        ("leader", "/overview/", 9),
        ("commerce", "/tasks/", 12),
        ("commerce", "/to-do/", 12),
    ],
)
def test_pages_ask_the_database_a_fixed_number_of_times(
    who: str,
    path: str,
    most: int,
    cast: SimpleNamespace,
    matters: dict[str, MatterRow],
    django_assert_max_num_queries: Queries,
) -> None:
    client = signed_in(getattr(cast, who))
    address = path.format(matters["4"].pk)
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("office", "/overview/"),
        ("office", "/tasks/"),
        ("office", "/tasks/{}/"),
        ("office", "/tasks/{}/verify/"),
        ("office", "/checking/"),
        ("commerce", "/to-do/"),
        ("commerce", "/tasks/{}/report/"),
        ("leader", "/overview/"),
    ],
)
def test_pages_hold_under_a_strict_policy(
    who: str, path: str, language: str, cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    answer = page(getattr(cast, who), path.format(matters["4"].pk), language)
    text = answer.content.decode()
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert " style=" not in text
    assert "onclick" not in text
    assert all("src=" in tag.split(">")[0] for tag in text.split("<script")[1:])


def test_words_of_people_are_shown_as_words(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    actions.urge(
        matters["4"], member(cast.office), text="<script>alert(1)</script>", posting=at(3, 17)
    )
    for path in (f"/tasks/{matters['4'].pk}/", "/overview/", "/units/dl-commerce/"):
        assert "<script>alert" not in page(cast.office, path).content.decode()


def test_the_pages_open_before_anything_was_issued(cast: SimpleNamespace) -> None:
    for who in ("office", "leader", "administrator"):
        assert page(getattr(cast, who), "/overview/").status_code == 200
        assert page(getattr(cast, who), "/tasks/").status_code == 200
    assert page(cast.commerce, "/to-do/").status_code == 200
