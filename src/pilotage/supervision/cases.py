"""Runs the worked examples that a pack carries, so that a changed pack can be tried at once."""

from pilotage.ledger import MatterState, Step
from pilotage.rulepack import LightCase, LightPack, Stage, WorkCalendar

from .verdict import light

_STEPS = {
    Stage.REGISTERED: Step.REGISTERED,
    Stage.SUSPENDED: Step.SUSPENDED,
    Stage.CLOSED: Step.CLOSED,
    Stage.MERGED: Step.MERGED,
    Stage.CANCELLED: Step.CANCELLED,
}


def failed_cases(pack: LightPack, calendar: WorkCalendar) -> tuple[str, ...]:
    """One sentence for each case of ``pack`` that comes out otherwise; empty when none does."""
    found = (_failure(case, pack, calendar) for case in pack.cases)
    return tuple(one for one in found if one)


def _failure(case: LightCase, pack: LightPack, calendar: WorkCalendar) -> str:
    verdict = light(_state(case), case.today, calendar, pack)
    expected = (case.light, case.rule, case.en or verdict.en)
    got = (verdict.light, verdict.rule, verdict.en)
    if expected == got:
        return ""
    return f"On {case.today} with limit {case.limit}: expected {expected}, got {got}."


def _state(case: LightCase) -> MatterState:
    return MatterState(
        step=_STEPS.get(case.stage, Step.IN_PROGRESS),
        limit=case.limit,
        original_limit=case.limit,
        ongoing=case.stage is Stage.ONGOING,
        suspended_since=case.today if case.stage is Stage.SUSPENDED else None,
        closed_on=case.today if case.stage is Stage.CLOSED else None,
        ended_on=case.today if case.stage in (Stage.MERGED, Stage.CANCELLED) else None,
    )
