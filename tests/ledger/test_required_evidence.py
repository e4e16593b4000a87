"""What closing needs: stated by the office, brought with reports, missing at the end or waived."""

from datetime import UTC, datetime, timedelta

import pytest

from pilotage.ledger import (
    Act,
    Entry,
    MatterState,
    ProofKind,
    Step,
    capacities_of,
    check,
    fold,
    proof_kinds_said,
)

OFFICE, LEAD = ("office-1", "office"), ("commerce-1", "commerce")
UNITS = [{"unit": "commerce", "name": "Commerce", "role": "lead"}]
SEEN = {"verified": 100, "method": "desk", "text": "seen"}
DONE = {"claimed": 100, "text": "done", "done": True}


class Course:
    """Entries of one matter; ``take`` gives the code of a refusal, or enters and gives None."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    @property
    def state(self) -> MatterState:
        return fold(self.entries)

    def take(self, who: tuple[str, str], act: Act, *files: str, **payload: object) -> str | None:
        rights = capacities_of(self.state, who[1], office=who is OFFICE)
        refusal = check(self.state, act, rights, payload, by=who[0], unit=who[1])
        if refusal:
            return refusal.code
        at = datetime(2021, 3, 1, tzinfo=UTC) + timedelta(days=len(self.entries))
        entry = Entry(
            sequence=len(self.entries) + 1,
            act=act,
            at=at,
            by=who[0],
            unit=who[1],
            payload=payload,
            evidence=files,
        )
        self.entries.append(entry)
        return None


@pytest.fixture
def course() -> Course:
    found = Course()
    found.take(OFFICE, Act.DISPATCH, units=UNITS, evidence=["acceptance"])
    found.take(OFFICE, Act.REQUIRE, evidence=["acceptance", "photograph", "number"])
    found.take(LEAD, Act.SIGN)
    return found


def missing(course: Course) -> list[str]:
    return [one.value for one in course.state.missing]


def test_a_slip_asks_and_the_office_asks_for_more_afterwards(course: Course) -> None:
    assert missing(course) == ["acceptance", "photograph", "number"]
    assert course.take(LEAD, Act.REQUIRE, evidence=[]) == "W102"


def test_files_and_a_number_bring_what_is_missing(course: Course) -> None:
    kinds = {"a1": "acceptance", "not sent": "photograph"}
    course.take(LEAD, Act.REPORT, "a1", **DONE, kinds=kinds, number="大商发〔2021〕7号")
    assert missing(course) == ["photograph"]
    assert len(course.state.unproven) == 3, "nobody has looked at them yet"
    course.take(OFFICE, Act.VERIFY, **SEEN)
    assert list(course.state.unproven) == [ProofKind.PHOTOGRAPH]


def test_what_was_returned_does_not_count(course: Course) -> None:
    kinds = {"a1": "acceptance"}
    course.take(LEAD, Act.REPORT, "a1", claimed=50, text="half", kinds=kinds)
    course.take(OFFICE, Act.RETURN, reason="The report is of another hall.")
    assert "acceptance" in missing(course)


def test_closing_is_refused_with_the_list_and_a_waiver_needs_its_reason(course: Course) -> None:
    course.take(LEAD, Act.REPORT, "a1", **DONE, kinds={"a1": "acceptance"})
    course.take(OFFICE, Act.VERIFY, **SEEN)
    rights = capacities_of(course.state, "office", office=True)
    refusal = check(course.state, Act.CLOSE, rights, {"text": "done"}, by="office-1", unit="office")
    assert refusal
    assert (refusal.code, refusal.field) == ("W117", "waiver")
    assert "photograph, document number" in refusal.message()
    assert "现场照片、文号" in refusal.message("zh")
    assert course.take(OFFICE, Act.CLOSE, text="done", waiver=" ") == "W117"
    assert course.take(OFFICE, Act.CLOSE, text="done", waiver="The hall is seen daily.") is None
    assert proof_kinds_said(course.state.waived) == "photograph, document number"


def test_nothing_is_waived_where_nothing_is_missing() -> None:
    course = Course()
    course.take(OFFICE, Act.DISPATCH, units=UNITS)
    course.take(LEAD, Act.SIGN)
    course.take(LEAD, Act.REPORT, **DONE)
    course.take(OFFICE, Act.VERIFY, **SEEN)
    assert course.take(OFFICE, Act.CLOSE, text="done", waiver="why not") == "W119"
    assert course.take(OFFICE, Act.CLOSE, text="done") is None


def test_less_is_required_only_with_a_reason(course: Course) -> None:
    assert course.take(OFFICE, Act.REQUIRE, evidence=["photograph"]) == "W118"
    assert course.take(OFFICE, Act.REQUIRE, evidence=["gold"]) == "W256"
    said = "The acceptance is the ministry's, next year."
    assert course.take(OFFICE, Act.REQUIRE, evidence=["photograph"], reason=said) is None
    assert missing(course) == ["photograph"]


def test_a_closed_task_is_archived_once(course: Course) -> None:
    assert course.take(OFFICE, Act.ARCHIVE) == "W101"
    course.take(LEAD, Act.REPORT, **DONE)
    course.take(OFFICE, Act.VERIFY, **SEEN)
    course.take(OFFICE, Act.CLOSE, text="done", waiver="seen")
    assert course.take(OFFICE, Act.ARCHIVE, volume="2021-DC-04") is None
    assert course.state.step is Step.CLOSED
    assert course.take(OFFICE, Act.ARCHIVE) == "W120"
    for act, told in ((Act.REOPEN, {}), (Act.REPORT, DONE), (Act.VERIFY, SEEN)):
        edition = {"edition": "2", "authority": "No. 5 of 2021"} if act is Act.REOPEN else told
        assert course.take(LEAD if act is Act.REPORT else OFFICE, act, **edition) is None
    assert course.state.archived_on is None
    assert course.take(OFFICE, Act.CLOSE, text="again", waiver="seen") is None
    assert course.take(OFFICE, Act.ARCHIVE) is None
