"""The forms of the daily work: what one does when sent, once or twice, late or wrong."""

from datetime import date
from types import SimpleNamespace

import pytest
from pytest_django import Settings

from pilotage.ledger import Act, Method, Outlook, Step
from pilotage_server.ledgers import actions
from pilotage_server.ledgers.evidence import proof_of
from pilotage_server.ledgers.forms import NEVER_ADDRESSED
from pilotage_server.ledgers.models import EntryRow, MatterRow, MatterUnitRow
from pilotage_server.plans import store
from pilotage_server.units.names import register

from .conftest import signed_in
from .ledgers_support import LEADS, LIMITS, MARCH_17, at, form_of, member, page, ruled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _march(settings: Settings) -> None:
    settings.PILOTAGE_CLOCK_START = MARCH_17


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


def test_a_report_longer_than_the_ledger_keeps_says_so_and_loses_nothing(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client, path = signed_in(cast.commerce), f"/tasks/{matters['4'].pk}/report/"
    assert "At most 4,000 characters" in client.get(path).content.decode()
    data = {**form_of(client, path), "claimed": "83", "text": "长" * 200_000}
    answer = client.post(path, data)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "The text has 200,000 characters; an entry keeps at most 4,000." in text
    assert "长" * 200_000 in text, "what was typed is given back whole"


def test_a_long_text_is_folded_wherever_it_is_read(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    matter, words = matters["4"], "<b>" + "长" * 3000
    actions.report(matter, member(cast.commerce), claimed=83, text=words, posting=at(3, 17))
    pages = {
        f"/tasks/{matter.pk}/": cast.office,
        f"/tasks/{matter.pk}/verify/": cast.office,
        f"/tasks/{matter.pk}/report/": cast.commerce,
        "/units/dl-commerce/": cast.office,
        "/overview/": cast.office,
    }
    for path, reader in pages.items():
        page = signed_in(reader).get(path).content.decode()
        assert '<details class="fold"><summary><span class="head">' in page, path
        assert "长" * 3000 in page, path
        assert "&lt;b&gt;长" in page
        assert "<b>长" not in page
    checking = signed_in(cast.office).get("/checking/").content.decode()
    assert "长" * 150 in checking
    assert "长" * 201 not in checking, "a list shows how it begins"
    assert "全文3,0" in signed_in(cast.office, "zh").get(f"/tasks/{matter.pk}/").content.decode()


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
    assert "Entered since your page was shown" in text
    assert "另一人先办" in text
    assert "两份合同待签" not in text.split("Report of")[0], "what the page knew is no news"
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


def test_a_forecast_that_is_none_is_refused(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    client = signed_in(cast.commerce)
    path = f"/tasks/{matters['5'].pk}/report/"
    data = {**form_of(client, path), "claimed": "40", "text": "已写"}
    answer = client.post(path, {**data, "forecast": "perhaps"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"forecast"}
    assert client.post(path, {**data, "forecast": Outlook.ON_TIME.value}).status_code == 302


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
    text = asked.content.decode()
    assert "<h1>Close task 4</h1>" in text
    assert "stands at “Reported”" in text
    assert "<textarea" not in text, "what cannot be done is no form to fill in"
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
    assert signed_in(cast.commerce).post(path).status_code == 404
    assert desk.get(path).status_code == 405
    assert desk.post(path, {"version": row.version - 1}).status_code == 409
    assert MatterRow.objects.count() == 0
    data = {"version": row.version, "post_token": "x"}
    answers = [desk.post(path, data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert MatterRow.objects.count() == 17
    assert EntryRow.objects.count() == 16


def test_who_checks_has_before_them_what_is_checked(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    actions.report(
        matters["4"],
        member(cast.commerce),
        claimed=84,
        text="合同已签",
        next_step="办理验收",
        proofs=[
            proof_of("合同".encode(), "合同.txt", date(2021, 3, 15)),
            proof_of("照片".encode(), "照片.txt", None),
        ],
        posting=at(3, 17),
    )
    for slug in ("verify", "return"):
        text = page(cast.office, f"/tasks/{matters['4'].pk}/{slug}/").content.decode()
        for words in ("合同已签", "办理验收", "合同.txt", "照片.txt", "no date", "/evidence/"):
            assert words in text
        assert "场地踏勘完成" in text, "sent since the last check, and not checked yet"


def test_a_checked_report_is_not_returned_and_its_second_check_says_so(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    actions.verify(
        matters["4"],
        member(cast.office),
        verified=70,
        method=Method.DESK,
        text="核查",
        posting=at(3, 17),
    )
    path = f"/tasks/{matters['4'].pk}"
    words = {one.act: one.word for one in page(cast.office, f"{path}/").context["offers"].usual}
    assert words[Act.VERIFY] == "Check again"
    assert Act.RETURN not in words
    again = page(cast.office, f"{path}/verify/").content.decode()
    assert "70\u00a0% was verified" in again
    assert "场地踏勘完成" in again
    desk = signed_in(cast.office)
    answer = desk.post(f"{path}/return/", {**form_of(desk, f"{path}/return/"), "reason": "缺章"})
    assert answer.status_code == 422
    assert "it cannot be returned any more" in answer.content.decode()
    matters["4"].refresh_from_db()
    assert (matters["4"].step, matters["4"].verified) == (Step.IN_PROGRESS, 70)


def test_a_limit_before_the_plan_is_refused_and_a_past_one_confirmed(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    desk = signed_in(cast.office)
    path = f"/tasks/{matters['S5'].pk}/dispatch/"
    issued = store.plan_of(matters["S5"].plan).issued
    assert issued
    data = {**form_of(desk, path), "lead": "dl-commerce"}
    for confirmed in ({"past": "on"}, {}):
        early = desk.post(path, {**data, "limit": "2020-01-01", **confirmed})
        assert early.status_code == 422
        assert "a limit cannot lie before it" in early.content.decode()
    assert desk.post(path, {**data, "limit": "03/01/2021"}).status_code == 422
    past = desk.post(path, {**data, "limit": "2021-03-01"})
    assert past.status_code == 422
    assert "1 March 2021 is past" in past.content.decode()
    assert 'name="past"' in past.content.decode()
    matters["S5"].refresh_from_db()
    assert matters["S5"].step == Step.REGISTERED
    assert desk.post(path, {**data, "limit": "2021-03-01", "past": "on"}).status_code == 302


def test_an_extension_to_a_day_that_is_past_is_confirmed(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    lead = signed_in(cast.commerce)
    path = f"/tasks/{matters['5'].pk}/ask-extension/"
    data = {**form_of(lead, path), "until": "2021-03-10", "reason": "展会未定"}
    answer = lead.post(path, data)
    assert answer.status_code == 422
    assert "10 March 2021 is past" in answer.content.decode()
    assert lead.post(path, {**data, "past": "on"}).status_code == 302


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_units_of_the_plan_stand_first(
    language: str, cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    path = f"/tasks/{matters['S5'].pk}/dispatch/"
    form = page(cast.office, path, language).context["form"]
    (_none, (_ours, ours), (_rest, rest)) = form.fields["lead"].choices
    rows = MatterUnitRow.objects.exclude(unit="")
    assert {unit for unit, _name in ours} == set(rows.values_list("unit", flat=True))
    assert not {register().units[unit].kind for unit, _name in rest} & set(NEVER_ADDRESSED)
    if language == "en":
        names = [name.casefold() for _unit, name in ours]
        assert names == sorted(names)


def test_a_proof_is_not_dated_in_the_future(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    lead = signed_in(cast.commerce)
    path = f"/tasks/{matters['5'].pk}/report/"
    data = {**form_of(lead, path), "claimed": "80", "text": "已办", "dated_1": "2021-03-18"}
    answer = lead.post(path, data)
    assert answer.status_code == 422
    assert "18 March 2021 is still to come" in answer.content.decode()
    assert lead.post(path, {**data, "dated_1": "2021-03-17"}).status_code == 302


def test_the_checker_is_told_of_a_report_that_was_copied(
    cast: SimpleNamespace, matters: dict[str, MatterRow]
) -> None:
    lead, text = member(cast.commerce), "场地踏勘完成，三家企业签约入驻，其余手续正在办理"
    actions.report(matters["5"], lead, claimed=20, text=text, posting=at(3, 1))
    actions.report(matters["4"], lead, claimed=60, text=text, posting=at(3, 17))
    path = f"/tasks/{matters['4'].pk}/verify/"
    shown = page(cast.office, path, "zh-hans").content.decode()
    assert "文字与2021年3月1日对任务5的反馈完全相同。" in shown
    assert "申报进度由82%降为60%。" in shown
    english = page(cast.office, path).content.decode()
    assert "The claim fell from 82 to 60 %." in english
