"""Which report is due by the rhythm that the slip states, and which are missing.

A plain sign on lists and the unit's to-do: no shipped rule pack has a source that makes a missing
report a fact of the progress channel.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from pilotage.ledger import Every, MatterState, Step, report_days

AHEAD: Mapping[Every, int] = {Every.WEEK: 3, Every.MONTH: 7, Every.QUARTER: 14, Every.STAGE: 14}
"""Days before its day from which a report is asked for."""

_REPORTING = (Step.SIGNED, Step.IN_PROGRESS, Step.REPORTED, Step.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDue:
    """The report that is asked for: by ``day``; ``missed`` counts those whose day has gone by."""

    day: date
    missed: int = 0


def report_due(state: MatterState, today: date) -> ReportDue | None:
    """The report that the lead owes on ``today``; None when it owes none yet.

    A report counts for the next day that is due after it. The days run from the dispatch, or from
    the day the matter was passed on or resumed.
    """
    rhythm, start = state.rhythm, state.reports_from
    if rhythm is None or start is None or state.step not in _REPORTING:
        return None
    ahead = today + timedelta(days=AHEAD[rhythm.every])
    days = report_days(rhythm, start, ahead, _stages(state))
    past = [day for day in days if day < today]
    told = state.claimed_on or start
    missed = sum(told <= before for before, _day in pairwise([start, *past]))
    if past and told <= [start, *past][-2]:
        return ReportDue(day=past[-1], missed=missed)
    coming = next((day for day in days if day >= today), None)
    if coming is None or (state.claimed_on and told > (past[-1] if past else start)):
        return None
    return ReportDue(day=coming)


def reports_asked(state: MatterState, first: date, last: date) -> tuple[date, ...]:
    """The days from ``first`` to ``last`` for which the slip asked the lead for a report.

    As the slip in force has it: none before it began, none after the matter ended or stood still,
    none before the lead signed.
    """
    if state.rhythm is None or state.reports_from is None or state.step is Step.DISPATCHED:
        return ()
    ends = [day for day in (state.closed_on, state.ended_on, state.suspended_since) if day]
    days = report_days(state.rhythm, state.reports_from, min([last, *ends]), _stages(state))
    return tuple(day for day in days if day >= first)


def _stages(state: MatterState) -> list[date]:
    return [day for day, _share in state.milestones] + ([state.limit] if state.limit else [])
