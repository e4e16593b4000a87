"""The lights of a matter, one a channel, and the one that is shown: the worst of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pilotage.ledger import Instruction, MatterState
from pilotage.rulepack import Channel, Light, Pack, Verdict, WorkCalendar, judge

from .stage import given_of, given_of_instruction

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
    """The verdict of each channel on one matter. The channels are never mixed.

    ``instructions`` are the leaders' instructions that wait for an answer, each judged by the rules
    of the limit channel on its own day.
    """

    limit: Verdict
    progress: Verdict
    forecast: Verdict
    instructions: tuple[tuple[Instruction, Verdict], ...] = ()

    @property
    def each(self) -> tuple[Verdict, Verdict, Verdict]:
        """The three, always in this order."""
        return self.limit, self.progress, self.forecast

    @property
    def decides(self) -> Verdict:
        """The verdict that the matter shows: the worst; of equals the first.

        An instruction has a say only when its day has passed unanswered.
        """
        overdue = (one for _said, one in self.instructions if one.light is Light.RED)
        return min((*self.each, *overdue), key=lambda one: _RANK[one.light])

    @property
    def instructed(self) -> Instruction | None:
        """The instruction that decides, when one does."""
        decides = self.decides
        return next((said for said, one in self.instructions if one is decides), None)

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
    waiting = () if state.step.is_final else state.unanswered
    instructions = tuple(
        (one, judge(packs[Channel.LIMIT], given_of_instruction(one, today), calendar))
        for one in waiting
    )
    return Lights(limit=limit, progress=progress, forecast=forecast, instructions=instructions)
