"""Which slip is due today for a matter, by the rules of urging."""

from datetime import date

from pilotage.ledger import MatterState, Step
from pilotage.rulepack import Pack, Verdict, WorkCalendar, judge

from .stage import given_of
from .verdict import Lights


def slip_due(
    state: MatterState, lit: Lights, today: date, calendar: WorkCalendar, pack: Pack
) -> Verdict:
    """The slip of ``state`` on ``today``: its verdict gives a colour, or "none" with the reason."""
    office = state.step is Step.REPORTED or state.pending_extension is not None
    given = given_of(state, today) | {
        "waits_for": "office" if office else "unit",
        "progress_light": lit.progress.light.value,
    }
    return judge(pack, given, calendar)
