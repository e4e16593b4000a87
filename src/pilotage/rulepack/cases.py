"""Runs the worked examples that a pack carries, so that a changed pack can be tried at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pilotage.base import Language

from .calendar import WorkCalendar
from .model import Case, Pack, PackKind
from .verdict import Verdict, judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A case that comes out otherwise; ``number`` counts from 1."""

    number: int
    case: Case
    verdict: Verdict

    def sentence(self, language: Language = "en") -> str:
        """What was expected, what came out."""
        case, got = self.case, self.verdict
        wanted = _told(case.gives, case.rule, case.until, language)
        found = _told(got.gives, got.rule, until(got), language)
        if language == "zh":
            return f"第{self.number}例：应为{wanted}；实为{found}。{got.zh}"
        return f"Case {self.number}: expected {wanted}, got {found}. {got.en}"


def _told(gives: str, rule: str, day: date | None, language: Language) -> str:
    if language == "zh":
        return f"{gives}，规则{rule}" + (f"，至{day}" if day else "")
    return f"{gives} by rule {rule}" + (f" until {day}" if day else "")


def failed_cases(pack: Pack, calendar: WorkCalendar, *, words: bool = True) -> tuple[Failure, ...]:
    """The cases of ``pack`` that come out otherwise; empty when none does.

    Without ``words`` only what a case gives, and by which rule, is held against it.
    """
    return tuple(_failures(pack, calendar, words=words))


def _failures(pack: Pack, calendar: WorkCalendar, *, words: bool) -> Iterator[Failure]:
    for number, case in enumerate(pack.cases, start=1):
        verdict = judge(pack, case.facts, calendar)
        right = (verdict.gives, verdict.rule) == (case.gives, case.rule)
        if pack.kind is PackKind.DAYS:
            right = right and until(verdict, calendar) == case.until
        if words and case.en is not None:
            right = right and verdict.en == case.en
        if not right:
            yield Failure(number=number, case=case, verdict=verdict)


def until(verdict: Verdict, calendar: WorkCalendar | None = None) -> date | None:
    """The limit that a rule of days gives, counted from the ``today`` of its facts.

    Calendar days, working days, or the next day of that number in a month, as the rule says; None
    for a rule that gives no number.
    """
    days, start = verdict.decided.days, verdict.facts["today"]
    if days is None or start is None:
        return None
    if verdict.gives == "working":
        return (calendar or WorkCalendar()).add_working_days(start, days)
    if verdict.gives == "monthly":
        return _next_in_month(start, days)
    found: date = start + timedelta(days=days)
    return found


def _next_in_month(start: date, number: int) -> date:
    """The first day from ``start`` on that is the ``number``-th of a month."""
    day = start
    while day.day != number:
        day += timedelta(days=1)
    return day
