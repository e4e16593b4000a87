"""Approval, passing on, hanging up, instructions, and the rhythm of reports, act by act."""

from datetime import UTC, date, datetime

import pytest

from pilotage.ledger import (
    Act,
    Capacity,
    Every,
    MatterState,
    Rhythm,
    Step,
    allowed,
    report_days,
    rhythm_label,
)
from tests.ledger.acting import Matter

OFFICE, HEAD, LEADER = ("office-1", "office"), ("office-2", "office"), ("leader-1", None)
LEAD, SUPPORT, OTHER = ("commerce-1", "commerce"), ("customs-1", "customs"), ("port-1", "port")
LIMIT = "2020-12-31"


def unit(name: str, role: str = "lead") -> dict[str, object]:
    return {"unit": name, "name": name.title(), "role": role}


SLIP = {"units": [unit("commerce"), unit("customs", "support")], "limit": LIMIT}
STUCK = {"reason": "Ice.", "waits_for": "the thaw", "review": "2021-04-01"}
SAID = {"text": "Hurry.", "leader": "The mayor", "given": "2020-09-10", "answer_by": "2020-09-20"}
SEEN = {"verified": 50, "method": "visit", "text": "Half is built."}


@pytest.fixture
def matter() -> Matter:
    return Matter(datetime(2020, 9, 1, 1, tzinfo=UTC), office=(OFFICE, HEAD), leader=LEADER)


@pytest.fixture
def signed(matter: Matter) -> Matter:
    return matter.do(OFFICE, Act.DISPATCH, **SLIP).do(LEAD, Act.SIGN).do(SUPPORT, Act.SIGN)


def test_what_is_put_up_is_dispatched_only_after_another_hand_approved_it(matter: Matter) -> None:
    matter.do(OFFICE, Act.PROPOSE)
    assert matter.state().step is Step.PROPOSED
    assert matter.code(OFFICE, Act.DISPATCH, **SLIP) == "W101"
    assert matter.code(OFFICE, Act.APPROVE) == "W122"
    assert matter.code(LEAD, Act.APPROVE) == "W102"
    assert matter.code(LEADER, Act.APPROVE) is None
    matter.do(HEAD, Act.APPROVE)
    assert (matter.state().approved_by, matter.state().approved_on) == (
        "office-2",
        date(2020, 9, 2),
    )
    assert matter.code(OFFICE, Act.PROPOSE) == "W121"
    assert matter.do(OFFICE, Act.DISPATCH, **SLIP).state().dispatched_on == date(2020, 9, 3)


def test_passing_on_asks_the_new_lead_and_keeps_the_trail_of_the_former(signed: Matter) -> None:
    signed.do(LEAD, Act.REPORT, claimed=100, text="Done.", done=True)
    new = {"units": [unit("port")], "reason": "Not its duty."}
    assert signed.code(OFFICE, Act.PASS_ON, **new) == "W115", "a report waits to be checked"
    signed.do(OFFICE, Act.VERIFY, verified=40, method="desk", text="Not quite.")
    assert signed.code(LEAD, Act.PASS_ON, **new) == "W102"
    same = {"units": [unit("commerce")], "reason": "Again."}
    assert signed.code(OFFICE, Act.PASS_ON, **same) == "W249"
    two = {"units": [unit("port"), unit("office", "support")], "reason": "Both."}
    assert signed.code(OFFICE, Act.PASS_ON, **two) == "W248"
    state = signed.do(OFFICE, Act.PASS_ON, **new).state()
    assert state.step is Step.DISPATCHED
    assert [one.unit for one in state.units] == ["port", "customs"]
    assert [(one.unit, one.until) for one in state.former_leads] == [
        ("commerce", date(2020, 9, 6)),
    ]
    assert [bool(one.signed_on) for one in state.units] == [False, True]
    assert (state.claimed, state.verified, state.claimed_done) == (100, 40, False)
    assert signed.code(LEAD, Act.SIGN) == "W102"
    assert signed.do(OTHER, Act.SIGN).state().step is Step.SIGNED


def test_the_lead_asks_to_be_relieved_and_the_office_decides(signed: Matter) -> None:
    assert signed.code(SUPPORT, Act.ASK_PASS_ON, reason="No.") == "W102"
    assert signed.code(OFFICE, Act.REFUSE_PASS_ON, reason="No.") == "W126"
    signed.do(LEAD, Act.ASK_PASS_ON, reason="Not our duty.")
    assert signed.code(LEAD, Act.ASK_PASS_ON, reason="Again.") == "W125"
    state = signed.do(OFFICE, Act.REFUSE_PASS_ON, reason="It is.").state()
    assert (state.pass_on_asked, state.step) == ("", Step.SIGNED)
    assert state.lead is not None
    assert state.lead.unit == "commerce"
    signed.do(LEAD, Act.ASK_PASS_ON, reason="Truly not.")
    state = signed.do(OFFICE, Act.PASS_ON, units=[unit("port")], reason="Agreed.").state()
    assert (state.pass_on_asked, state.pass_on_asked_on) == ("", None)


def test_a_support_that_the_matter_is_passed_on_to_leads_and_signs_anew(signed: Matter) -> None:
    state = signed.do(OFFICE, Act.PASS_ON, units=[unit("customs")], reason="Its duty.").state()
    assert [(one.unit, one.signed_on) for one in state.units] == [("customs", None)]


