"""Which report is due, and the light of an instruction whose day has passed."""

from dataclasses import replace
from datetime import date

import pytest

from pilotage.ledger import Every, Instruction, MatterState, Rhythm, Step
from pilotage.rulepack import Channel, Light, Pack, WorkCalendar, load_pack
from pilotage.supervision import ReportDue, lights, report_due, reports_asked

MONTHLY = Rhythm(every=Every.MONTH, day=28)
START = date(2020, 12, 1)
PACKS: dict[Channel, Pack] = {
    Channel.LIMIT: load_pack("days-left"),
    Channel.PROGRESS: load_pack("points-behind"),
    Channel.FORECAST: load_pack("judged-forecast"),
}


def matter(told: date | None, step: Step = Step.IN_PROGRESS) -> MatterState:
    return MatterState(step=step, rhythm=MONTHLY, reports_from=START, claimed_on=told)


@pytest.mark.parametrize(
    ("told", "today", "due"),
    [
        (None, date(2020, 12, 20), None),
        (None, date(2020, 12, 21), ReportDue(day=date(2020, 12, 28))),
        (None, date(2020, 12, 28), ReportDue(day=date(2020, 12, 28))),
        (None, date(2020, 12, 29), ReportDue(day=date(2020, 12, 28), missed=1)),
        (None, date(2021, 3, 1), ReportDue(day=date(2021, 2, 28), missed=3)),
        (date(2020, 12, 10), date(2020, 12, 28), None),
        (date(2020, 12, 28), date(2021, 1, 22), ReportDue(day=date(2021, 1, 28))),
        (date(2020, 12, 28), date(2021, 1, 29), ReportDue(day=date(2021, 1, 28), missed=1)),
        (date(2020, 12, 29), date(2021, 1, 28), None),
        (date(2021, 1, 30), date(2021, 2, 1), None),
    ],
)
def test_the_report_that_is_due(told: date | None, today: date, due: ReportDue | None) -> None:
    assert report_due(matter(told), today) == due


def test_no_report_is_due_of_what_is_not_signed_for_or_does_not_run() -> None:
    today = date(2021, 3, 1)
    asking = {step for step in Step if report_due(matter(None, step), today)}
    assert asking == {Step.SIGNED, Step.IN_PROGRESS, Step.REPORTED, Step.RETURNED}


def test_reports_are_asked_for_until_the_matter_ends_or_stands_still() -> None:
    first, last = date(2020, 12, 20), date(2021, 3, 1)
    days = (date(2020, 12, 28), date(2021, 1, 28), date(2021, 2, 28))
    assert reports_asked(matter(None), first, last) == days
    assert reports_asked(matter(None), date(2021, 1, 28), date(2021, 2, 27)) == days[1:2]
    over = date(2021, 2, 1)
    assert reports_asked(replace(matter(None), closed_on=over), first, last) == days[:2]
    assert reports_asked(replace(matter(None), suspended_since=over), first, last) == days[:2]
    assert reports_asked(matter(None, Step.DISPATCHED), first, last) == ()
    assert reports_asked(replace(matter(None), rhythm=None), first, last) == ()


def test_by_stage_the_days_are_the_milestones_and_the_limit() -> None:
    state = replace(
        matter(date(2021, 1, 5)),
        rhythm=Rhythm(every=Every.STAGE),
        milestones=((date(2021, 1, 31), 40),),
        limit=date(2021, 6, 30),
    )
    assert report_due(state, date(2021, 2, 1)) is None
    due = report_due(replace(state, claimed_on=None), date(2021, 2, 1))
    assert due == ReportDue(day=date(2021, 1, 31), missed=1)
    assert report_due(state, date(2021, 6, 20)) == ReportDue(day=date(2021, 6, 30))


def said(answer_by: date, answered: date | None = None) -> Instruction:
    return Instruction(
        number=1,
        text="Hurry.",
        leader="The mayor",
        given_on=date(2021, 3, 1),
        answer_by=answer_by,
        answered_on=answered,
    )


def test_an_instruction_turns_its_matter_red_after_its_day_and_not_before() -> None:
    today, day = date(2021, 3, 17), date(2021, 3, 16)
    state = MatterState(step=Step.SIGNED, limit=date(2021, 12, 31), dispatched_on=today)
    shown = [
        lights(replace(state, instructions=one), today, WorkCalendar(), PACKS)
        for one in ((), (said(today),), (said(day),), (said(day, today),))
    ]
    assert [one.light for one in shown] == [shown[0].light, shown[0].light, Light.RED, Light.GREEN]
    assert [one.instructed is not None for one in shown] == [False, False, True, False]
    assert shown[2].decides.rule == "2.1"
    assert shown[2].limit == shown[0].limit, "the channels are not touched"


def test_a_suspended_matter_keeps_its_own_light_until_an_instruction_is_overdue() -> None:
    today = date(2021, 3, 17)
    stuck = MatterState(step=Step.SUSPENDED, suspended_since=START, limit=date(2021, 1, 1))
    found = lights(replace(stuck, instructions=(said(today),)), today, WorkCalendar(), PACKS)
    assert found.light is Light.SUSPENDED
    late = lights(replace(stuck, instructions=(said(START),)), today, WorkCalendar(), PACKS)
    assert late.light is Light.RED
