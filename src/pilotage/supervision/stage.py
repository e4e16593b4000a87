"""What the limit of a matter can mean now, and the facts that the ledger gives to rules."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pilotage.ledger import Check, Instruction, MatterState, Step
from pilotage.rulepack import Stage, planned_on

_BY_STEP: Mapping[Step, Stage] = {
    Step.CLOSED: Stage.CLOSED,
    Step.MERGED: Stage.MERGED,
    Step.CANCELLED: Stage.CANCELLED,
    Step.WITHDRAWN: Stage.CANCELLED,
    Step.SUSPENDED: Stage.SUSPENDED,
    Step.REGISTERED: Stage.REGISTERED,
    Step.PROPOSED: Stage.REGISTERED,
}


def stage_of(state: MatterState) -> Stage:
    """What the limit of ``state`` can mean now."""
    if state.step in _BY_STEP:
        return _BY_STEP[state.step]
    if state.limit:
        return Stage.RUNNING
    return Stage.ONGOING if state.ongoing else Stage.UNLIMITED


def given_of(state: MatterState, today: date) -> dict[str, Any]:
    """The facts of ``state`` on ``today``, by the names that rules call them."""
    return {
        "today": today,
        "stage": stage_of(state).value,
        "limit": state.limit,
        "since": state.suspended_since,
        "closed": state.closed_on,
        "ended": state.ended_on,
        "dispatched": state.dispatched_on,
        "milestones": state.milestones,
        "stopped": state.stopped,
        "limit_set": state.limit_set_on,
        "claimed": state.claimed,
        "verified": state.verified,
        "checks": tuple(_shortfall(one, state) for one in state.checks),
        "forecast": state.forecast,
        "forecast_on": state.forecast_on,
        "expected": state.expected,
        "judgement": state.judgement,
        "judged_on": state.judged_on,
        "urged_on": state.last_urged_on,
        "last_slip": state.last_slip,
    }


def given_of_instruction(said: Instruction, today: date) -> dict[str, Any]:
    """The facts of an instruction that waits for its answer: its day is a limit of its own."""
    running = MatterState(step=Step.IN_PROGRESS, limit=said.answer_by, dispatched_on=said.given_on)
    return given_of(running, today)


def _shortfall(check: Check, state: MatterState) -> tuple[date, int]:
    """How far behind the plan of that day a check found the matter, in points; 0 without a plan."""
    planned = planned_on(
        check.on,
        state.dispatched_on,
        check.limit,
        state.milestones,
        stopped=state.stopped,
        limit_set=check.limit_set,
    )
    return check.on, 0 if planned is None else planned - check.verified
