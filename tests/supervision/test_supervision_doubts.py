"""Reports to look at twice: what is said of them, what is not, and that it never changes later."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotage.ledger import Act, Entry
from pilotage.supervision import Elsewhere, doubts

START = datetime(2021, 1, 4, 20, tzinfo=UTC)  # 5 January in China
LONG = "一期码头主体结构完工，设备安装队伍已经进场，正在办理用电手续"


def entry(
    number: int,
    act: Act = Act.REPORT,
    unit: str = "dl-port",
    evidence: tuple[str, ...] = (),
    **payload: object,
) -> Entry:
    return Entry(
        sequence=number,
        act=act,
        at=START + timedelta(days=7 * (number - 1)),
        by="port",
        unit=unit,
        payload=payload,
        evidence=evidence,
    )


def report(
    number: int, claimed: int, text: str = "", evidence: tuple[str, ...] = (), done: bool = False
) -> Entry:
    words = text or f"第{number}周进展各不相同"
    return entry(number, evidence=evidence, claimed=claimed, text=words, done=done)


def names(entries: list[Entry], elsewhere: tuple[Elsewhere, ...] = ()) -> list[str]:
    return [one.kind.name for one in doubts(entries, entries[-1].sequence, elsewhere)]


def test_an_honest_course_of_reports_raises_no_doubt() -> None:
    entries = [
        report(1, 10, "选址方案报市规委会审议，勘察单位进场"),
        report(2, 35, "初步设计通过评审，完成35%", evidence=("a",)),
        entry(3, Act.VERIFY, "dl-office", verified=30, method="desk", text="看了批复"),
        report(4, 100, LONG, evidence=("b",), done=True),
    ]
    for last in range(1, 5):
        assert names(entries[:last]) == []


def test_a_copy_is_named_with_its_original_in_both_languages() -> None:
    entries = [report(1, 20, LONG), report(2, 60, LONG.replace("，", ", "))]
    (doubt,) = doubts(entries, 2)
    assert (doubt.kind.name, doubt.earlier) == ("copied", 1)
    assert doubt.message("en") == "The text is that of the report of 5 January 2021, word for word."
    assert doubt.message("zh") == "文字与2021年1月5日的反馈完全相同。"


def test_a_copy_with_a_word_changed_is_nearly_one() -> None:
    changed = LONG.replace("一期", "二期")
    (doubt,) = doubts([report(1, 20, LONG), report(2, 60, changed)], 2)
    assert doubt.kind.name == "nearly-copied"
    assert doubt.facts["share"] == 96
    assert names([report(1, 20, LONG), report(2, 60, changed[::-1])]) == []


def test_short_words_and_another_units_words_are_no_copy() -> None:
    assert names([report(1, 20, "正在推进"), report(2, 30, "正在推进")]) == []
    other = entry(1, unit="dl-customs", claimed=20, text=LONG)
    assert names([other, report(2, 30, LONG)]) == []


def test_a_copy_from_another_matter_is_named_by_its_number() -> None:
    there = Elsewhere(code={"en": "4", "zh": "4"}, entry=report(1, 20, LONG))
    (doubt,) = doubts([report(2, 30, LONG)], 2, [there])
    assert doubt.earlier is None
    assert doubt.message("zh") == "文字与2021年1月5日对任务4的反馈完全相同。"
    later = Elsewhere(code=there.code, entry=report(9, 20, LONG))
    assert doubts([report(2, 30, LONG)], 2, [later]) == ()


def test_a_claim_that_stands_still_counts_its_reports() -> None:
    entries = [report(n, 40 if n > 1 else 30) for n in range(1, 5)]
    assert names(entries[:3]) == []
    (doubt,) = doubts(entries, 4)
    assert doubt.message("en") == (
        "The claim has stood at 40 % through 3 reports, since 12 January 2021."
    )
    assert names([report(n, 100, evidence=("a",)) for n in range(1, 5)]) == []


@pytest.mark.parametrize(
    ("last", "name"),
    [
        (report(4, 60, evidence=("a",)), "old-proofs"),
        (report(4, 60, evidence=("a", "b")), None),
        (report(4, 60), None),
        (report(4, 45, evidence=("a",)), "fell-back"),
        (report(4, 100, "已完成80%，其余下月完工", evidence=("b",)), "says-another-figure"),
        (report(4, 80, "已完成80%，其中土建完成95%", evidence=("b",)), None),
        (report(4, 60, "80 % is done now", evidence=("b",)), "says-another-figure"),
        (report(4, 60, "80 % of the berths are done, 土建完成95%", evidence=("b",)), None),
        (report(4, 100, "尚未取得用电批复", evidence=("b",), done=True), "done-and-not-done"),
        (
            report(4, 100, "The permit is not yet issued", evidence=("b",), done=True),
            "done-and-not-done",
        ),
        (report(4, 70, "尚未取得用电批复", evidence=("b",)), None),
    ],
)
def test_a_report_at_odds_with_what_came_before_or_with_itself(
    last: Entry, name: str | None
) -> None:
    before = [report(1, 50, evidence=("a",)), entry(2, Act.URGE, "dl-office", text="请抓紧")]
    assert names([*before, last]) == ([name] if name else [])


def test_all_is_claimed_and_nothing_was_ever_shown() -> None:
    assert names([report(1, 60), report(2, 100)]) == ["no-proof"]
    assert names([report(1, 60, evidence=("a",)), report(2, 100)]) == []


def test_a_claim_below_what_was_verified() -> None:
    check = entry(2, Act.VERIFY, "dl-office", verified=80, method="visit", text="现场看过")
    (doubt,) = doubts([report(1, 50), check, report(3, 60)], 3)
    assert doubt.message("zh") == "申报进度60%，而2021年1月12日已核实80%。"
    assert doubt.earlier == 2


def test_what_is_no_report_has_no_doubts() -> None:
    assert doubts([entry(1, Act.URGE, text="x")], 1) == ()
    assert doubts([], 1) == ()


@given(
    claims=st.lists(st.integers(0, 100), min_size=1, max_size=6),
    texts=st.lists(st.text(max_size=40), min_size=6, max_size=6),
    at=st.integers(0, 5),
)
def test_later_reports_change_no_doubt(claims: list[int], texts: list[str], at: int) -> None:
    entries = [report(n, c, t) for n, (c, t) in enumerate(zip(claims, texts, strict=False), 1)]
    at = min(at, len(entries) - 1) + 1
    then, now = doubts(entries[:at], at), doubts(entries, at)
    assert then == now
    for doubt in now:
        for language in ("en", "zh"):
            assert "{" not in doubt.message(language) or "{" in "".join(texts)
