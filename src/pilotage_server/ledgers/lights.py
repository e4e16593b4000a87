"""The light of a matter on a day: computed when a page is shown, never stored."""

from datetime import date
from functools import cache

from pilotage.base import Language
from pilotage.ledger import MatterState
from pilotage.rulepack import Light, LightPack, WorkCalendar, load_pack
from pilotage.supervision import Verdict, light, limit_clock

ORDER = (
    Light.RED,
    Light.YELLOW,
    Light.GREEN,
    Light.NONE,
    Light.SUSPENDED,
    Light.CLOSED,
    Light.ENDED,
)
"""Worst first: the order of lists, and of choosing the worst of several."""


@cache
def calendar() -> WorkCalendar:
    """The working days that limits are counted in."""
    return WorkCalendar()


@cache
def pack() -> LightPack:
    """The rules in force for the limit channel."""
    return load_pack("lights")


def verdict(state: MatterState, today: date) -> Verdict:
    """The light of ``state`` on ``today``, with its rule and its sentence."""
    return light(state, today, calendar(), pack())


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
