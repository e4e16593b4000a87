"""A matter's life, told act by act, and every refusal on the way."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pilotage.base import PilotageError
from pilotage.ledger import (
    Act,
    Capacity,
    Extension,
    MatterState,
    Method,
    Step,
    allowed,
    capacities_of,
    check,
    entry_faults,
    fold,
    may,
)
from tests.ledger.acting import Matter

OFFICE = ("office-1", "opening-office")
LEAD = ("commerce-1", "commerce")
SUPPORT = ("customs-1", "customs")
LEADER = ("leader-1", None)
STRANGER = ("port-1", "port")

SLIP = {
    "units": [
        {"unit": "commerce", "name": "Bureau of Commerce", "role": "lead"},
        {"unit": "customs", "name": "Customs", "role": "support"},
        {"unit": None, "name": "Trade associations", "role": "support"},
    ],
    "limit": "2020-12-31",
    "ongoing": False,
    "slip": "2020-04",
}

FROZEN = {"reason": "The sea is frozen.", "waits_for": "the thaw", "review": "2021-04-01"}


@pytest.fixture
def matter() -> Matter:
    return Matter(datetime(2020, 8, 31, 9, tzinfo=UTC), office=(OFFICE,), leader=LEADER)


@pytest.fixture
def dispatched(matter: Matter) -> Matter:
    return matter.do(OFFICE, Act.DISPATCH, **SLIP)


@pytest.fixture
def signed(dispatched: Matter) -> Matter:
    return dispatched.do(LEAD, Act.SIGN)


@pytest.fixture
def reported(signed: Matter) -> Matter:
    return signed.do(LEAD, Act.REPORT, claimed=74, text="Two contracts are signed.", done=False)


def verified(matter: Matter, share: int) -> Matter:
    return matter.do(OFFICE, Act.VERIFY, verified=share, method="visit", text="Seen on the spot.")


def pending(matter: Matter) -> Extension:
    asked = matter.state().pending_extension
    assert asked is not None
    return asked


def test_whole_life_from_dispatch_to_closing(matter: Matter) -> None:
    matter.do(OFFICE, Act.DISPATCH, **SLIP)
    matter.do(LEAD, Act.SIGN).do(SUPPORT, Act.SIGN)
    matter.do(LEAD, Act.REPORT, claimed=74, text="Half is built.", done=False)
    verified(matter, 65)
    matter.on(2020, 12, 9).do(LEAD, Act.ASK_EXTENSION, until="2021-03-31", reason="Inspections.")
    matter.do(LEADER, Act.EXTEND, until="2021-03-31")
    matter.on(2021, 3, 8).do(OFFICE, Act.URGE, text="The first note.")
    matter.do(LEAD, Act.REPORT, claimed=100, text="The hall is open.", done=True)
    verified(matter, 100)
    matter.on(2021, 3, 17).do(OFFICE, Act.CLOSE, text="All is seen.")

    state = matter.state()
    assert state.step is Step.CLOSED
    assert (state.limit, state.original_limit) == (date(2021, 3, 31), date(2020, 12, 31))
    assert (state.claimed, state.verified, state.urged) == (100, 100, 1)
    assert state.verified_method is Method.VISIT
    assert state.closed_on == date(2021, 3, 17)
    assert state.slip == "2020-04"
    assert state.pending_extension is None
    (extension,) = state.extensions
    assert extension.asked_on == date(2020, 12, 9)
    assert not extension.late
    assert extension.former_limit == date(2020, 12, 31)
    assert (extension.asked_by, extension.decided_by) == ("commerce-1", "leader-1")
    for person in (OFFICE, LEAD):
        still = allowed(state, set(Capacity), by=person[0], unit=person[1])
        assert still == (Act.CARRY, Act.REOPEN, Act.ARCHIVE), "it is archived, or taken up anew"


def test_only_the_leads_signature_moves_the_matter(dispatched: Matter) -> None:
    dispatched.do(SUPPORT, Act.SIGN)
    assert dispatched.state().step is Step.DISPATCHED
    dispatched.do(LEAD, Act.SIGN)
    assert dispatched.state().step is Step.SIGNED
    assert [one.signed_by for one in dispatched.state().units] == ["commerce-1", "customs-1", None]


def test_support_reports_its_part_but_does_not_speak_for_the_matter(signed: Matter) -> None:
    assert signed.code(SUPPORT, Act.REPORT, claimed=90, text="Done soon.", done=False) == "W105"
    signed.do(SUPPORT, Act.SIGN)
    signed.do(SUPPORT, Act.REPORT, claimed=90, text="Our part is nearly done.", done=False)
    state = signed.state()
    assert (state.step, state.claimed) == (Step.SIGNED, None)
    part = state.unit("customs")
    assert part is not None
    assert part.claimed == 90


def test_the_first_unit_leads_where_roles_are_not_told_apart(matter: Matter) -> None:
    units = [
        {"unit": name, "name": name, "role": "responsible"} for name in ("commerce", "customs")
    ]
    matter.do(OFFICE, Act.DISPATCH, units=units, limit="2020-12-31", ongoing=False)
    assert matter.rights(LEAD) == {Capacity.LEAD}
    assert matter.rights(SUPPORT) == {Capacity.SUPPORT}
    matter.do(LEAD, Act.SIGN)
    assert matter.state().step is Step.SIGNED


def test_a_declined_matter_is_dispatched_anew_and_keeps_its_original_limit(
    dispatched: Matter,
) -> None:
    dispatched.do(SUPPORT, Act.SIGN).do(LEAD, Act.DECLINE, reason="The port administration's duty.")
    assert dispatched.state().step is Step.REGISTERED
    assert dispatched.state().declined == 1
    units = [{"unit": "port", "name": "Port Administration", "role": "lead"}]
    dispatched.do(OFFICE, Act.DISPATCH, units=units, limit="2021-06-30", ongoing=False)
    state = dispatched.state()
    assert (state.limit, state.original_limit) == (date(2021, 6, 30), date(2020, 12, 31))
    assert [one.unit for one in state.units] == ["port"]
    assert dispatched.rights(LEAD) == frozenset()


def test_nobody_verifies_their_own_report(reported: Matter) -> None:
    rights = {Capacity.OFFICE}
    payload = {"verified": 74, "method": "desk", "text": "As claimed."}
    for by, unit in (("commerce-1", "elsewhere"), ("another", "commerce")):
        refusal = check(reported.state(), Act.VERIFY, rights, payload, by=by, unit=unit)
        assert refusal is not None
        assert refusal.code == "W103"
    assert reported.code(OFFICE, Act.VERIFY, **payload) is None


def test_a_leader_checks_what_the_office_itself_reported_and_nothing_else(reported: Matter) -> None:
    elsewhere = capacities_of(reported.state(), None, leader=True, offices={"opening-office"})
    refusal = may(reported.state(), Act.VERIFY, elsewhere, by="leader-1")
    assert refusal is not None
    assert refusal.message() == (
        "“Check” is for the supervision office or a checker, or a leader for what "
        "the office itself reported."
    )
    own = replace(reported.state(), reported_by="office-1", reported_unit="opening-office")
    rights = capacities_of(own, None, leader=True, offices={"opening-office"})
    for act in (Act.VERIFY, Act.RETURN):
        assert may(own, act, rights, by="leader-1") is None
        assert may(reported.state(), act, elsewhere, by="leader-1") is not None


def test_a_returned_report_is_answered_and_checked_again(reported: Matter) -> None:
    reported.do(OFFICE, Act.RETURN, reason="Two proofs carry no date.")
    assert (reported.state().step, reported.state().returned) == (Step.RETURNED, 1)
    reported.do(LEAD, Act.REPORT, claimed=74, text="Dated copies are added.", done=False)
    assert reported.state().step is Step.REPORTED


def test_closing_needs_the_leads_word_and_the_offices_finding(reported: Matter) -> None:
    assert reported.code(OFFICE, Act.CLOSE, text="Enough.") == "W101"
    verified(reported, 74)
    assert reported.code(OFFICE, Act.CLOSE, text="Enough.") == "W110"
    reported.do(LEAD, Act.REPORT, claimed=100, text="All done.", done=True)
    verified(reported, 90)
    refusal = reported.refusal(OFFICE, Act.CLOSE, {"text": "Enough."})
    assert refusal is not None
    assert refusal.message() == "Only 90 % is verified; a task is closed at 100 %."
    verified(reported, 100)
    assert reported.code(LEAD, Act.CLOSE, text="Enough.") == "W102"
    assert reported.code(OFFICE, Act.CLOSE, text="Enough.") is None


def test_a_report_that_was_checked_is_not_returned_but_checked_again(reported: Matter) -> None:
    reported.do(LEAD, Act.REPORT, claimed=100, text="All done.", done=True)
    verified(reported, 100)
    refusal = reported.refusal(OFFICE, Act.RETURN, {"reason": "The seal is missing."})
    assert refusal is not None
    assert refusal.code == "W113"
    assert "100 % verified" in refusal.message()
    verified(reported, 90)
    assert reported.code(OFFICE, Act.CLOSE, text="Enough.") == "W111"
    reported.do(LEAD, Act.REPORT, claimed=95, text="Not quite.", done=False)
    assert reported.code(OFFICE, Act.RETURN, reason="The seal is missing.") is None


def test_a_ledger_that_returned_a_checked_report_is_still_read(reported: Matter) -> None:
    verified(reported, 70)
    later = replace(
        reported.entries[-1],
        sequence=len(reported.entries) + 1,
        act=Act.RETURN,
        payload={"reason": "The seal is missing."},
    )
    assert fold([*reported.entries, later]).step is Step.RETURNED


def test_a_return_takes_back_the_word_done(reported: Matter) -> None:
    reported.do(LEAD, Act.REPORT, claimed=100, text="All done.", done=True)
    reported.do(OFFICE, Act.RETURN, reason="The seal is missing.")
    assert not reported.state().claimed_done
    reported.do(LEAD, Act.REPORT, claimed=95, text="Not quite.", done=False)
    verified(reported, 100)
    assert reported.code(OFFICE, Act.CLOSE, text="Enough.") == "W110"


def test_extension_is_one_at_a_time_later_than_the_limit_and_decided(signed: Matter) -> None:
    ask = {"until": "2021-03-31", "reason": "Season."}
    assert signed.code(OFFICE, Act.EXTEND, until="2021-03-31") == "W109"
    assert signed.code(SUPPORT, Act.ASK_EXTENSION, **ask) == "W102"
    assert signed.code(LEAD, Act.ASK_EXTENSION, until="2020-12-31", reason="Season.") == "W212"
    signed.do(LEAD, Act.ASK_EXTENSION, **ask)
    assert signed.code(LEAD, Act.ASK_EXTENSION, **ask) == "W108"
    assert signed.code(OFFICE, Act.EXTEND, until="2020-11-30") == "W212"
    signed.do(OFFICE, Act.REFUSE_EXTENSION, reason="Nothing stands in the way.")
    state = signed.state()
    assert (state.limit, state.pending_extension) == (date(2020, 12, 31), None)
    assert [one.note for one in state.refused_extensions] == ["Nothing stands in the way."]


def test_an_extension_asked_after_the_limit_is_marked_late(signed: Matter) -> None:
    signed.on(2020, 12, 31).do(LEAD, Act.ASK_EXTENSION, until="2021-03-31", reason="Season.")
    assert not pending(signed).late
    signed.do(OFFICE, Act.REFUSE_EXTENSION, reason="No.")
    signed.on(2021, 1, 1).do(LEAD, Act.ASK_EXTENSION, until="2021-03-31", reason="Season.")
    assert pending(signed).late


def test_resuming_goes_back_to_the_step_before(reported: Matter) -> None:
    reported.on(2021, 1, 5).do(OFFICE, Act.SUSPEND, **FROZEN)
    assert reported.state().step is Step.SUSPENDED
    assert reported.state().suspended_since == date(2021, 1, 5)
    possible = allowed(reported.state(), set(Capacity), by=LEAD[0], unit=LEAD[1])
    assert possible == (Act.RESUME, Act.CARRY, Act.REQUIRE, Act.INSTRUCT)
    reported.do(OFFICE, Act.RESUME)
    assert (reported.state().step, reported.state().suspended_since) == (Step.REPORTED, None)


def test_an_ongoing_task_has_no_limit_to_extend(matter: Matter) -> None:
    slip = {**SLIP, "limit": None, "ongoing": True}
    matter.do(OFFICE, Act.DISPATCH, **slip).do(LEAD, Act.SIGN)
    assert matter.state().ongoing
    assert matter.code(LEAD, Act.ASK_EXTENSION, until="2021-03-31", reason="Season.") == "W107"


def test_a_stranger_and_a_unit_without_a_part_may_do_nothing(reported: Matter) -> None:
    assert reported.rights(STRANGER) == frozenset()
    assert allowed(reported.state(), reported.rights(STRANGER), by="port-1", unit="port") == ()
    refusal = may(reported.state(), Act.REPORT, {Capacity.LEAD}, by="port-1", unit="port")
    assert refusal is not None
    assert refusal.code == "W112"


def test_signing_twice_is_refused(signed: Matter) -> None:
    assert signed.code(LEAD, Act.SIGN) == "W104"


@pytest.mark.parametrize(
    ("payload", "code", "field"),
    [
        ({}, "W201", "claimed"),
        ({"claimed": 50}, "W201", "text"),
        ({"claimed": 50, "text": "  "}, "W201", "text"),
        ({"claimed": "50", "text": "x"}, "W205", "claimed"),
        ({"claimed": True, "text": "x"}, "W205", "claimed"),
        ({"claimed": 101, "text": "x"}, "W205", "claimed"),
        ({"claimed": -1, "text": "x"}, "W205", "claimed"),
        ({"claimed": 50, "text": 7}, "W203", "text"),
        ({"claimed": 50, "text": "字" * 4001}, "W214", "text"),
        ({"claimed": 50, "text": "x", "next": "x" * 200_000}, "W214", "next"),
        ({"claimed": 50, "text": "x", "done": "yes"}, "W206", "done"),
        ({"claimed": 50, "text": "x", "done": True}, "W213", "claimed"),
        ({"claimed": 50, "text": "x", "colour": "green"}, "W202", "colour"),
    ],
)
def test_bad_report_names_the_field(
    signed: Matter, payload: dict[str, object], code: str, field: str
) -> None:
    refusal = signed.refusal(LEAD, Act.REPORT, payload)
    assert refusal is not None
    assert (refusal.code, refusal.field) == (code, field)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"units": []}, "W208"),
        ({"units": "commerce"}, "W208"),
        ({"units": [{"unit": "commerce", "name": "", "role": "lead"}]}, "W208"),
        ({"units": [{"unit": "commerce", "name": "C", "role": "boss"}]}, "W208"),
        ({"units": [{"unit": 7, "name": "C", "role": "lead"}]}, "W208"),
        ({"units": [{"unit": None, "name": "C", "role": "lead"}]}, "W209"),
        ({"units": [{"unit": "c", "name": "C", "role": "lead"}] * 2}, "W210"),
        ({"limit": "31 December"}, "W204"),
        ({"limit": "2020-02-30"}, "W204"),
        ({"ongoing": True}, "W211"),
    ],
)
def test_bad_slip_is_refused(matter: Matter, change: dict[str, object], code: str) -> None:
    assert matter.code(OFFICE, Act.DISPATCH, **{**SLIP, **change}) == code


def test_bad_method_and_all_faults_of_a_form_at_once(reported: Matter) -> None:
    found = entry_faults(reported.state(), Act.VERIFY, {"method": "guess"})
    assert [(one.code, one.field) for one in found] == [
        ("W201", "verified"),
        ("W207", "method"),
        ("W201", "text"),
    ]


def test_refusals_speak_both_languages(matter: Matter) -> None:
    refusal = matter.refusal(LEAD, Act.SIGN, {})
    assert refusal is not None
    assert refusal.message() == "“Sign for” is not possible now: the task stands at “Registered”."
    assert refusal.message("zh") == "任务现为“已立项”，不能签收。"
    who = matter.refusal(STRANGER, Act.DISPATCH, SLIP)
    assert who is not None
    assert who.message() == "“Dispatch” is for the supervision office."
    assert who.message("zh") == "“交办”应由督查机构办理。"


def test_fold_as_of_shows_the_day(reported: Matter) -> None:
    second = reported.entries[1].at
    assert fold(reported.entries, second).step is Step.SIGNED
    assert fold(reported.entries, second - timedelta(seconds=1)).step is Step.DISPATCHED
    assert fold(reported.entries, datetime(2020, 1, 1, tzinfo=UTC)) == MatterState()


def test_an_altered_history_is_told_and_not_guessed_at(reported: Matter) -> None:
    without_dispatch = reported.entries[1:]
    with pytest.raises(PilotageError, match=r"Entry 2 \(“Sign for”\) cannot follow"):
        fold(without_dispatch)
    with pytest.raises(PilotageError, match="cannot follow"):
        fold([*reported.entries, reported.entries[-1]])
