"""The chain: documents above, links with their reasons, what a person rules, and who sees what."""

import html
import json
import re
from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pilotage_server.documents import actions as document_actions
from pilotage_server.documents import worker
from pilotage_server.plans import actions, chain, findings
from pilotage_server.plans.above import likely_level
from pilotage_server.plans.models import PlanRow, RulingRow, UpperRow
from pilotage_server.plans.walk import MOST_ITEMS, net_of, view_of, words_of
from pilotage_server.units.problems import RefusalError

from .conftest import signed_in
from .plans_support import PLAN_ZH, drafted

pytestmark = pytest.mark.django_db

OPINION = """\
东港省人民政府关于促进口岸开放的意见
东政发〔2020〕8号
2020年3月2日
一、重点任务
（一）建设智慧口岸。实现单证电子化，推进通关便利化，压缩查验时间，建成单一窗口。（责任单位：省商务厅）
（二）发展冷链物流。建设国家骨干冷链物流基地。（责任单位：省发展改革委）
"""
DIRECTIVE = """\
关于支持口岸开放的若干要求
2019年11月5日
一、重点任务
（一）推进智慧口岸建设。推进通关便利化和单证电子化。
"""


def read_into(row: PlanRow, text: str, name: str = "upper.txt") -> PlanRow:
    """A document uploaded into the programme of ``row``."""
    by = row.document.uploaded_by
    code = row.programme.code
    document = document_actions.receive(name, [text.encode()], by, programme=code)
    while worker.work_once():
        continue
    return PlanRow.objects.get(document=document)


def above(row: PlanRow, text: str, level: str, cast: SimpleNamespace) -> UpperRow:
    read = read_into(row, text)
    return actions.put_above(row.programme, read, level, cast.office.membership)


@pytest.fixture
def row(cast: SimpleNamespace) -> PlanRow:
    """A draft below the provincial opinions."""
    found = drafted(cast.office)
    above(found, OPINION, "province", cast)
    return found


