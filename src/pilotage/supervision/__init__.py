"""What must be raised today: the clock of a limit and the light it gives, with the reason."""

from pilotage.rulepack import Light

from .cases import failed_cases
from .clock import LimitClock, day_phrase, days_phrase, limit_clock
from .doubts import Doubt, Elsewhere, doubts
from .verdict import Verdict, light, stage_of

__all__ = [
    "Doubt",
    "Elsewhere",
    "Light",
    "LimitClock",
    "Verdict",
    "day_phrase",
    "days_phrase",
    "doubts",
    "failed_cases",
    "light",
    "limit_clock",
    "stage_of",
]
