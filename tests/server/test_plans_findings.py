"""Findings by rule with their grounds, by place, at their words, and as files."""

import html
import io
import json
import re
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytest_django import DjangoAssertNumQueries

from pilotage.lint import RULES
from pilotage_server.plans import actions, findings, store
from pilotage_server.plans.models import PlanRow
from pilotage_server.units.models import Standing

from .conftest import member, signed_in
from .plans_support import drafted, shown_text, uploaded

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "plan.zh.docx"


@pytest.fixture
def row(cast: SimpleNamespace) -> PlanRow:
    return drafted(cast.office)


def page(row: PlanRow, cast: SimpleNamespace, rest: str = "", language: str = "en") -> str:
    answer = signed_in(cast.office, language).get(f"/plans/{row.pk}/findings/{rest}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_each_rule_says_how_often_how_heavy_why_and_from_what_source(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    text = page(row, cast)
    assert re.search(r'href="#L102".*?<td>warning</td><td[^>]*>1</td>', text, re.DOTALL)
    assert "What all are responsible for, nobody calls the others together for." in text
    assert "After municipal supervision rules the lead organises the work" in text
    zh = page(row, cast, language="zh-hans")
    assert "人人有责，就没有人召集。" in zh
    assert "按督查规定，由牵头单位组织实施并反馈结果。" in zh
    assert "nobody calls the others together" not in zh


ANOTHER_CITY = """东港市口岸提升实施方案（2025年）
一、重点任务
（一）建设智慧口岸。上线系统3个。（牵头单位：东港市甲局；配合单位：东港市乙局）
（二）优化航线布局。2025年12月底前新开航线3条。（牵头单位：东港市丙局；配合单位：东港市丁局）
"""


def test_that_the_register_is_the_examples_is_said_once_and_before_all_else(
    cast: SimpleNamespace,
) -> None:
    plan = drafted(cast.office, ANOTHER_CITY)
    text = page(plan, cast, language="zh-hans")
    assert "4个单位不在名录中（L105）" in text
    assert text.count("当前使用的是示例单位名录，本文件的4个单位名称中有4个不在其中") == 1
    assert text.index('id="L105"') < text.index('id="L101"')
    assert "4 units are not in the register (L105)" in page(plan, cast)
    codes = [finding.code for finding in findings.gate_of(plan).findings]
    assert codes[0] == "L105"
    assert codes.count("L105") == 1


def test_in_the_order_of_the_text_every_finding_stands_once(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    text = page(row, cast, "?by=place")
    found = findings.gate_of(row).findings
    codes = re.findall(r'<b class="num">([LC]\d{3})</b>', text)
    assert codes == [finding.code for finding in found]
    assert text.count('name="reason"') == len(findings.gate_of(row).blocking)


def test_a_finding_leads_to_its_words(row: PlanRow, cast: SimpleNamespace) -> None:
    text = page(row, cast)
    address = re.search(r'href="(/plans/\d+/\?task=\w+&at=(\d+)-(\d+)#found)"', text)
    assert address
    client = signed_in(cast.office)
    shown = client.get(address[1]).content.decode()
    marked = re.findall(r'<mark class="found"(?: id="found")?>(.*?)</mark>', shown)
    words = "".join(re.sub(r"<[^>]+>|\u2060|<sup>.*?</sup>", "", one) for one in marked)
    plan = store.plan_of(row).text[int(address[2]) : int(address[3])]
    assert re.sub(r"\s|\d", "", words) == re.sub(r"\s|\d", "", plan)
    assert shown.count('id="found"') == 1
    plain = client.get(f"/plans/{row.pk}/").content.decode()
    assert shown_text(shown) == shown_text(plain)
    for odd in ("9-3", "0-999999", "x", "5-5", "-1-4"):
        answer = client.get(f"/plans/{row.pk}/?at={odd}")
        assert answer.status_code == 200
        assert "<mark" not in answer.content.decode()


def test_findings_as_json_and_sarif_leave_out_what_was_ruled(
    row: PlanRow, cast: SimpleNamespace
) -> None:
    finding = next(f for f in findings.gate_of(row).blocking if f.code == "L104")
    actions.waive(row, finding, "The office sees to it.", cast.office.membership, version=1)
    client = signed_in(cast.office)
    task = store.plan_of(row).tasks[0].id
    form = {"task": task, "version": 2, "post_token": "lead"}
    assert client.post(f"/plans/{row.pk}/rule/lead/", form).status_code == 302
    listed = json.loads(client.get(f"/plans/{row.pk}/findings/findings.json").content)
    assert {one["code"] for one in listed} == {"L101", "L110"}
    answer = client.get(f"/plans/{row.pk}/findings/findings.sarif")
    assert answer["Content-Disposition"].startswith("attachment")
    log = json.loads(answer.content)["runs"][0]
    assert len(log["tool"]["driver"]["rules"]) == len(RULES)
    waived = [one for one in log["results"] if one.get("suppressions")]
    assert [one["ruleId"] for one in waived] == ["L104"]
    assert waived[0]["suppressions"][0]["justification"] == "The office sees to it."


def test_findings_come_back_as_comments_in_the_file_that_was_uploaded(
    cast: SimpleNamespace,
) -> None:
    document = uploaded(cast.office, EXAMPLE.read_bytes(), "plan.zh.docx")
    row = PlanRow.objects.get(document=document)
    answer = signed_in(cast.office, "zh-hans").get(f"/plans/{row.pk}/findings/findings.docx")
    assert answer.status_code == 200
    assert "plan.zh.checked.docx" in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        comments = parts.read("word/comments.xml").decode()
    said = findings.gate_of(row).findings
    assert comments.count("<w:comment ") == len(said)
    assert "没有写明时限" in comments


def test_other_files_take_no_comments(row: PlanRow, cast: SimpleNamespace) -> None:
    client = signed_in(cast.office)
    assert "only for a document uploaded as .docx" in page(row, cast)
    answer = client.get(f"/plans/{row.pk}/findings/findings.docx")
    assert answer.status_code == 422
    assert "Comments can be set only into a Word file" in answer.content.decode()


def test_a_file_that_is_gone_is_one_sentence(cast: SimpleNamespace) -> None:
    document = uploaded(cast.office, EXAMPLE.read_bytes(), "plan.zh.docx")
    row = PlanRow.objects.get(document=document)
    document.sha256 = "0" * 64
    document.save()
    answer = signed_in(cast.office).get(f"/plans/{row.pk}/findings/findings.docx")
    assert answer.status_code == 422
    assert "The file as it was uploaded is no longer here." in answer.content.decode()


@pytest.mark.parametrize("form", ["json", "sarif", "docx"])
def test_files_are_for_those_who_settle_findings(
    row: PlanRow, cast: SimpleNamespace, form: str
) -> None:
    address = f"/plans/{row.pk}/findings/findings.{form}"
    for user in (cast.leader, cast.transport, cast.drafter):
        assert signed_in(user).get(address).status_code == 404
    auditor = signed_in(member("auditor", Standing.AUDITOR))
    assert auditor.get(address).status_code == (422 if form == "docx" else 200)
    assert signed_in(cast.office).get(f"/plans/{row.pk}/findings/findings.exe").status_code == 404


def test_the_number_of_queries_stays(
    row: PlanRow, cast: SimpleNamespace, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(cast.office)
    for rest in ("", "?by=place", "findings.sarif"):
        with django_assert_max_num_queries(14):
            assert client.get(f"/plans/{row.pk}/findings/{rest}").status_code == 200
