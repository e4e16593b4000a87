"""What is linked and what is not, on two small plans whose links anyone can see."""

from collections.abc import Callable

import pytest

from pilotage.plan import Plan
from pilotage.trace import Basis, Relation, Trace, provisions_of, trace

Compile = Callable[..., Plan]


def asserted(found: Trace) -> dict[str, str]:
    return {link.lower.heading: link.upper.heading for link in found.asserted}


def test_items_that_share_their_duty_are_linked(upper: Plan, lower: Plan) -> None:
    links = asserted(trace([upper], [lower]))
    assert links == {"提升通关效率": "建设智慧口岸", "建设冷链基地": "发展冷链物流"}


def test_what_has_no_link_is_listed(upper: Plan, lower: Plan) -> None:
    found = trace([upper], [lower])
    assert [one.heading for one in found.uncovered] == [
        "培育海洋牧场",
        "开展人才引进",
        "加强组织领导",
    ]
    assert [one.heading for one in found.unmandated] == ["推进垃圾分类", "整治背街小巷"]


def test_safeguards_without_owners_are_listed(upper: Plan, lower: Plan) -> None:
    assert [one.heading for one in trace([upper], [lower]).unowned] == ["加强组织领导"]


def test_the_reason_shows_the_rarest_words_in_both_languages(upper: Plan, lower: Plan) -> None:
    link = next(x for x in trace([upper], [lower]).asserted if x.lower.heading == "建设冷链基地")
    assert "国家骨干冷链物流基地" in [one.words for one in link.shared]
    assert "国家骨干冷链物流基地" in link.reason("zh")
    assert link.reason("en").startswith("Both say “")


def test_a_note_that_names_a_unit_is_no_reason(
    compiled: Compile, upper_text: str, lower_text: str
) -> None:
    """Two items under one bureau have no duty in common for that."""
    above = compiled(upper_text.replace("省农业农村厅牵头", "市住房城乡建设局牵头"), "upper.txt")
    found = trace([above], [compiled(lower_text, "lower.txt")])
    assert all("住房" not in one.words for link in found.links for one in link.shared)


def test_plans_that_have_nothing_in_common_are_not_linked(upper: Plan, compiled: Compile) -> None:
    sports = compiled(
        "体育赛事发展方案\n一、任务\n（一）发展职业联赛。完善俱乐部准入制度。（责任单位：市体育局）\n"
        "（二）修建足球场。新建社会足球场地三十块。（责任单位：市体育局）\n"
        "（三）培养裁判员。举办裁判员培训班。（责任单位：市体育局）\n",
        "sports.txt",
    )
    assert trace([upper], [sports]).asserted == ()


def test_an_item_that_cites_the_very_item_is_linked(
    upper: Plan, compiled: Compile, lower_text: str
) -> None:
    """The words are unlike, the citation settles it."""
    citing = compiled(
        lower_text.replace(
            "完成老旧小区外立面翻新。",
            "落实《东港省关于促进口岸开放的意见》第（三）项要求，推广海洋养殖。",
        ),
        "lower.txt",
    )
    link = next(x for x in trace([upper], [citing]).asserted if x.lower.heading == "整治背街小巷")
    assert (link.upper.heading, link.basis) == ("培育海洋牧场", Basis.CITATION)
    assert link.reason("zh").startswith("下级事项引用了上级文件")


def test_the_same_item_again_is_repeated(upper: Plan, compiled: Compile, upper_text: str) -> None:
    again = compiled(
        upper_text.replace("东港省关于", "西港市关于").replace("省商务厅", "市商务局"), "b.txt"
    )
    relations = {link.relation for link in trace([upper], [again]).asserted}
    assert relations == {Relation.REPEATS}


EDITION = """National Open Government Action Plan of Eastport, {edition} Edition
I. Actions
1. Modernise Port Records. {records}
Responsible unit: Port Office
2. Publish Shipping Data. The Port Office will publish arrival data in open formats every day.
Responsible unit: Port Office
3. Protect Whistleblowers. The Ombudsman will train supervisors on whistleblower protection rules.
Responsible unit: Ombudsman
"""


