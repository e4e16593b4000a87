"""The lights of a matter on a day: computed when a page is shown, never stored."""

from datetime import date
from functools import cache

from pilotage.base import Language
from pilotage.ledger import MatterState
from pilotage.rulepack import Light, Slip, Verdict, WorkCalendar
from pilotage.supervision import WORST_FIRST, Lights, limit_clock, slip_due
from pilotage.supervision import lights as lights_of
from pilotage_server.rulepacks.models import Slot
from pilotage_server.rulepacks.store import RuleBook

ORDER = WORST_FIRST
"""Worst first: the order of lists, and of choosing the worst of several."""


@cache
def calendar() -> WorkCalendar:
    """The working days that limits are counted in."""
    return WorkCalendar()


def lights(state: MatterState, today: date, book: RuleBook) -> Lights:
    """The lights of ``state`` on ``today``, by the packs in force that day."""
    return lights_of(state, today, calendar(), book.lights(today))


def slip(state: MatterState, lit: Lights, today: date, book: RuleBook) -> Verdict | None:
    """The slip that is due for ``state`` on ``today``; None when none is."""
    found = slip_due(state, lit, today, calendar(), book.pack(Slot.SLIP, today))
    return None if found.gives == Slip.NONE else found


def rank(found: Light) -> int:
    """Place of a light from the worst (0) on."""
    return ORDER.index(found)


def days_said(found: Verdict, today: date, language: Language) -> str:
    """The same with its unit, for a place without a column head: "10 working days left"."""
    limit = found.facts["limit"]
    if found.facts["days"] is None or not isinstance(limit, date):
        return "–"
    return limit_clock(limit, today, calendar()).phrase(language)


def days(found: Verdict, today: date, language: Language) -> str:
    """ "10 left", "13 late"; – when no limit runs."""
    limit = found.facts["limit"]
    if found.facts["days"] is None or not isinstance(limit, date):
        return "–"
    return limit_clock(limit, today, calendar()).label(language)
