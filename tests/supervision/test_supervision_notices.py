"""Which notices are due: once near, daily while late, up by rule, and nothing twice."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pilotage.ledger import Act, Entry, Extension, MatterState, Step, UnitState
from pilotage.plan import Role
from pilotage.rulepack import WorkCalendar, load_pack
from pilotage.supervision import Circle, Notice, Told, Watched, notices_due

CALENDAR = WorkCalendar()
PACK = load_pack("notices")
LIMIT = date(2021, 3, 17)
LEAD = UnitState(unit="lead", name="Lead", role=Role.LEAD, signed_on=date(2021, 1, 4))
SUPPORT = replace(LEAD, unit="support", name="Support", role=Role.SUPPORT)


def state(**changes: Any) -> MatterState:
    found = MatterState(step=Step.IN_PROGRESS, limit=LIMIT, units=(LEAD, SUPPORT))
    return replace(found, **changes)


def entry(act: Act, day: date, **payload: object) -> Entry:
    at = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    return Entry(sequence=7, act=act, at=at, by="office", payload=payload)


def on(day: date, one: MatterState, *asked: Entry, told: set[Told] | None = None) -> list[Notice]:
    return list(
        notices_due([Watched(key=1, state=one, asked=asked)], day, CALENDAR, PACK, told or set())
    )


def said(found: list[Notice]) -> list[tuple[str, str, str]]:
    return [(one.unit, one.circle.value, one.kind) for one in found]


def through(first: date, last: date, one: MatterState) -> list[tuple[date, Notice]]:
    """Every day in turn, the log kept."""
    log: set[Told] = set()
    found = []
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        for notice in on(day, one, told=log):
            assert notice.told not in log
            log.add(notice.told)
            found.append((day, notice))
    return found


def test_near_is_told_once_to_every_unit() -> None:
    found = through(date(2021, 3, 1), LIMIT, state())
    assert [
        (day, *row) for (day, _), row in zip(found, said([n for _, n in found]), strict=True)
    ] == [
        (date(2021, 3, 12), "lead", "unit", "near"),
        (date(2021, 3, 12), "support", "unit", "near"),
    ]
    assert found[0][1].sentence() == (
        "3 working days left to the limit of 17 March 2021. "
        "Report how far it is, or ask for an extension before the limit."
    )
    assert found[0][1].sentence("zh").startswith("距时限2021年3月17日剩3个工作日。请反馈进展")
    assert found[0][1].rule == "notices/1/6.7"


def test_late_is_told_every_working_day_and_up_once() -> None:
    found = through(date(2021, 3, 18), date(2021, 4, 9), state())
    to = Counter((notice.unit, notice.circle) for _, notice in found)
    # 18 March to 9 April without the weekends and without 5 April, Qingming.
    assert to == {("lead", Circle.UNIT): 16, ("lead", Circle.HEAD): 1, ("", Circle.LEADER): 1}
    first = {notice.circle: day for day, notice in reversed(found)}
    assert first[Circle.HEAD] == date(2021, 3, 24)
    assert first[Circle.LEADER] == date(2021, 3, 31)
    assert {day.weekday() for day, _ in found} == {0, 1, 2, 3, 4}


def test_a_swapped_working_day_counts_as_one() -> None:
    """Sunday 7 February 2021 was worked in exchange for the Spring Festival."""
    late = state(limit=date(2021, 2, 5))
    assert said(on(date(2021, 2, 7), late)) == [("lead", "unit", "late")]
    assert on(date(2021, 2, 6), late) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"step": Step.REPORTED},
        {"step": Step.SUSPENDED},
        {"step": Step.CLOSED},
        {"claimed_on": date(2021, 3, 17)},
        {
            "pending_extension": Extension(
                until=date(2021, 6, 1),
                reason="Season.",
                asked_on=LIMIT,
                asked_by="lead",
                late=False,
                former_limit=LIMIT,
            )
        },
        {"limit": None},
    ],
)
def test_nothing_is_asked_while_the_office_owes_or_the_unit_has_reported(
    changes: dict[str, Any],
) -> None:
    assert said(on(date(2021, 3, 18), state())) == [("lead", "unit", "late")]
    assert on(date(2021, 3, 18), state(**changes)) == []


def test_another_limit_is_another_fact() -> None:
    log = {one.told for one in on(date(2021, 3, 12), state())}
    assert on(date(2021, 3, 12), state(), told=log) == []
    moved = state(limit=date(2021, 3, 16))
    assert len(on(date(2021, 3, 12), moved, told=log)) == 2


def test_a_slip_is_told_to_those_who_have_not_signed() -> None:
    dispatched = state(limit=None, units=(LEAD, replace(SUPPORT, signed_on=None)))
    slip = entry(Act.DISPATCH, date(2021, 3, 1))
    found = on(date(2021, 3, 2), dispatched, slip)
    assert said(found) == [("support", "unit", "asked")]
    assert found[0].sentence("zh") == "2021年3月1日交办，请签收。"
    assert found[0].rule == "ledger/dispatch"
    assert on(date(2021, 3, 3), dispatched, slip, told={found[0].told}) == []


def test_one_report_answers_every_request_before_it() -> None:
    urging = entry(Act.URGE, date(2021, 3, 1), text="Report now.")
    assert said(on(date(2021, 3, 2), state(limit=None), urging)) == [
        ("lead", "unit", "asked"),
        ("support", "unit", "asked"),
    ]
    answered = state(limit=None, units=(replace(LEAD, claimed_on=date(2021, 3, 1)), SUPPORT))
    assert said(on(date(2021, 3, 2), answered, urging)) == [("support", "unit", "asked")]
    urged_after = replace(answered, urged_after=("lead",))
    assert len(on(date(2021, 3, 2), urged_after, urging)) == 2


def test_a_return_is_told_to_the_lead_with_its_reason() -> None:
    back = entry(Act.RETURN, date(2021, 3, 1), reason="No proof.")
    found = on(date(2021, 3, 2), state(limit=None, step=Step.RETURNED), back)
    assert said(found) == [("lead", "unit", "asked")]
    assert found[0].sentence() == "Returned on 1 March 2021: “No proof.” Report again."
