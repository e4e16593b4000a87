"""What must be raised today: the lights of a matter with their reasons, the slip that is due."""

from pilotage.rulepack import Light, Verdict

from .clock import LimitClock, limit_clock
from .doubts import Doubt, Elsewhere, doubts
from .notices import ASKING, Circle, Notice, Told, Watched, notices_due
from .slips import slip_due
from .stage import given_of, stage_of
from .verdict import WORST_FIRST, Lights, Packs, light, lights

__all__ = [
    "ASKING",
    "WORST_FIRST",
    "Circle",
    "Doubt",
    "Elsewhere",
    "Light",
    "Lights",
    "LimitClock",
    "Notice",
    "Packs",
    "Told",
    "Verdict",
    "Watched",
    "doubts",
    "given_of",
    "light",
    "lights",
    "limit_clock",
    "notices_due",
    "slip_due",
    "stage_of",
]