def test_the_next_edition_extends_the_one_before(compiled: Compile) -> None:
    first = "The Port Office will move paper customs records to a digital archive."
    second = "Building on this, the Port Office will open the digital archive of customs records."
    old = compiled(EDITION.format(edition="First", records=first), "old.txt")
    new = compiled(EDITION.format(edition="Second", records=second), "new.txt")
    found = {link.lower.heading: link for link in trace([old], [new]).asserted}
    assert found["Modernise Port Records"].upper.heading == "Modernise Port Records"
    assert found["Modernise Port Records"].relation is Relation.EXTENDS
    assert found["Publish Shipping Data"].relation is Relation.REPEATS


def test_documents_in_two_languages_are_told_apart(upper: Plan, compiled: Compile) -> None:
    english = compiled(EDITION.format(edition="First", records="Keep records."), "english.txt")
    found = trace([upper], [english])
    assert found.links == ()
    assert [problem.code for problem in found.problems] == ["T102"]


def test_what_was_not_compared_is_not_said_to_lack_an_answer(
    upper: Plan, lower: Plan, compiled: Compile
) -> None:
    english = compiled(EDITION.format(edition="First", records="Keep records."), "english.txt")
    found = trace([upper], [english])
    assert found.uncovered == found.unmandated == ()
    assert found.uncompared == (*found.uppers, *found.lowers)
    both = trace([upper], [lower, english])
    assert {one.document for one in both.uncompared} == {"english.txt"}
    assert len(both.uncovered) == 3


def test_a_document_without_items_is_told_of(upper: Plan, compiled: Compile) -> None:
    empty = compiled("Nothing is asked for here, this is only a letter of thanks.\n", "letter.txt")
    assert "T101" in [problem.code for problem in trace([upper], [empty]).problems]


BRIEF = """Mayor Studies the Opening of Eastport
On 3 March the mayor presided over a meeting. The members attended.
The mayor pointed out that it is necessary to build a cold chain base for fruit. It is agreed that \
the port should open new container routes.The meeting listened to a report.
When visiting the yard, the mayor said that all parks should have one theme.
"""


def test_a_brief_gives_one_provision_a_requirement(compiled: Compile) -> None:
    told = [one.text for one in provisions_of(compiled(BRIEF, "brief.txt"))]
    assert told == [
        "The mayor pointed out that it is necessary to build a cold chain base for fruit.",
        "It is agreed that the port should open new container routes.",
        "all parks should have one theme.",
    ]


@pytest.mark.parametrize("text", ["", "东"])
def test_a_plan_of_one_item_can_be_traced(upper: Plan, compiled: Compile, text: str) -> None:
    one = compiled(
        f"方案{text}\n一、任务\n（一）建设冷链。建设国家骨干冷链物流基地。（责任单位：市商务局）\n",
        "a.txt",
    )
    links = trace([upper], [one]).links
    assert links
    assert links[0].upper.heading == "发展冷链物流"


def test_voices_of_the_press_ask_for_nothing(compiled: Compile) -> None:
    report = (
        "市政府常务会议研究口岸工作\n\n3月3日，市长主持召开市政府常务会议。\n\n"
        "会议强调，要加快建设国际贸易单一窗口。会议要求，各部门要压缩通关时间。\n\n"
        "某研究院专家认为，口岸应当推进无纸化。要加强监管。\n"
    )
    told = [one.text for one in provisions_of(compiled(report, "report.txt"))]
    assert told == ["会议强调，要加快建设国际贸易单一窗口。", "会议要求，各部门要压缩通关时间。"]


ORDERS = """# The mayor's office meets on the port

On 3 March the mayor presided over a meeting. It studied the report on the port.

The mayor pointed out that it is necessary to build. Deepen the reform of the port office. \
Members are to share their records with the customs. The hall is large.
"""


def test_orders_are_requirements_and_the_heading_is_none(compiled: Compile) -> None:
    told = [one.text for one in provisions_of(compiled(ORDERS, "brief.md"))]
    assert told == [
        "The mayor pointed out that it is necessary to build.",
        "Deepen the reform of the port office.",
        "Members are to share their records with the customs.",
    ]


def test_a_plan_that_quotes_the_title_of_the_opinions_it_carries_out_is_no_edition_of_them(
    lower_text: str, upper: Plan, compiled: Compile
) -> None:
    title = "东港市贯彻落实《东港省关于促进口岸开放的意见》实施方案"
    lower = compiled(lower_text.replace("东港市口岸开放实施方案", title))
    assert {link.relation for link in trace([upper], [lower]).asserted} == {Relation.IMPLEMENTS}
