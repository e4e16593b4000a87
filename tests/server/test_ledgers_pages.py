"""The pages of the daily work: who sees what, what lists show, what they cost."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_django import Settings

from pilotage.ledger import Act
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.evidence import proof_of
from pilotage_server.ledgers.models import MatterRow
from pilotage_server.ledgers.offers import PAGES
from pilotage_server.units.models import Standing

from .conftest import member as account
from .conftest import signed_in
from .ledgers_support import MARCH_17, at, member, page

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def _march(settings: Settings) -> None:
    settings.PILOTAGE_CLOCK_START = MARCH_17


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
    tasks = ("/tasks/", "/tasks/1/", "/units/dl-commerce/", "/evidence/1/")
    for path in (*tasks, "/to-do/", "/checking/", "/overview/"):
        assert page(cast.drafter, path).status_code == 404


def test_a_signed_out_reader_is_sent_to_sign_in(matters: dict[str, MatterRow]) -> None:
    answer = signed_in(None).get("/tasks/")
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_an_act_that_lies_with_others_is_not_there(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    for user in (cast.commerce, cast.leader):
        assert page(user, f"/tasks/{matters['4'].pk}/verify/").status_code == 404


def test_a_leader_is_offered_what_it_may_do_and_nothing_else(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    path = f"/tasks/{matters['4'].pk}/"
    offers = page(cast.leader, path).context["offers"]
    listed = [offers.expected, *offers.usual, *offers.more, *offers.final]
    shown = {one.act for one in listed if one}
    opened = {
        act
        for act, one in PAGES.items()
        if page(cast.leader, path + one.slug + "/").status_code == 200
    }
    decides = {Act.URGE, Act.EXTEND, Act.REFUSE_EXTENSION, Act.SUSPEND, Act.CLOSE, Act.INSTRUCT}
    assert shown == decides
    assert opened == decides | {Act.RESUME, Act.APPROVE}


def test_a_leader_checks_what_the_office_itself_reported(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    desk = member(cast.office)
    desk.unit = "dl-opening-office"
    desk.save()
    own = matters["S1"]
    actions.sign(own, desk, posting=at(3, 16))
    actions.report(
        own,
        desk,
        claimed=50,
        text="已建专班",
        proofs=[proof_of("名单".encode(), "名单.txt", None)],
        posting=at(3, 16),
    )
    path = f"/tasks/{own.pk}/"
    assert "what the office itself reported, a leader checks" in (
        page(cast.office, f"{path}verify/").content.decode()
    )
    client = signed_in(cast.leader)
    offer = client.get(path).context["offers"].expected
    assert offer.act is Act.VERIFY
    asked = client.get(f"{path}verify/")
    assert "已建专班" in asked.content.decode()
    assert "名单.txt" in asked.content.decode()
    assert client.get(f"/evidence/{own.proofs.get().pk}/").status_code == 200
    found = {"verified": 45, "method": "desk", "text": "属实", "version": own.version}
    assert client.post(f"{path}verify/", found).status_code == 302


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


@pytest.mark.parametrize(
    ("who", "path", "most"),
    [
        ("office", "/tasks/", 11),
        ("office", "/tasks/{}/", 16),  # one of them reads the plan, once in a process
        ("office", "/checking/", 12),  # so here
        ("office", "/units/dl-commerce/", 14),
        ("office", "/overview/", 16),  # and here
        ("leader", "/overview/", 15),
        ("commerce", "/tasks/", 16),
        ("commerce", "/to-do/", 16),
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
    client.get(address)  # the first look is recorded
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


HALF_WIDTH = re.compile(r"[一-鿿”）%] ?[:;(,?!]|[:;(,?!] ?[“一-鿿]")


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("office", "/overview/"),
        ("office", "/tasks/"),
        ("office", "/tasks/{}/"),
        ("office", "/tasks/{}/verify/"),
        ("office", "/tasks/{}/close/"),
        ("office", "/checking/"),
        ("office", "/units/dl-commerce/"),
        ("commerce", "/to-do/"),
        ("commerce", "/tasks/{}/report/"),
        ("leader", "/overview/"),
    ],
)
def test_chinese_pages_are_punctuated_in_full_width(
    who: str, path: str, cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    desk = member(cast.office)
    actions.return_(matters["4"], desk, reason="佐证无日期", posting=at(3, 17))
    text = page(getattr(cast, who), path.format(matters["4"].pk), "zh-hans").content.decode()
    main = re.sub(r"<head>.*?</head>|<header.*?</header>|<[^>]*>", "", text, flags=re.S)
    assert [found.group() for found in HALF_WIDTH.finditer(unescape(main))] == []


def test_one_act_has_one_word(cast: SimpleNamespace, matters: dict[str, MatterRow]) -> None:
    lead = member(cast.commerce)
    actions.ask_extension(
        matters["4"], lead, until=date(2021, 5, 31), reason="等批复", posting=at(3, 17)
    )
    for language, words in (
        ("en", {"Extend", "Refuse extension", "Dispatch", "Check"}),
        ("zh-hans", {"同意延期", "不同意延期", "交办", "核查"}),
    ):
        for path in ("/overview/", "/checking/"):
            text = page(cast.office, path, language).content.decode()
            buttons = set(re.findall(r'<a class="b sm" href="[^"]*">([^<]*)</a>', text))
            assert words <= buttons, path
        for who, path in (("office", "/overview/"), ("leader", "/overview/")):
            assert "matter" not in re.sub(
                r"<[^>]*>", "", page(getattr(cast, who), path).content.decode()
            )


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_act_names_itself_in_one_phrase(
    language: str, cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    for act, one in PAGES.items():
        if act is Act.WITHDRAW:
            continue  # of sub-tasks alone: test_ledgers_tree
        who = (
            cast.commerce
            if one.slug in {"sign", "decline", "report", "ask-extension", "ask-pass-on"}
            else cast.office
        )
        text = page(who, f"/tasks/{matters['4'].pk}/{one.slug}/", language).content.decode()
        title = re.findall(r"<h1>(.*?)</h1>", text)[0]
        assert "4" in title
        assert ":" not in title
        assert f"<title>{title} · " in text
        assert not title.endswith(("?", "？")) or one.final


def test_three_channels_each_say_why_and_name_rule_edition_and_who_entered_the_facts(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    text = unescape(page(cast.office, f"/tasks/{matters['4'].pk}/").content.decode())
    channels = re.findall(r"<li><h3><span>(\w+)</span><a href=\"([^\"]*)\">([^<]*)</a>", text)
    assert channels == [
        ("Limit", "/rules/days-left/?edition=1#r-2.4", "Rule 2.4, edition 1"),
        ("Progress", "/rules/two-yellows/?edition=1-1#r-6.8", "Rule 6.8, edition 1-1"),
        ("Forecast", "/rules/judged-forecast/?edition=1#r-4.17", "Rule 4.17, edition 1"),
    ]
    assert "10 working days left; yellow from 10 down." in text
    assert "Verified 65\u00a0%, planned 93\u00a0%" in text
    assert "Supervision office, <time" in text, "who verified stands beside the fact"
    for _, url, _ in channels:
        answer = page(cast.commerce, url.split("#")[0])
        assert answer.status_code == 200
        assert f'id="{url.split("#")[1]}"' in answer.content.decode()


def test_a_row_shows_three_shapes_with_their_words(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    text = page(cast.office, "/tasks/?q=贸易中心").content.decode()
    assert 'aria-label="Limit Yellow, Progress Yellow, Forecast No light"' in text
    assert "planned 93" in text


def test_a_note_on_the_picture_waits_for_the_picture(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    text = page(cast.office, "/overview/").content.decode()
    assert re.search(r'<span [^>]*data-note="limits" hidden>a dashed line', text)