def page(client: Client, row: PlanRow, rest: str = "") -> str:
    answer = client.get(f"/plans/{row.pk}/chain/{rest}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def link_of(row: PlanRow, *, asserted: bool) -> str:
    found = chain.chain_of(row, chain.uppers_of(row))
    return next(link.mark for link in found.coverage.links if link.asserted is asserted)


def candidate(row: PlanRow, cast: SimpleNamespace) -> str:
    """The mark of a link that does not count: an asserted one that a person refused."""
    mark = link_of(row, asserted=True)
    answer = {"verdict": "refused", "plan": row.title}
    actions.rule_link(row, mark, answer, cast.office.membership, seen=0)
    return mark


def rule(client: Client, row: PlanRow, mark: str, verdict: str, seen: int = 0, **more: str) -> int:
    form = {"verdict": verdict, "seen": str(seen), "post_token": f"{verdict}{seen}"} | more
    return client.post(f"/plans/{row.pk}/chain/links/{mark}/", form).status_code


def test_the_page_shows_links_gaps_and_unowned_safeguards(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    text = page(signed_in(cast.office), row)
    assert "1 item above has no task; 2 tasks have no item above." in text
    assert 'aria-label="A1 – 1: implements"' in text
    assert re.search(r'<tr id="r-A2" class="gap">', text)
    assert "1 of 2 answered" in text
    assert re.search(r"Safeguards to which the text names no unit.*加强组织领导", text, re.DOTALL)
    zh = page(signed_in(cast.office, "zh-hans"), row)
    assert "1项上级要求没有任务承接；2项任务没有上级依据。" in zh
    assert 'aria-label="A1 – 1: 落实"' in zh
    assert "东港省人民政府关于促进口岸开放的意见" in zh


def test_without_documents_above_the_page_says_what_comes_next(cast: SimpleNamespace) -> None:
    row = drafted(cast.office)
    text = page(signed_in(cast.office), row)
    assert "No document stands above this programme yet." in text
    assert "matrix" not in text
    assert "没有录入上级文件" in page(signed_in(cast.office, "zh-hans"), row)


def test_the_record_names_both_items_of_a_link(row: PlanRow, cast: SimpleNamespace) -> None:
    found = chain.chain_of(row, chain.uppers_of(row))
    link = found.coverage.asserted[0]
    by = cast.office.membership
    answer = {"verdict": "refused", "upper": words_of(link.upper), "lower": words_of(link.lower)}
    ruling = actions.rule_link(row, link.mark, answer, by, seen=0)
    actions.rule_link(row, link.mark, {}, by, seen=ruling.pk)
    said = signed_in(cast.administrator).get("/record/").content.decode()
    upper, lower = (" ".join(words_of(one).split())[:20] for one in (link.upper, link.lower))
    assert len(re.findall(f"link: “{re.escape(lower)}.*” answers “{re.escape(upper)}", said)) == 2
    assert link.mark not in said
    assert "承接“" in signed_in(cast.administrator, "zh-hans").get("/record/").content.decode()


def test_an_item_is_answered_by_way_of_the_level_between(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    above(row, DIRECTIVE, "capital", cast)
    found = chain.chain_of(row, chain.uppers_of(row))
    assert [one.letter for one in found.above] == ["A", "B"]
    assert found.above[0].row.level == "capital"
    direct = [one.mark for one in found.coverage.asserted if found.label(one.upper) == "A1"]
    for mark in direct:
        actions.rule_link(row, mark, {"verdict": "refused"}, cast.office.membership, seen=0)
    text = page(signed_in(cast.office), row)
    assert "through B1" in text
    assert '<tr id="r-A1">' in text


def test_the_walk_leaves_what_leads_to_a_point_and_from_it(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    found = chain.chain_of(row, chain.uppers_of(row))
    net = net_of(found, {})
    view = view_of(net, "A1")
    assert [s.key for s in view.columns["province"]] == ["A1"]
    assert [s.key for s in view.columns["plan"]] == ["t1"]
    assert [s.words for s in view.columns["unit"]] == ["市商务局"]
    assert view_of(net, "t2").columns["province"] == []
    text = page(signed_in(cast.office), row, "?at=A1")
    assert "压缩查验时间，建成单一窗口。" in text
    picture = text.partition('<svg class="walk"')[2].partition("</svg>")[0]
    assert "智慧口岸" in picture
    assert "优化航线" not in picture
    for key in ("A", "t1", "s1", "u-dl-commerce"):
        page(signed_in(cast.office), row, f"?at={key}")
    assert signed_in(cast.office).get(f"/plans/{row.pk}/chain/?at=Z9").status_code == 404


def test_a_long_document_stands_as_one_stop_until_it_is_entered(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    items = "".join(
        f"（{n}）发展第{n}类产业。建设{n}号园区。（责任单位：省商务厅）\n"
        for n in "一二三四五六七八九十"
    )
    long = f"东港省产业意见\n一、制造\n{items}二、服务\n{items.replace('类', '批')}"
    above(row, long, "province", cast)
    net = net_of(chain.chain_of(row, chain.uppers_of(row)), {})
    whole = [stop.key for stop in view_of(net).columns["province"]]
    assert whole == ["A", "B"]
    inside = [stop.key for stop in view_of(net, "B").columns["province"]]
    assert len(inside) == 20 > MOST_ITEMS


def test_a_link_shows_both_texts_with_the_shared_words_marked(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    mark = link_of(row, asserted=True)
    text = page(signed_in(cast.office), row, f"links/{mark}/")
    assert "Both say “" in text
    assert text.count("<mark>") >= 4
    assert "Does 1 answer A1?" in text
    assert "两处都写有“" in page(signed_in(cast.office, "zh-hans"), row, f"links/{mark}/")
    assert signed_in(cast.office).get(f"/plans/{row.pk}/chain/links/a-b/").status_code == 404


def test_a_link_is_refused_confirmed_and_taken_back(row: PlanRow, cast: SimpleNamespace) -> None:
    client = signed_in(cast.office)
    mark = link_of(row, asserted=True)
    assert rule(client, row, mark, "refused") == 302
    assert "2 items above have no task" in page(client, row)
    first = RulingRow.objects.get(question="link")
    assert first.answer["verdict"] == "refused"
    assert rule(client, row, mark, "confirmed", first.pk, relation="narrows") == 302
    text = page(client, row, f"links/{mark}/")
    assert "confirmed by Supervision office" in text
    assert text.count("<li><time") == 2
    assert 'aria-label="A1 – 1: in part"' in page(client, row)
    last = RulingRow.objects.filter(question="link").latest("pk")
    assert rule(client, row, mark, "back", last.pk) == 302
    assert 'aria-label="A1 – 1: implements"' in page(client, row)
    assert RulingRow.objects.filter(question="link").count() == 3


def test_a_page_that_grew_old_comes_back_with_what_was_ruled(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    client = signed_in(cast.office)
    mark = candidate(row, cast)
    answer = client.post(
        f"/plans/{row.pk}/chain/links/{mark}/",
        {"verdict": "confirmed", "seen": "0", "post_token": "old"},
    )
    assert answer.status_code == 409
    assert "refused by Supervision office" in answer.content.decode()
    assert RulingRow.objects.filter(question="link").count() == 1
    assert rule(client, row, mark, "nonsense", 1) == 409


def test_a_ruling_holds_for_the_same_words_in_another_edition_and_lapses_with_them(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    mark = candidate(row, cast)
    same = read_into(row, PLAN_ZH + "（二）强化督查。每月通报进展。\n", "same.txt")
    found = chain.chain_of(same, chain.uppers_of(same))
    refused = found.link(mark)
    assert refused
    assert not refused.asserted
    changed = read_into(row, PLAN_ZH.replace("单证电子化", "单证无纸化"), "changed.txt")
    assert changed.edition == 3
    found = chain.chain_of(changed, chain.uppers_of(changed))
    assert found.link(mark) is None
    assert [ruling.task for ruling in found.lapsed] == [mark]
    text = page(signed_in(cast.office), changed)
    assert "1 ruling on a link has lapsed" in text


def test_rulings_on_links_settle_no_finding(row: PlanRow, cast: SimpleNamespace) -> None:
    before = findings.gate_of(row)
    candidate(row, cast)
    assert findings.gate_of(row) == before


def test_a_person_states_a_link_that_was_not_found(row: PlanRow, cast: SimpleNamespace) -> None:
    client = signed_in(cast.office)
    found = chain.chain_of(row, chain.uppers_of(row)).coverage
    upper, lower = found.uppers[1], found.lowers[1]
    form = {"upper": upper.mark, "lower": lower.mark, "verdict": "confirmed", "post_token": "s"}
    address = f"/plans/{row.pk}/chain/state/"
    assert client.post(address, form | {"lower": ""}).status_code == 422
    assert client.post(address, form | {"lower": "nothing"}).status_code == 404
    answer = client.post(address, form)
    assert answer.status_code == 302
    assert "Stated by Supervision office." in html.unescape(
        client.get(answer["Location"]).content.decode()
    )
    assert 'aria-label="A2 – 2: implements"' in page(client, row)
    last = RulingRow.objects.get(question="link")
    assert rule(client, row, f"{upper.mark}-{lower.mark}", "back", last.pk) == 302
    assert 'aria-label="A2 – 2' not in page(client, row)


def test_documents_are_put_above_and_taken_away(cast: SimpleNamespace) -> None:
    row = drafted(cast.office)
    read = read_into(row, OPINION)
    client = signed_in(cast.office)
    assert "东港省人民政府关于促进口岸开放的意见" in page(client, row)
    address = f"/plans/{row.pk}/chain/above/"
    assert client.post(address, {"post_token": "a"}).status_code == 422
    form = {"document": str(read.pk), "post_token": "b"}
    assert client.post(address, form | {"level": "village"}).status_code == 422
    assert client.post(address, form | {"post_token": "c"}).status_code == 302
    upper = UpperRow.objects.get()
    assert upper.level == "province"
    assert "Document above: Province" in client.get("/plans/").content.decode()
    gone = f"{address}{upper.pk}/"
    assert client.post(gone, {"post_token": "d"}).status_code == 302
    assert client.post(gone, {"post_token": "e"}).status_code == 404
    assert not UpperRow.objects.exists()


def test_an_issued_plan_does_not_stand_above_its_own_programme(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    PlanRow.objects.filter(pk=row.pk).update(state="adopted", adopted=row.compiled)
    row.refresh_from_db()
    for plan in (row, drafted(cast.office, PLAN_ZH.replace("3条", "4条"))):
        with pytest.raises(RefusalError) as refused:
            actions.put_above(row.programme, plan, "province", cast.office.membership)
        assert refused.value.status == 422


def test_an_edition_of_the_plan_is_not_traced_against_it(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    later = above(row, PLAN_ZH.replace("3条", "4条"), "city", cast)
    assert later.plan.edition == 2
    assert [upper.plan.title for upper in chain.uppers_of(row)] == [
        "东港省人民政府关于促进口岸开放的意见"
    ]


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("国务院关于东北振兴的意见", "capital"),
        ("辽宁省人民政府关于开放的意见", "province"),
        ("市政府党组专题研讨会", "city"),
        ("Opinions of the State Council", "capital"),
        ("Opinions of Liaoning Provincial People's Government", "province"),
        ("The party group of the municipal government meets", "city"),
    ],
)
def test_the_level_of_a_document_is_read_in_its_title(title: str, level: str) -> None:
    assert likely_level(title) == level


def test_a_document_above_has_a_chain_of_its_own_with_the_levels_above_it(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    opinion = UpperRow.objects.get().plan
    directive = above(row, DIRECTIVE, "capital", cast).plan
    client = signed_in(cast.office)
    assert [upper.plan for upper in chain.uppers_of(opinion)] == [directive]
    assert "A1 – 1:" in page(client, opinion)
    assert "No document stands above this programme yet." in page(client, directive)


def test_a_brief_can_stand_above_and_below(row: PlanRow, cast: SimpleNamespace) -> None:
    brief = (
        "市政府召开口岸专题会议\n2020年5月6日，市政府召开口岸专题会议。"
        "会议强调，要加快建设智慧口岸，实现单证电子化。会议要求，要优化航线布局，开通新航线。\n"
    )
    below = above(row, brief, "city", cast).plan
    found = chain.chain_of(row, chain.uppers_of(row))
    assert [len(one.provisions) for one in found.above] == [2, 2]
    client = signed_in(cast.office)
    assert "B2" in page(client, row)
    assert "from 1 document" in page(client, below)


def test_links_are_ruled_on_after_the_plan_was_issued_but_only_by_the_office(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    PlanRow.objects.filter(pk=row.pk).update(state="adopted", adopted=row.compiled)
    mark = link_of(row, asserted=True)
    for user in (cast.drafter, cast.leader, cast.transport, cast.administrator):
        client = signed_in(user)
        assert "Confirm the link" not in page(client, row, f"links/{mark}/")
        assert rule(client, row, mark, "refused") == 403
        form = {"document": "1", "post_token": "x"}
        assert client.post(f"/plans/{row.pk}/chain/above/", form).status_code == 403
        assert client.post(f"/plans/{row.pk}/chain/state/", form).status_code == 403
    assert rule(signed_in(cast.office), row, mark, "refused") == 302


def test_candidates_are_for_those_who_judge_them(row: PlanRow, cast: SimpleNamespace) -> None:
    PlanRow.objects.filter(pk=row.pk).update(state="adopted", adopted=row.compiled)
    mark = candidate(row, cast)
    for user, status in ((cast.office, 200), (cast.administrator, 200), (cast.leader, 404)):
        answer = signed_in(user).get(f"/plans/{row.pk}/chain/links/{mark}/")
        assert answer.status_code == status
    assert "To be judged" in page(signed_in(cast.office), row, "links/")
    assert "To be judged" not in page(signed_in(cast.leader), row, "links/")
    counts = [
        len(signed_in(user).get(f"/plans/{row.pk}/chain/trace.json").json()["links"])
        for user in (cast.office, cast.leader)
    ]
    assert counts[1] == len(chain.chain_of(row, chain.uppers_of(row)).coverage.asserted)
    assert counts[0] > counts[1]


def test_a_drafter_rules_on_the_chain_of_their_own_draft(cast: SimpleNamespace) -> None:
    own = drafted(cast.drafter)
    read = read_into(own, OPINION)
    client = signed_in(cast.drafter)
    form = {"document": str(read.pk), "level": "province", "post_token": "t"}
    assert client.post(f"/plans/{own.pk}/chain/above/", form).status_code == 302
    assert rule(client, own, link_of(own, asserted=True), "confirmed") == 302


@pytest.mark.parametrize(
    "rest", ["", "links/", "trace.html", "trace.json", "links/0a-0b/", "?at=A1"]
)
def test_whoever_may_not_read_the_plan_finds_no_chain(
    row: PlanRow, cast: SimpleNamespace, rest: str
) -> None:
    for user in (cast.drafter, cast.leader, cast.transport, cast.stranger):
        assert signed_in(user).get(f"/plans/{row.pk}/chain/{rest}").status_code == 404
    assert signed_in(None).get(f"/plans/{row.pk}/chain/{rest}").status_code == 302


def test_the_files_hold_the_links_with_their_rulings(row: PlanRow, cast: SimpleNamespace) -> None:
    candidate(row, cast)
    client = signed_in(cast.office)
    answer = client.get(f"/plans/{row.pk}/chain/trace.json")
    assert answer["Content-Disposition"].startswith("attachment")
    value = json.loads(answer.content)
    assert [one["ruling"]["verdict"] for one in value["links"] if "ruling" in one] == ["refused"]
    assert len(value["uncovered"]) == 2
    whole = client.get(f"/plans/{row.pk}/chain/trace.html").content.decode()
    assert whole.startswith("<!doctype html>")


def test_the_number_of_queries_does_not_grow(
    row: PlanRow, cast: SimpleNamespace, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    mark = link_of(row, asserted=True)
    for n in range(6):
        more = DIRECTIVE.replace("若干要求", f"若干要求之{n}")
        above(row, more, "capital", cast)
    for seen in range(4):
        last = RulingRow.objects.filter(task=mark).order_by("-pk").values_list("pk", flat=True)
        by = cast.office.membership
        actions.rule_link(row, mark, {"verdict": "confirmed"}, by, seen=last.first() or seen)
    client = signed_in(cast.office)
    for rest in ("", "links/", f"links/{mark}/", "?at=B"):
        with django_assert_max_num_queries(14):
            page(client, row, rest)


def test_tracing_is_done_once_for_the_same_words(row: PlanRow, cast: SimpleNamespace) -> None:
    client = signed_in(cast.office)
    chain._traced.cache_clear()
    page(client, row)
    page(client, row, "links/")
    candidate(row, cast)
    page(client, row)
    assert chain._traced.cache_info().misses == 1
