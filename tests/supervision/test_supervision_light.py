"""The light on any day, with its reason in both languages."""

from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotage.ledger import Act, Entry, MatterState, Step, fold
from pilotage.rulepack import LightPack, WorkCalendar, load_pack
from pilotage.supervision import (
    Light,
    day_phrase,
    days_phrase,
    failed_cases,
    light,
    limit_clock,
)

CALENDAR = WorkCalendar()
PACK = load_pack("lights")
TODAY = date(2021, 3, 17)
PACKS = sorted(
    one.name.removesuffix(".yaml")
    for one in (files("pilotage.rulepack") / "packs").iterdir()
    if one.name.endswith(".yaml")
)


def at_work(limit: date | None, **changes: object) -> MatterState:
    state = MatterState(step=Step.IN_PROGRESS, limit=limit, original_limit=limit)
    return replace(state, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", PACKS)
def test_every_case_of_every_pack_comes_out(name: str) -> None:
    pack = load_pack(name)
    assert pack.cases
    assert failed_cases(pack, CALENDAR) == ()


def test_a_wrong_case_is_found() -> None:
    wrong = replace(PACK.cases[0], light=Light.RED)
    (failure,) = failed_cases(replace(PACK, cases=(wrong,)), CALENDAR)
    assert failure.startswith("On 2021-03-17 with limit 2021-03-31: expected")


def test_a_verdict_carries_rule_edition_facts_and_both_sentences() -> None:
    verdict = light(at_work(date(2021, 2, 26)), TODAY, CALENDAR, PACK)
    assert (verdict.light, verdict.channel) == (Light.RED, "limit")
    assert (verdict.rule, verdict.edition) == ("2.1", PACK.edition)
    assert verdict.facts["days"] == -13
    assert verdict.facts["late"] is True
    assert verdict.sentence() == "13 working days past the limit of 26 February 2021."
    assert verdict.sentence("zh") == "时限为2021年2月26日，已逾期13个工作日。"
    near = light(at_work(date(2021, 3, 31)), TODAY, CALENDAR, PACK)
    assert (near.light, near.zh) == (Light.YELLOW, "剩10个工作日；10个工作日以内亮黄灯。")


def test_the_light_follows_an_extension_through_the_ledger() -> None:
    slip = {
        "units": [{"unit": "commerce", "name": "Commerce", "role": "lead"}],
        "limit": "2021-02-26",
        "ongoing": False,
    }
    acts: list[tuple[Act, dict[str, object]]] = [
        (Act.DISPATCH, slip),
        (Act.SIGN, {}),
        (Act.ASK_EXTENSION, {"until": "2021-06-30", "reason": "Season."}),
        (Act.EXTEND, {"until": "2021-06-30"}),
    ]
    entries = [
        Entry(
            sequence=n,
            act=act,
            at=datetime(2021, 3, n, tzinfo=UTC),
            by="someone",
            unit="commerce",
            payload=payload,
        )
        for n, (act, payload) in enumerate(acts, start=1)
    ]
    before = fold(entries, datetime(2021, 3, 3, 1, tzinfo=UTC))
    assert light(before, TODAY, CALENDAR, PACK).light is Light.RED
    assert light(fold(entries), TODAY, CALENDAR, PACK).light is Light.GREEN


def test_suspended_and_closed_are_quiet_even_when_late() -> None:
    suspended = at_work(date(2021, 2, 26), step=Step.SUSPENDED, suspended_since=date(2021, 3, 3))
    found = light(suspended, TODAY, CALENDAR, PACK)
    assert found.light is Light.SUSPENDED
    assert found.en == "Suspended since 3 March 2021; the limit is not judged meanwhile."
    closed = at_work(date(2021, 2, 26), step=Step.CLOSED, closed_on=date(2021, 3, 3))
    assert light(closed, TODAY, CALENDAR, PACK).zh == "已于2021年3月3日销号，督办终止。"


@given(st.dates(date(2020, 1, 1), date(2022, 12, 31)), st.dates(date(2019, 1, 1)))
def test_a_light_only_gets_worse_as_the_days_go_by_and_is_red_once_the_limit_passed(
    today: date, limit: date
) -> None:
    order = [Light.GREEN, Light.YELLOW, Light.RED]
    state = at_work(limit)
    now = light(state, today, CALENDAR, PACK)
    later = light(state, date.fromordinal(today.toordinal() + 1), CALENDAR, PACK)
    assert order.index(now.light) <= order.index(later.light)
    assert (now.light is Light.RED) == (limit < today)
    assert "{" not in now.en + now.zh


@given(st.sampled_from(Step), st.none() | st.dates(), st.dates(), st.booleans())
def test_the_pack_leaves_no_gap(step: Step, limit: date | None, today: date, ongoing: bool) -> None:
    state = MatterState(step=step, limit=limit, ongoing=ongoing and limit is None)
    verdict = light(state, today, CALENDAR, PACK)
    assert verdict.en
    assert verdict.zh
    assert verdict == light(state, today, CALENDAR, PACK)


def test_an_unknown_year_is_said_in_the_verdict() -> None:
    verdict = light(at_work(date(2031, 3, 5)), date(2031, 3, 3), CALENDAR, PACK)
    assert verdict.facts["unannounced"] == 2031
    assert verdict.zh.endswith("2031年节假日安排未知，按周一至周五计算。")


def test_the_label_of_a_column() -> None:
    left = limit_clock(date(2021, 3, 31), TODAY, CALENDAR)
    late = limit_clock(date(2021, 2, 26), TODAY, CALENDAR)
    assert (left.label(), left.label("zh")) == ("10 left", "剩10")
    assert (late.label(), late.label("zh")) == ("13 late", "逾期13")


def test_phrases() -> None:
    assert [days_phrase(n, "en") for n in (0, 1, 2)] == [
        "0 working days",
        "1 working day",
        "2 working days",
    ]
    assert day_phrase(None, "en") == "–"
    assert day_phrase(date(2021, 12, 1), "en") == "1 December 2021"


def test_a_pack_is_a_value() -> None:
    assert isinstance(PACK, LightPack)
    assert load_pack("lights") == PACK
