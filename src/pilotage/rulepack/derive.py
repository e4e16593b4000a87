"""Given facts → the facts that follow from them: days left, points behind, checks in a row."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from .calendar import WorkCalendar
from .condition import Facts
from .planned import month_ends_in, planned_on
from .problems import NO_DAY

Derivation = Callable[[Facts, WorkCalendar], Any]


def complete(given: Facts, calendar: WorkCalendar, wanted: Iterable[str]) -> dict[str, Any]:
    """``given`` with the ``wanted`` facts that follow from it; what does not follow is None.

    ``wanted`` is in an order in which each fact follows from those before it (``in_order``).
    """
    facts = dict(given)
    for name in wanted:
        if name not in facts:
            derivation = _DERIVATIONS.get(name)
            facts[name] = derivation(facts, calendar) if derivation else None
    return facts


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """``names`` and all that they follow from, each after what it follows from."""
    found: dict[str, None] = {}
    for name in names:
        for before in in_order(_NEEDS.get(name, ())):
            found[before] = None
        found[name] = None
    return tuple(found)


def unannounced(first: date, last: date, calendar: WorkCalendar) -> int | None:
    """The first year between two days whose holidays are not known; None when all are."""
    start, end = sorted((first.year, last.year))
    return next((one for one in range(start, end + 1) if not calendar.announced(one)), None)


def _stage(facts: Facts, _calendar: WorkCalendar) -> str:
    return "running" if facts.get("limit") else "unlimited"


def _runs(facts: Facts) -> bool:
    return facts["stage"] == "running" and bool(facts["limit"])


def _today(facts: Facts) -> date:
    found: date | None = facts["today"]
    if found is None:
        raise NO_DAY.refusal()
    return found


def _late(facts: Facts, _calendar: WorkCalendar) -> bool:
    return _runs(facts) and facts["limit"] < _today(facts)


def _days(facts: Facts, calendar: WorkCalendar) -> int | None:
    if not _runs(facts):
        return None
    return calendar.working_days_between(_today(facts), facts["limit"])


def _unannounced(facts: Facts, calendar: WorkCalendar) -> int | None:
    return unannounced(_today(facts), facts["limit"], calendar) if _runs(facts) else None


def _planned(facts: Facts, _calendar: WorkCalendar) -> int | None:
    if not _runs(facts):
        return None
    milestones = facts["milestones"] or ()
    return planned_on(
        _today(facts),
        facts["dispatched"],
        facts["limit"],
        milestones,
        stopped=facts["stopped"] or (),
        limit_set=facts["limit_set"],
    )


def _planned_by(facts: Facts, _calendar: WorkCalendar) -> str:
    return "milestones" if facts["milestones"] else "line"


def _behind(facts: Facts, _calendar: WorkCalendar) -> int | None:
    planned, verified = facts["planned"], facts["verified"]
    return None if planned is None or verified is None else int(planned - verified)


def _begun(facts: Facts, _calendar: WorkCalendar) -> bool:
    return facts["claimed"] is not None or facts["verified"] is not None


def _idle(facts: Facts, _calendar: WorkCalendar) -> int | None:
    """Ends of months since the dispatch, while nothing was reported, verified or suspended."""
    start = facts["dispatched"]
    if facts["begun"] or start is None:
        return None
    today = _today(facts)
    months: int = (today.year - start.year) * 12 + today.month - start.month
    return max(0, months - month_ends_in(facts["stopped"] or (), start))


def _in_a_row(facts: Facts, _calendar: WorkCalendar) -> int:
    """The latest checks that found the matter behind its plan, counted back from the last."""
    count = 0
    for _day, shortfall in reversed(facts["checks"] or ()):
        if shortfall <= 0:
            break
        count += 1
    return count


def _judged_since(facts: Facts, _calendar: WorkCalendar) -> bool:
    judged, said = facts["judged_on"], facts["forecast_on"]
    return facts["judgement"] is not None and (judged is None or said is None or judged >= said)


def _expected_late(facts: Facts, _calendar: WorkCalendar) -> bool | None:
    expected, limit = facts["expected"], facts["limit"]
    return None if expected is None or limit is None else expected > limit


def _since_urged(facts: Facts, calendar: WorkCalendar) -> int | None:
    urged = facts["urged_on"]
    return None if urged is None else calendar.working_days_between(urged, _today(facts))


def _since_reported(facts: Facts, calendar: WorkCalendar) -> int | None:
    reported = facts["reported_on"]
    return None if reported is None else calendar.working_days_between(reported, _today(facts))


def _days_late(facts: Facts, _calendar: WorkCalendar) -> int | None:
    """Nothing before the limit; 0 from the limit to the first working day after it."""
    days = facts["days"]
    return None if days is None or not facts["late"] else max(0, -days)


def _urged_since(facts: Facts, _calendar: WorkCalendar) -> bool:
    urged, limit = facts["urged_on"], facts["limit"]
    return urged is not None and limit is not None and urged > limit


_DERIVATIONS: Mapping[str, Derivation] = {
    "stage": _stage,
    "late": _late,
    "days": _days,
    "unannounced": _unannounced,
    "planned": _planned,
    "planned_by": _planned_by,
    "behind": _behind,
    "begun": _begun,
    "idle": _idle,
    "in_a_row": _in_a_row,
    "judged_since": _judged_since,
    "expected_late": _expected_late,
    "since_urged": _since_urged,
    "urged_since": _urged_since,
    "since_reported": _since_reported,
    "days_late": _days_late,
}
_LIMIT = ("today", "limit", "stage")
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "late": _LIMIT,
    "days": _LIMIT,
    "unannounced": _LIMIT,
    "planned": (*_LIMIT, "dispatched", "milestones", "stopped", "limit_set"),
    "planned_by": ("milestones",),
    "behind": ("planned", "verified"),
    "begun": ("claimed", "verified"),
    "idle": ("begun", "dispatched", "today", "stopped"),
    "in_a_row": ("checks",),
    "judged_since": ("judgement", "judged_on", "forecast_on"),
    "expected_late": ("expected", "limit"),
    "since_urged": ("urged_on", "today"),
    "urged_since": ("urged_on", "limit"),
    "since_reported": ("reported_on", "today"),
    "days_late": ("days", "late"),
}
