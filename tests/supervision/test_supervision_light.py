"""The light on any day, with its reason in both languages."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from pilotage.ledger import Act, Check, Entry, MatterState, Outlook, Step, fold
from pilotage.rulepack import Channel, WorkCalendar, day_phrase, days_phrase, load_pack
from pilotage.supervision import Light, light, lights, limit_clock, slip_due

CALENDAR = WorkCalendar()
PACK = load_pack("days-left")
TODAY = date(2021, 3, 17)
PACKS = {
    Channel.LIMIT: PACK,
    Channel.PROGRESS: load_pack("points-behind"),
    Channel.FORECAST: load_pack("judged-forecast"),
}


def at_work(limit: date | None, **changes: object) -> MatterState:
    state = MatterState(step=Step.IN_PROGRESS, limit=limit, original_limit=limit)
    return replace(state, **changes)  # type: ignore[arg-type]


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


def test_the_progress_light_does_not_punish_the_days_of_a_suspension() -> None:
    """Verified 50 of a planned 50, then suspended for five months: still on plan."""
    slip = {
        "units": [{"unit": "commerce", "name": "Commerce", "role": "lead"}],
        "limit": "2021-01-10",
        "ongoing": False,
    }
    acts: list[tuple[Act, date, dict[str, object]]] = [
        (Act.DISPATCH, date(2020, 1, 10), slip),
        (Act.SIGN, date(2020, 1, 11), {}),
        (Act.REPORT, date(2020, 7, 10), {"claimed": 50, "text": "half"}),
        (Act.VERIFY, date(2020, 7, 10), {"verified": 50, "method": "desk", "text": "seen"}),
        (Act.SUSPEND, date(2020, 7, 11), {"reason": "The river is frozen."}),
        (Act.RESUME, date(2020, 12, 11), {}),
        (Act.ASK_EXTENSION, date(2020, 12, 12), {"until": "2021-06-12", "reason": "Frozen."}),
        (Act.EXTEND, date(2020, 12, 13), {"until": "2021-06-12"}),
    ]
    entries = [
        Entry(
            sequence=n,
            act=act,
            at=datetime(day.year, day.month, day.day, tzinfo=UTC),
            by="someone",
            unit="commerce",
            payload=payload,
        )
        for n, (act, day, payload) in enumerate(acts, start=1)
    ]
    resumed, extended = fold(entries[:6]), fold(entries)
    assert resumed.stopped == ((date(2020, 7, 11), date(2020, 12, 11)),)
    pack = PACKS[Channel.PROGRESS]
    planned = [
        light(state, day, CALENDAR, pack).facts["planned"]
        for state, day in (
            (fold(entries[:4]), date(2020, 7, 11)),
            (resumed, date(2020, 12, 11)),
            (resumed, date(2021, 1, 11)),
            (resumed, date(2021, 6, 11)),
            (extended, date(2020, 12, 13)),
            (extended, date(2021, 6, 12)),
        )
    ]
    assert planned == [50, 50, 58, 99, 50, 100]
    assert light(resumed, date(2020, 12, 11), CALENDAR, pack).light is Light.GREEN
    limit = light(resumed, date(2021, 1, 11), CALENDAR, PACK)
    assert limit.light is Light.RED, "the limit itself takes an extension"


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
    assert verdict.zh.endswith("2031年节假日安排尚未公布，按周一至周五计算。")


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


def under_way(**changes: object) -> MatterState:
    """Dispatched on 31 August 2020, due on 30 June 2021: 65 % is planned by TODAY."""
    facts: dict[str, object] = {"dispatched_on": date(2020, 8, 31), "claimed": 70, "verified": 60}
    return at_work(date(2021, 6, 30), **facts | changes)


def test_three_channels_are_kept_apart_and_the_worst_is_shown() -> None:
    state = under_way(verified=45, forecast=Outlook.CANNOT, forecast_on=date(2021, 3, 1))
    found = lights(state, TODAY, CALENDAR, PACKS)
    assert [one.light for one in found.each] == [Light.GREEN, Light.YELLOW, Light.RED]
    assert [one.channel for one in found.each] == ["limit", "progress", "forecast"]
    assert found.light is Light.RED
    assert found.decides is found.forecast
    assert found.progress.facts["behind"] == 20


def test_a_channel_without_a_light_does_not_hide_the_others() -> None:
    found = lights(under_way(), TODAY, CALENDAR, PACKS)
    assert [one.light for one in found.each] == [Light.GREEN, Light.GREEN, Light.NONE]
    assert found.light is Light.GREEN


def test_suspended_is_suspended_in_all_channels() -> None:
    state = under_way(step=Step.SUSPENDED, suspended_since=TODAY)
    assert {one.light for one in lights(state, TODAY, CALENDAR, PACKS).each} == {Light.SUSPENDED}


def test_claimed_progress_lights_nothing() -> None:
    low, high = (under_way(claimed=share, verified=40) for share in (41, 100))
    assert lights(low, TODAY, CALENDAR, PACKS).progress.light is Light.YELLOW
    assert lights(high, TODAY, CALENDAR, PACKS).progress.light is Light.YELLOW


def test_the_judgement_of_a_later_check_decides_over_the_leads_forecast() -> None:
    said = {"forecast": Outlook.ON_TIME, "forecast_on": date(2021, 3, 1)}
    judged = {"judgement": Outlook.LATE, "judged_on": date(2021, 3, 2)}
    assert lights(under_way(**said), TODAY, CALENDAR, PACKS).forecast.light is Light.GREEN
    assert lights(under_way(**said | judged), TODAY, CALENDAR, PACKS).forecast.light is Light.YELLOW
    cleared = judged | {"judgement": Outlook.ON_TIME}
    late = said | {"forecast": Outlook.LATE}
    assert lights(under_way(**late | cleared), TODAY, CALENDAR, PACKS).forecast.light is Light.GREEN


def test_two_yellow_checks_in_a_row_make_red_where_that_pack_is_in_force() -> None:
    packs = PACKS | {Channel.PROGRESS: load_pack("two-yellows")}
    limit = date(2021, 6, 30)
    checks = [Check(on=date(2021, 1, 31), verified=50, limit=limit)]
    checks += [Check(on=date(2021, month, 10), verified=50, limit=limit) for month in (2, 3)]
    one, two = (under_way(verified=50, checks=tuple(checks[:n])) for n in (2, 3))
    assert lights(one, TODAY, CALENDAR, packs).progress.light is Light.YELLOW
    red = lights(two, TODAY, CALENDAR, packs).progress
    assert (red.light, red.rule, red.facts["in_a_row"]) == (Light.RED, "6.7", 2)


def test_the_slips_climb_the_ladder() -> None:
    urging = load_pack("urging")
    limit = date(2021, 3, 17)

    def due(today: date, **changes: object) -> tuple[str, str]:
        state = at_work(limit, dispatched_on=date(2020, 8, 31), verified=95, **changes)
        lit = lights(state, today, CALENDAR, PACKS)
        slip = slip_due(state, lit, today, CALENDAR, urging)
        assert bool(slip.asks()) == bool(slip.asks("zh")) == (slip.gives != "none")
        return slip.gives, slip.rule

    assert due(date(2021, 3, 11)) == ("none", "5.10")
    assert due(date(2021, 3, 12)) == ("blue", "5.7")
    assert due(date(2021, 3, 18), last_urged_on=date(2021, 3, 12)) == ("orange", "5.5")
    assert due(date(2021, 3, 24), last_urged_on=date(2021, 3, 18)) == ("none", "5.4")
    assert due(date(2021, 3, 25), last_urged_on=date(2021, 3, 18)) == ("red", "5.3")
    assert due(date(2021, 3, 25), step=Step.REPORTED) == ("none", "5.2")


def test_the_forecast_of_a_report_enters_the_state_and_the_judgement_stays_apart() -> None:
    slip: dict[str, object] = {
        "units": [{"unit": "commerce", "name": "Commerce", "role": "lead"}],
        "limit": "2021-06-30",
        "milestones": [["2021-03-31", 40], ["2021-05-31", 80]],
    }
    acts: list[tuple[Act, dict[str, object]]] = [
        (Act.DISPATCH, slip),
        (Act.SIGN, {}),
        (
            Act.REPORT,
            {"claimed": 40, "text": "x", "forecast": "late", "expected": "2021-07-31"},
        ),
        (Act.VERIFY, {"verified": 30, "method": "desk", "text": "x", "judgement": "cannot"}),
        (Act.REPORT, {"claimed": 50, "text": "x"}),
        (Act.URGE, {"text": "x", "colour": "blue", "rule": "5.9"}),
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
    state = fold(entries)
    assert (state.forecast, state.expected) == (Outlook.LATE, date(2021, 7, 31))
    assert (state.judgement, state.judged_on) == (Outlook.CANNOT, date(2021, 3, 4))
    dispatched, limit = date(2021, 3, 1), date(2021, 6, 30)
    check = Check(on=date(2021, 3, 4), verified=30, limit=limit, limit_set=dispatched)
    assert state.checks == (check,)
    assert state.last_slip == "blue"
    found = lights(state, date(2021, 4, 1), CALENDAR, PACKS)
    assert found.progress.facts["planned"] == 40
    assert found.progress.facts["planned_by"] == "milestones"
    assert found.light is Light.RED


def test_a_forecast_is_not_said_of_a_limit_that_was_set_after_it() -> None:
    said = {"forecast": Outlook.ON_TIME, "forecast_on": date(2021, 3, 1)}
    verdict = light(at_work(date(2021, 6, 30), **said), TODAY, CALENDAR, PACKS[Channel.FORECAST])
    assert (verdict.light, verdict.rule) == (Light.GREEN, "4.16")
    assert verdict.sentence() == (
        "The lead forecast on 1 March 2021 that it will be on time; "
        "the limit in force is 30 June 2021. No check has judged this yet."
    )
    assert verdict.sentence("zh") == (
        "牵头单位2021年3月1日预判可按期完成；现行时限为2021年6月30日，尚未核查判断。"
    )
