"""Laws over any history: Hypothesis tries acts of any person with any payload, in any order."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pilotage.ledger import (
    WORKFLOW,
    Act,
    Capacity,
    Entry,
    MatterState,
    Step,
    allowed,
    capacities_of,
    check,
    entry_faults,
    fold,
    may,
)

PEOPLE = (
    ("office-1", "office", True, False),
    ("leader-1", None, False, True),
    ("commerce-1", "commerce", False, False),
    ("commerce-2", "commerce", True, False),
    ("customs-1", "customs", False, False),
    ("port-1", "port", False, False),
)

DAYS = st.dates(date(2020, 1, 1), date(2022, 12, 31)).map(date.isoformat)
TEXTS = st.sampled_from(["a reason", "a reason", "a reason", "a reason", "  "])
UNITS = st.lists(
    st.fixed_dictionaries(
        {
            "unit": st.sampled_from(["commerce", "customs", "port", None]),
            "name": st.sampled_from(["Commerce", "Customs"]),
            "role": st.sampled_from(["lead", "support", "responsible"]),
        }
    ),
    min_size=1,
    max_size=3,
)
PERCENT = st.sampled_from([0, 30, 100, 100, 120])


ONE_KIND = st.sampled_from(["photograph", "number", "guess"])
PROOF_KINDS = st.lists(ONE_KIND, max_size=2)
EDITION = {"edition": st.sampled_from(["2", "3"]), "authority": st.just("No. 5 of 2021")}


def payloads(act: Act) -> st.SearchStrategy[dict[str, object]]:
    match act:
        case Act.DISPATCH:
            return st.fixed_dictionaries(
                {"units": UNITS, "limit": st.none() | DAYS, "ongoing": st.booleans()}
            )
        case Act.SIGN:
            return st.just({})
        case Act.REPORT:
            return st.fixed_dictionaries(
                {"claimed": PERCENT, "text": TEXTS, "done": st.booleans()},
                optional={
                    "number": TEXTS,
                    "kinds": st.dictionaries(st.sampled_from(["a1", "b2"]), ONE_KIND, max_size=2),
                },
            )
        case Act.VERIFY:
            return st.fixed_dictionaries(
                {
                    "verified": PERCENT,
                    "text": TEXTS,
                    "method": st.sampled_from(["desk", "visit", "guess"]),
                }
            )
        case Act.ASK_EXTENSION | Act.EXTEND:
            return st.fixed_dictionaries({"until": DAYS, "reason": TEXTS})
        case Act.SUSPEND:
            return st.fixed_dictionaries({"reason": TEXTS, "waits_for": TEXTS, "review": DAYS})
        case Act.PROPOSE:
            return st.just({})
        case Act.PASS_ON:
            return st.fixed_dictionaries({"units": UNITS, "reason": TEXTS})
        case Act.INSTRUCT:
            said = {"text": TEXTS, "leader": TEXTS, "given": DAYS, "answer_by": DAYS}
            return st.fixed_dictionaries(said)
        case Act.ANSWER:
            return st.fixed_dictionaries({"number": st.integers(0, 3), "text": TEXTS})
        case Act.URGE:
            return st.fixed_dictionaries({"text": TEXTS})
        case Act.CLOSE:
            return st.fixed_dictionaries({"text": TEXTS}, optional={"waiver": TEXTS})
        case Act.REQUIRE:
            return st.fixed_dictionaries({"evidence": PROOF_KINDS, "reason": TEXTS})
        case Act.ARCHIVE:
            return st.fixed_dictionaries({}, optional={"volume": TEXTS})
        case Act.MERGE:
            return st.fixed_dictionaries({**EDITION, "into": st.sampled_from(["9", " "])})
        case Act.CANCEL | Act.REOPEN:
            return st.fixed_dictionaries(EDITION)
        case Act.DECOMPOSE:
            part = {"code": st.sampled_from(["4.1", "4.1.1.1.1"]), "units": UNITS, "limit": DAYS}
            return st.fixed_dictionaries(
                {**part, "heading": TEXTS, "text": TEXTS, "weight": st.sampled_from([1, 5, 0])}
            )
        case Act.CARRY:
            return st.fixed_dictionaries(
                {**EDITION, **dict.fromkeys(("former", "task", "was", "code"), st.just("4"))},
                optional={
                    "anew": st.booleans(),
                    "units": UNITS,
                    "limit": DAYS,
                    "ongoing": st.booleans(),
                },
            )
        case _:
            return st.fixed_dictionaries({"reason": TEXTS})


USUAL: tuple[tuple[Act, int, dict[str, object]], ...] = (
    (
        Act.DISPATCH,
        0,
        {
            "units": [
                {"unit": "commerce", "name": "Commerce", "role": "lead"},
                {"unit": "customs", "name": "Customs", "role": "support"},
            ],
            "limit": "2020-09-30",
        },
    ),
    (Act.SIGN, 2, {}),
    (Act.REPORT, 2, {"claimed": 60, "text": "begun"}),
    (Act.VERIFY, 0, {"verified": 50, "text": "seen", "method": "visit"}),
    (Act.ASK_EXTENSION, 2, {"until": "2020-12-31", "reason": "season"}),
    (Act.EXTEND, 1, {"until": "2020-11-30"}),
    (Act.REPORT, 2, {"claimed": 100, "text": "done", "done": True}),
    (Act.VERIFY, 0, {"verified": 100, "text": "seen", "method": "visit"}),
)
"""The usual course: act, who of PEOPLE, payload. Histories wander off from anywhere along it."""


class Course:
    """A history in the making; an act that ``check`` refuses leaves no entry."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.now = datetime(2020, 6, 1, tzinfo=UTC)

    def try_(self, act: Act, person: int, payload: dict[str, object]) -> None:
        by, unit, office, leader = PEOPLE[person]
        state = fold(self.entries)
        rights = capacities_of(state, unit, office=office, leader=leader, above="port")
        if check(state, act, rights, payload, by=by, unit=unit) is None:
            sequence = len(self.entries) + 1
            self.entries.append(
                Entry(sequence=sequence, act=act, at=self.now, by=by, unit=unit, payload=payload)
            )

    def possible(self, person: int) -> tuple[Act, ...]:
        by, unit, office, leader = PEOPLE[person]
        state = fold(self.entries)
        rights = capacities_of(state, unit, office=office, leader=leader, above="port")
        return allowed(state, rights, by=by, unit=unit)


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Part of the usual course, then acts drawn among those that the person may take."""
    course = Course()
    for act, person, payload in USUAL[: draw(st.integers(0, len(USUAL)))]:
        course.try_(act, person, payload)
    for _ in range(draw(st.integers(0, 12))):
        course.now += timedelta(hours=draw(st.integers(0, 900)))
        person = draw(st.integers(0, len(PEOPLE) - 1))
        possible = course.possible(person)
        if possible:
            act = draw(st.sampled_from(possible))
            course.try_(act, person, draw(payloads(act)))
    return course.entries


def states(entries: list[Entry]) -> list[MatterState]:
    return [fold(entries[:count]) for count in range(len(entries) + 1)]


@settings(max_examples=150, deadline=None)
@given(histories())
def test_each_step_is_one_that_the_table_declares(entries: list[Entry]) -> None:
    found = states(entries)
    for before, after, entry in zip(found, found[1:], entries, strict=False):
        row = WORKFLOW[entry.act]
        if row.resumes:
            suspended = before.step is Step.SUSPENDED
            stopped = before.suspended_from if suspended else before.ended_from
            assert after.step is (stopped or Step.IN_PROGRESS)
        else:
            assert after.step in {row.moves[before.step], before.step}
            assert before.step in row.moves


@settings(max_examples=150, deadline=None)
@given(histories())
def test_the_original_limit_is_set_once_and_counts_only_grow(entries: list[Entry]) -> None:
    found = states(entries)
    for before, after in pairwise(found):
        assert before.original_limit in (None, after.original_limit)
        for count in ("urged", "returned", "declined", "sequence"):
            assert getattr(before, count) <= getattr(after, count)
        assert len(before.instructions) <= len(after.instructions)
        for kept in ("former_tasks", "limit_changes", "former_leads"):
            assert getattr(after, kept)[: len(getattr(before, kept))] == getattr(before, kept)
        assert after.extensions[: len(before.extensions)] == before.extensions


@settings(max_examples=100, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_fold_as_of_is_the_replay_up_to_that_moment_in_whatever_order_given(
    entries: list[Entry], random: Random
) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert fold(shuffled) == fold(entries)
    for moment in {entry.at for entry in entries}:
        made = [entry for entry in entries if entry.at <= moment]
        assert fold(shuffled, moment) == fold(made)


@settings(max_examples=100, deadline=None)
@given(histories())
def test_a_fold_goes_on_from_any_state_it_reached(entries: list[Entry]) -> None:
    for cut in range(len(entries) + 1):
        assert fold(entries[cut:], start=fold(entries[:cut])) == fold(entries)


@settings(max_examples=100, deadline=None)
@given(histories(), st.data())
def test_allowed_agrees_with_check(entries: list[Entry], data: st.DataObject) -> None:
    state = fold(entries)
    by, unit, _, _ = data.draw(st.sampled_from(PEOPLE))
    rights = data.draw(st.frozensets(st.sampled_from(list(Capacity))))
    possible = allowed(state, rights, by=by, unit=unit)
    for act in Act:
        payload = data.draw(payloads(act))
        refusal = check(state, act, rights, payload, by=by, unit=unit)
        if act in possible:
            faults = entry_faults(state, act, payload)
            assert refusal == (faults[0] if faults else None)
        else:
            assert refusal == may(state, act, rights, by=by, unit=unit)
            assert refusal is not None
        if refusal:
            for language in ("en", "zh"):
                assert "{" not in refusal.message(language) + refusal.hint(language)


@settings(max_examples=150, deadline=None)
@given(histories())
def test_closed_means_verified_whole_by_another_than_the_reporter(entries: list[Entry]) -> None:
    found = states(entries)
    for before, entry in zip(found, entries, strict=False):
        if entry.act is Act.VERIFY:
            assert entry.by != before.reported_by
            assert entry.unit is None or entry.unit != before.reported_unit
        if entry.act is Act.CLOSE:
            assert (before.verified, before.claimed, before.claimed_done) == (100, 100, True)
            waived = str(entry.payload.get("waiver", "")).strip()
            assert set(before.required) <= set(before.proven) or waived
    if found[-1].step is Step.CLOSED:
        carried = [entry.act for entry in entries if entry.act not in (Act.CARRY, Act.ARCHIVE)]
        assert carried[-1] is Act.CLOSE


@settings(max_examples=200, deadline=None)
@given(histories())
def test_a_new_edition_takes_nothing_away_that_was_signed_reported_or_verified(
    entries: list[Entry],
) -> None:
    found = states(entries)
    for before, after, entry in zip(found, found[1:], entries, strict=False):
        if not WORKFLOW[entry.act].by_edition:
            continue
        assert (after.claimed, after.verified, after.verified_on) == (
            before.claimed,
            before.verified,
            before.verified_on,
        )
        assert after.pending_extension == before.pending_extension
        for unit in after.units:
            known = before.unit(unit.unit)
            if known:
                assert (unit.signed_on, unit.claimed) == (known.signed_on, known.claimed)
        if after.step.is_ended:
            assert after.ended_on is not None
            assert before.step is not Step.REPORTED
            assert after.pending_extension is None
        if after.limit != before.limit:
            assert after.limit_changes[-1].former_limit == before.limit


@settings(max_examples=100, deadline=None)
@given(histories())
def test_only_who_stands_above_withdraws_and_nothing_follows(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.act is Act.WITHDRAW:
            assert entry.by in ("office-1", "commerce-2", "port-1")
            assert entry is entries[-1]
            assert fold(entries).step is Step.WITHDRAWN


@settings(max_examples=100, deadline=None)
@given(histories())
def test_what_was_cancelled_and_taken_up_again_stands_where_it_stood(
    entries: list[Entry],
) -> None:
    state = fold(entries)
    if may(state, Act.CANCEL, {Capacity.OFFICE}) is not None:
        return
    said: dict[str, object] = {"edition": "2", "authority": "No. 5 of 2021"}
    at = datetime(2030, 1, 1, tzinfo=UTC)
    both = [
        Entry(sequence=len(entries) + place, act=act, at=at, by="office-1", payload=said)
        for place, act in enumerate((Act.CANCEL, Act.REOPEN), start=1)
    ]
    ended = fold([*entries, both[0]])
    assert ended.step is Step.CANCELLED
    again = fold([*entries, *both])
    assert (again.step, again.units, again.limit, again.suspended_from) == (
        state.step,
        state.units,
        state.limit,
        state.suspended_from,
    )


def test_days_are_those_of_china() -> None:
    late_evening = datetime(2020, 8, 31, 18, tzinfo=UTC)
    entry = Entry(sequence=1, act=Act.DISPATCH, at=late_evening, by="office-1", payload=USUAL[0][2])
    assert fold([entry]).dispatched_on == date(2020, 9, 1)
    assert fold([entry], zone=UTC).dispatched_on == date(2020, 8, 31)