def test_what_is_suspended_says_what_it_waits_for_and_when_it_is_looked_at(signed: Matter) -> None:
    assert signed.code(OFFICE, Act.SUSPEND, reason="Ice.") == "W201"
    state = signed.do(OFFICE, Act.SUSPEND, **STUCK).state()
    assert (state.waits_for, state.review_on) == ("the thaw", date(2021, 4, 1))
    state = signed.do(LEADER, Act.RESUME).state()
    assert (state.step, state.waits_for, state.review_on) == (Step.SIGNED, "", None)


def test_an_instruction_is_answered_once_and_stands_in_the_way_of_closing(signed: Matter) -> None:
    assert signed.code(LEAD, Act.INSTRUCT, **SAID) == "W102"
    assert signed.code(LEADER, Act.INSTRUCT, **SAID | {"answer_by": "2020-09-09"}) == "W250"
    assert signed.code(LEAD, Act.ANSWER, number=1, text="Done.") == "W123"
    signed.do(LEADER, Act.INSTRUCT, **SAID).do(OFFICE, Act.INSTRUCT, **SAID)
    assert [one.number for one in signed.state().unanswered] == [1, 2]
    assert signed.code(SUPPORT, Act.ANSWER, number=1, text="Done.") == "W102"
    assert signed.code(LEAD, Act.ANSWER, number=3, text="Done.") == "W251"
    signed.do(LEAD, Act.ANSWER, number=2, text="We hurry.")
    assert signed.code(LEAD, Act.ANSWER, number=2, text="Again.") == "W251"
    first, second = signed.state().instructions
    assert (first.answered_on, second.answer, second.answered_by) == (
        None,
        "We hurry.",
        "commerce-1",
    )
    signed.do(LEAD, Act.REPORT, claimed=100, text="Done.", done=True)
    signed.do(OFFICE, Act.VERIFY, verified=100, method="desk", text="Seen.")
    assert signed.code(OFFICE, Act.CLOSE, text="Done.") == "W124"
    signed.do(OFFICE, Act.ANSWER, number=1, text="Told the mayor.")
    assert signed.code(OFFICE, Act.CLOSE, text="Done.") is None


def test_an_instruction_can_be_given_at_any_open_step_and_never_after(matter: Matter) -> None:
    for step in Step:
        rights = {Capacity.LEADER, Capacity.OFFICE}
        possible = Act.INSTRUCT in allowed(MatterState(step=step), rights)
        assert possible == (not step.is_final), step


def test_the_record_of_a_visit_is_whole_or_not_there(signed: Matter) -> None:
    signed.do(LEAD, Act.REPORT, claimed=60, text="Half.")
    whole = {"went": "Li and Wang", "place": "Pier 3", "visited": "2020-09-03"}
    for name in whole:
        part = {key: value for key, value in whole.items() if key != name}
        refusal = signed.refusal(OFFICE, Act.VERIFY, SEEN | part)
        assert refusal is not None
        assert (refusal.code, refusal.field) == ("W247", name)
    assert signed.code(OFFICE, Act.VERIFY, **SEEN | whole | {"method": "phone"}) == "W246"
    assert signed.code(OFFICE, Act.VERIFY, **SEEN | whole) is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"every": "month", "day": 28}, None),
        ({"every": "week", "day": 5}, None),
        ({"every": "stage"}, None),
        ({"every": "stage", "limit": None, "ongoing": True}, "W245"),
        ({"every": "stage", "day": 3}, "W243"),
        ({"day": 3}, "W243"),
        ({"every": "week", "day": 8}, "W244"),
        ({"every": "month"}, "W244"),
        ({"every": "month", "day": 32}, "W244"),
        ({"every": "day", "day": 1}, "W241"),
        ({"every": "month", "day": 0}, "W242"),
    ],
)
def test_a_rhythm_is_one_that_can_be_kept(
    matter: Matter, fields: dict[str, object], code: str | None
) -> None:
    assert matter.code(OFFICE, Act.DISPATCH, **SLIP | fields) == code


D = date
STAGES = (D(2021, 6, 30), D(2021, 3, 31))


@pytest.mark.parametrize(
    ("rhythm", "after", "upto", "days"),
    [
        (
            Rhythm(every=Every.WEEK, day=5),
            D(2021, 3, 5),
            D(2021, 3, 19),
            [D(2021, 3, 12), D(2021, 3, 19)],
        ),
        (Rhythm(every=Every.WEEK, day=1), D(2021, 3, 7), D(2021, 3, 8), [D(2021, 3, 8)]),
        (Rhythm(every=Every.WEEK, day=1), D(2021, 3, 8), D(2021, 3, 14), []),
        (
            Rhythm(every=Every.MONTH, day=31),
            D(2020, 12, 31),
            D(2021, 3, 1),
            [D(2021, 1, 31), D(2021, 2, 28)],
        ),
        (
            Rhythm(every=Every.QUARTER, day=25),
            D(2020, 9, 25),
            D(2021, 3, 25),
            [D(2020, 12, 25), D(2021, 3, 25)],
        ),
        (Rhythm(every=Every.STAGE), D(2021, 1, 1), D(2021, 12, 31), [*reversed(STAGES)]),
        (Rhythm(every=Every.MONTH, day=5), D(2021, 3, 5), D(2021, 3, 1), []),
    ],
)
def test_report_days(rhythm: Rhythm, after: date, upto: date, days: list[date]) -> None:
    assert list(report_days(rhythm, after, upto, STAGES)) == days


def test_a_rhythm_is_told_in_both_languages() -> None:
    weekly = Rhythm(every=Every.WEEK, day=5)
    assert (rhythm_label(weekly), rhythm_label(weekly, "zh")) == ("weekly, by Friday", "每周五前")
    monthly = Rhythm(every=Every.MONTH, day=28)
    assert rhythm_label(monthly, "zh") == "每月28日前"
