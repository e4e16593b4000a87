"""What the shipped packs say: their cases, that the cases hold every number, forks, reasons."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotage.base import PilotageError
from pilotage.rulepack import (
    Light,
    Stage,
    WorkCalendar,
    facts_from,
    failed_cases,
    fork,
    judge,
    load_pack,
    mutations,
    pack_data,
    pack_names,
    planned_on,
    reasoning,
    rule_pack,
)

CALENDAR = WorkCalendar()
TODAY = date(2021, 3, 17)
LIGHTS = [name for name in pack_names() if load_pack(name).channel]
MUTATIONS = [(name, *one) for name in pack_names() for one in mutations(pack_data(name))]


@pytest.mark.parametrize("name", pack_names())
def test_every_case_of_every_pack_comes_out(name: str) -> None:
    assert load_pack(name).cases
    assert failed_cases(load_pack(name), CALENDAR) == ()


@pytest.mark.parametrize(("name", "change", "data"), MUTATIONS, ids=lambda one: str(one)[:60])
def test_every_number_is_held_by_a_case(name: str, change: str, data: dict[str, Any]) -> None:
    """One more or one less, and a case comes out otherwise, or the pack cannot be read at all."""
    try:
        changed = rule_pack(data, change)
    except PilotageError:
        return
    assert failed_cases(changed, CALENDAR, words=False), f"no case of {name} holds {change}"


def test_the_mutations_are_all_the_numbers() -> None:
    changed = {(name, change.split(" = ")[0]) for name, change, _ in MUTATIONS}
    assert ("points-behind", "parameters.red.value") in changed
    assert ("urging", "parameters.again.value") in changed
    assert ("days-left", "rules.7.when.days.at_most") in changed
    numbers = sum(len(load_pack(name).parameters) for name in pack_names())
    assert len(changed) > numbers >= 18


def test_a_number_that_no_case_holds_is_found() -> None:
    pack = load_pack("points-behind")
    thin = replace(pack, cases=pack.cases[:1])
    data = dict(mutations(pack_data("points-behind")))["parameters.red.value = 31"]
    assert (
        failed_cases(replace(rule_pack(data, "x"), cases=thin.cases), CALENDAR, words=False) == ()
    )


def test_a_wrong_case_is_told_in_both_languages() -> None:
    pack = load_pack("days-left")
    wrong = replace(pack.cases[0], gives="red")
    (failure,) = failed_cases(replace(pack, cases=(wrong,)), CALENDAR)
    assert failure.sentence().startswith(
        "Case 1: expected red by rule 2.4, got yellow by rule 2.4."
    )
    assert failure.sentence("zh").startswith("第1例：应为red，规则2.4；实为yellow，规则2.4。")


@given(
    st.sampled_from(LIGHTS),
    st.sampled_from(Stage),
    st.none() | st.dates(date(2019, 1, 1), date(2023, 1, 1)),
    st.none() | st.dates(date(2019, 1, 1), date(2021, 3, 17)),
    st.none() | st.integers(0, 100),
    st.sampled_from([None, "on_time", "late", "cannot"]),
    st.sampled_from([None, "on_time", "late", "cannot"]),
)
def test_no_light_pack_leaves_a_gap(
    name: str,
    stage: Stage,
    limit: date | None,
    dispatched: date | None,
    verified: int | None,
    forecast: str | None,
    judgement: str | None,
) -> None:
    facts = {
        "today": TODAY,
        "stage": stage.value,
        "limit": limit or (TODAY if stage is Stage.RUNNING else None),
        "dispatched": dispatched,
        "verified": verified,
        "forecast": forecast,
        "forecast_on": TODAY if forecast else None,
        "judgement": judgement,
        "judged_on": TODAY if judgement else None,
    }
    verdict = judge(load_pack(name), facts, CALENDAR)
    assert Light(verdict.gives)
    assert "{" not in verdict.en + verdict.zh
    assert verdict == judge(load_pack(name), facts, CALENDAR)


@given(st.integers(0, 99), st.integers(0, 100))
def test_a_further_shortfall_never_makes_a_better_light(planned: int, verified: int) -> None:
    order = ["red", "yellow", "green"]
    here, worse = (
        judge(
            load_pack("points-behind"),
            {"stage": "running", "planned": more, "verified": verified},
            CALENDAR,
        ).gives
        for more in (planned, planned + 1)
    )
    assert order.index(worse) <= order.index(here)


@given(st.dates(date(2020, 1, 1), date(2022, 1, 1)), st.integers(1, 700), st.integers(-50, 800))
def test_a_straight_line_rises_from_nothing_to_all(start: date, run: int, on: int) -> None:
    limit = date.fromordinal(start.toordinal() + run)
    today = date.fromordinal(start.toordinal() + on)
    planned = planned_on(today, start, limit)
    after = planned_on(date.fromordinal(today.toordinal() + 1), start, limit)
    assert planned is not None
    assert after is not None
    assert 0 <= planned <= after <= 100
    assert (planned == 100) == (today >= limit)


DAY = st.dates(date(2020, 1, 1), date(2022, 1, 1))


@given(DAY, st.integers(1, 700), DAY, st.integers(0, 200), st.integers(0, 900), DAY)
def test_what_is_planned_stands_still_in_a_suspension_and_never_falls(
    start: date, run: int, since: date, stood: int, on: int, limit_set: date
) -> None:
    limit, until = start + timedelta(days=run), since + timedelta(days=stood)
    today = start + timedelta(days=on)

    def planned(day: date) -> int:
        found = planned_on(
            day,
            start,
            limit,
            stopped=[(since, min(until, max(day, since)))],
            limit_set=max(start, min(limit_set, since)),
        )
        assert found is not None
        return found

    assert 0 <= planned(today) <= planned(today + timedelta(days=1)) <= 100
    if since <= today < until:
        assert planned(today) == planned(since)
    if since >= start:
        assert planned(limit + timedelta(days=stood)) == 100
        assert planned_on(today, start, limit) or planned(today) == 0


def test_milestones_take_the_place_of_the_line() -> None:
    steps = ((date(2021, 2, 1), 30), (date(2021, 3, 1), 60))
    days = (date(2021, 1, 31), date(2021, 2, 1), date(2021, 3, 17), date(2021, 3, 31))
    start, limit = date(2020, 8, 31), date(2021, 3, 31)
    assert [planned_on(day, start, limit, steps) for day in days] == [0, 30, 60, 100]
    assert planned_on(TODAY, None, limit) is None


def test_a_fork_is_another_edition_with_other_numbers() -> None:
    ours = fork(pack_data("days-left"), {"near": 5}, edition="1-1", day=TODAY)
    assert (ours.edition, ours.in_force_from) == ("1-1", TODAY)
    given_facts = {"today": TODAY, "stage": "running", "limit": date(2021, 3, 31)}
    assert judge(ours, given_facts, CALENDAR).gives == "green"
    assert judge(load_pack("days-left"), given_facts, CALENDAR).gives == "yellow"
    assert pack_data("days-left")["parameters"]["near"]["value"] == 10
    assert failed_cases(ours, CALENDAR), "the cases of the source speak against the fork"


@pytest.mark.parametrize("numbers", [{"far": 5}, {"near": -1}, {"near": 10_000}, {"near": True}])
def test_a_fork_with_a_wrong_number_is_refused(numbers: dict[str, int]) -> None:
    with pytest.raises(PilotageError):
        fork(pack_data("days-left"), numbers, edition="1-1", day=TODAY)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_reasoning_names_facts_rules_and_source(language: Any) -> None:
    facts = {"today": "2021-03-17", "limit": "2021-03-31", "dispatched": "2020-08-31"}
    given_facts = facts_from(facts | {"verified": 65})
    verdict = judge(load_pack("points-behind"), given_facts, CALENDAR)
    told = "\n".join(reasoning(verdict, given_facts, language))
    for words in ("✗ 3.11", "✓ 3.12", "28", verdict.sentence(language)):
        assert words in told
    assert ("Yinchuan" if language == "en" else "银川") in told


@pytest.mark.parametrize(
    "written", [[], {"moon": 1}, {"limit": "soon"}, {"verified": "half"}, {"checks": [1]}]
)
def test_unusable_facts_are_one_sentence(written: object) -> None:
    with pytest.raises(PilotageError):
        facts_from(written)


def test_a_day_is_asked_for() -> None:
    with pytest.raises(PilotageError, match="which day is today"):
        judge(load_pack("days-left"), facts_from({"limit": "2021-03-31"}), CALENDAR)
