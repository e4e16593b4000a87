"""The facts that the progress and the forecast are judged by, as one column of a matter keeps them.

They come from entries, like all of the present state; here they are packed so that a list of
thousands need no fold.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pilotage.ledger import Check, MatterState, Outlook

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
    }


def _check(one: Check, *, dated: bool) -> list[Any]:
    """``dated`` names the day of its limit too, which matters once days do not count."""
    found = [one.on.isoformat(), one.verified, _written(one.limit)]
    return [*found, _written(one.limit_set)] if dated else found


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _outlook(said: str | None) -> Outlook | None:
    return Outlook(said) if said else None
