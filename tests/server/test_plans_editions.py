"""Editions side by side: what became of each task, filtered by plain links."""

import html
import re
from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pilotage_server.plans import comparison
from pilotage_server.plans.models import PlanRow

from .conftest import signed_in
from .plans_support import PLAN_ZH, drafted

pytestmark = pytest.mark.django_db

SECOND = PLAN_ZH.replace("新开航线3条", "新开航线5条").replace(
    "二、保障措施",
    "（三）治理港区扬尘。配备喷淋设施。（责任单位：市生态环境局）\n二、保障措施",
)


@pytest.fixture
def rows(cast: SimpleNamespace) -> list[PlanRow]:
    return [drafted(cast.office), drafted(cast.office, SECOND)]


def page(client: Client, row: PlanRow, rest: str = "") -> str:
    answer = client.get(f"/plans/{row.pk}/editions/{rest}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def shown(text: str) -> list[str]:
    """What became of the tasks that the page shows, in its order."""
    return re.findall(r'<header><span class="tag">([^<]+)</span>', text)


def test_old_and_new_stand_beside_each_other(rows: list[PlanRow], cast: SimpleNamespace) -> None:
    client = signed_in(cast.office)
    text = page(client, rows[1])
    assert shown(text) == ["changed", "added"]
    assert re.search(r"<del>[^<]*3[^<]*</del>", text)
    assert re.search(r"<ins>[^<]*5[^<]*</ins>", text)
    assert "Not in this edition." in text
    assert page(client, rows[0]).count("<ins>") == text.count("<ins>")
    zh = page(signed_in(cast.office, "zh-hans"), rows[1])
    assert shown(zh) == ["修改", "新增"]
    assert "本版无此任务。" in zh


def test_filters_are_links_that_leave_what_they_say(
    rows: list[PlanRow], cast: SimpleNamespace
) -> None:
    client = signed_in(cast.office)
    assert shown(page(client, rows[1], "?show=added")) == ["added"]
    assert shown(page(client, rows[1], "?show=target")) == ["changed"]
    assert sorted(shown(page(client, rows[1], "?show=all"))) == [
        "added",
        "changed",
        "unchanged",
        "unchanged",
    ]
    assert f'href="/plans/{rows[1].pk}/editions/?with={rows[0].pk}&show=added"' in page(
        client, rows[1]
    )
    assert client.get(f"/plans/{rows[1].pk}/editions/?show=nonsense").status_code == 404


def test_an_edition_is_compared_with_the_one_before_or_the_one_named(
    rows: list[PlanRow], cast: SimpleNamespace
) -> None:
    third = drafted(cast.office, PLAN_ZH)
    client = signed_in(cast.office)
    assert "edition 2 and edition 3" in page(client, third)
    text = page(client, third, f"?with={rows[0].pk}")
    assert "edition 1 and edition 3" in text
    assert "The two editions say the same." in text
    other = drafted(cast.office, PLAN_ZH.replace("东港市", "西港市"))
    address = f"/plans/{third.pk}/editions/?with={other.pk}"
    assert client.get(address).status_code == 404


def test_one_edition_alone_says_how_a_second_comes(cast: SimpleNamespace) -> None:
    row = drafted(cast.office)
    assert "There is one edition of this plan." in page(signed_in(cast.office), row)
    assert "只有一个版本" in page(signed_in(cast.office, "zh-hans"), row)


def test_rulings_are_no_difference(rows: list[PlanRow], cast: SimpleNamespace) -> None:
    task = comparison.difference(*rows).old.tasks[0].id
    client = signed_in(cast.office)
    before = page(client, rows[1])
    form = {"task": task, "version": 1, "post_token": "t"}
    assert client.post(f"/plans/{rows[0].pk}/rule/lead/", form).status_code == 302
    assert shown(page(client, rows[1])) == shown(before)


def test_drafts_are_compared_by_those_who_may_read_them(
    rows: list[PlanRow], cast: SimpleNamespace
) -> None:
    PlanRow.objects.filter(pk=rows[0].pk).update(state="adopted", adopted=rows[0].compiled)
    for user in (cast.leader, cast.transport, cast.drafter):
        client = signed_in(user)
        assert client.get(f"/plans/{rows[1].pk}/editions/").status_code == 404
        assert "There is one edition of this plan." in page(client, rows[0])
        asked = f"/plans/{rows[0].pk}/editions/{rows[1].pk}.html"
        assert client.get(asked).status_code == 404
    answer = signed_in(cast.office).get(f"/plans/{rows[0].pk}/editions/{rows[1].pk}.html")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "<ins>" in answer.content.decode()


def test_plans_of_two_programmes_are_not_put_side_by_side(
    rows: list[PlanRow], cast: SimpleNamespace
) -> None:
    other = drafted(cast.office, PLAN_ZH.replace("东港市", "西港市"))
    address = f"/plans/{rows[0].pk}/editions/{other.pk}.html"
    assert signed_in(cast.office).get(address).status_code == 404


def test_another_document_of_the_programme_is_no_edition(
    rows: list[PlanRow], cast: SimpleNamespace
) -> None:
    other = drafted(cast.office, PLAN_ZH.replace("东港市", "西港市"))
    PlanRow.objects.filter(pk=other.pk).update(programme=rows[0].programme)
    assert "There is one edition of this plan." in page(signed_in(cast.office), other)
    address = f"/plans/{rows[0].pk}/editions/{other.pk}.html"
    assert signed_in(cast.office).get(address).status_code == 404


def test_the_number_of_queries_does_not_grow(
    rows: list[PlanRow],
    cast: SimpleNamespace,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(5):
        drafted(cast.office, PLAN_ZH.replace("3条", f"{n + 4}条"))
    client = signed_in(cast.office)
    with django_assert_max_num_queries(14):
        page(client, rows[1])
