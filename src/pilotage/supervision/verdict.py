"""The lights of a matter, one a channel, and the one that is shown: the worst of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pilotage.ledger import MatterState
from pilotage.rulepack import Channel, Light, Pack, Verdict, WorkCalendar, judge

from .stage import given_of

WORST_FIRST = (
    Light.RED,
    Light.YELLOW,
    Light.GREEN,
    Light.NONE,
    Light.SUSPENDED,
    Light.CLOSED,
    Light.ENDED,
)
_RANK = {light: place for place, light in enumerate(WORST_FIRST)}

Packs = Mapping[Channel, Pack]
"""The pack in force for each channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lights:
    """The verdict of each channel on one matter. The channels are never mixed."""

    limit: Verdict
    progress: Verdict
    forecast: Verdict

    @property
    def each(self) -> tuple[Verdict, Verdict, Verdict]:
        """The three, always in this order."""
        return self.limit, self.progress, self.forecast

    @property
    def decides(self) -> Verdict:
        """The verdict that the matter shows: the worst; of equals the first."""
        return min(self.each, key=lambda one: _RANK[one.light])

    @property
    def light(self) -> Light:
        return self.decides.light


def light(state: MatterState, today: date, calendar: WorkCalendar, pack: Pack) -> Verdict:
    """The light of one channel; the same facts, the same light.

    Raises PilotageError when the pack has no rule for the case.
    """
    return judge(pack, given_of(state, today), calendar)


def lights(state: MatterState, today: date, calendar: WorkCalendar, packs: Packs) -> Lights:
    """The lights of ``state`` on ``today`` in all channels."""
    given = given_of(state, today)
    limit, progress, forecast = (judge(packs[one], given, calendar) for one in Channel)
    return Lights(limit=limit, progress=progress, forecast=forecast)
