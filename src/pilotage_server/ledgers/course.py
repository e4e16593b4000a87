"""What lists and lights need of the course of a matter, as one column of it keeps them.

They come from entries, like all of the present state; here they are packed so that a list of
thousands need no fold.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pilotage.ledger import Check, Every, Instruction, MatterState, Outlook, Rhythm

KEPT = 12
"""Checks kept of each matter, the last ones: more in a row than any rule asks for."""


def packed(state: MatterState) -> dict[str, Any]:
    """What ``state`` says of the course of its matter, as JSON; what is not known is left out."""
    said = {
        "milestones": [[day.isoformat(), share] for day, share in state.milestones],
        "checks": [_check(one, dated=bool(state.stopped)) for one in state.checks[-KEPT:]],
        "stopped": [[since.isoformat(), until.isoformat()] for since, until in state.stopped],
        "limit_set": _written(state.limit_set_on) if state.stopped else None,
        "forecast": state.forecast.value if state.forecast else None,
        "forecast_on": _written(state.forecast_on),
        "expected": _written(state.expected),
        "judgement": state.judgement.value if state.judgement else None,
        "judged_on": _written(state.judged_on),
        "waits_for": state.waits_for,
        "review_on": _written(state.review_on),
        "rhythm": [state.rhythm.every.value, state.rhythm.day] if state.rhythm else None,
        "reports_from": _written(state.reports_from) if state.rhythm else None,
        "urged_after": list(state.urged_after),
        "pass_on_asked": state.pass_on_asked,
        "pass_on_asked_on": _written(state.pass_on_asked_on),
        "instructions": [_instruction(one) for one in state.unanswered],
    }
    return {name: value for name, value in said.items() if value}


def unpacked(course: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a state that ``packed`` was given."""
    return {
        "milestones": tuple(
            (date.fromisoformat(day), share) for day, share in course.get("milestones", ())
        ),
        "checks": tuple(
            Check(
                on=date.fromisoformat(on),
                verified=share,
                limit=_read(limit),
                limit_set=_read(limit_set[0]) if limit_set else None,
            )
            for on, share, limit, *limit_set in course.get("checks", ())
        ),
        "stopped": tuple(
            (date.fromisoformat(since), date.fromisoformat(until))
            for since, until in course.get("stopped", ())
        ),
        "limit_set_on": _read(course.get("limit_set")),
        "forecast": _outlook(course.get("forecast")),
        "forecast_on": _read(course.get("forecast_on")),
        "expected": _read(course.get("expected")),
        "judgement": _outlook(course.get("judgement")),
        "judged_on": _read(course.get("judged_on")),
        "waits_for": course.get("waits_for", ""),
        "review_on": _read(course.get("review_on")),
        "rhythm": _rhythm(course.get("rhythm")),
        "reports_from": _read(course.get("reports_from")),
        "urged_after": tuple(course.get("urged_after", ())),
        "pass_on_asked": course.get("pass_on_asked", ""),
        "pass_on_asked_on": _read(course.get("pass_on_asked_on")),
        "instructions": tuple(_instructed(one) for one in course.get("instructions", ())),
    }


def _check(one: Check, *, dated: bool) -> list[Any]:
    """``dated`` names the day of its limit too, which matters once days do not count."""
    found = [one.on.isoformat(), one.verified, _written(one.limit)]
    return [*found, _written(one.limit_set)] if dated else found


def _instruction(one: Instruction) -> dict[str, Any]:
    return {
        "number": one.number,
        "text": one.text,
        "leader": one.leader,
        "given_on": one.given_on.isoformat(),
        "answer_by": one.answer_by.isoformat(),
        "entered_by": one.entered_by,
    }


def _instructed(kept: Mapping[str, Any]) -> Instruction:
    days = {name: date.fromisoformat(kept[name]) for name in ("given_on", "answer_by")}
    return Instruction(**{**kept, **days})


def _rhythm(kept: list[Any] | None) -> Rhythm | None:
    return Rhythm(every=Every(kept[0]), day=kept[1]) if kept else None


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _outlook(said: str | None) -> Outlook | None:
    return Outlook(said) if said else None
