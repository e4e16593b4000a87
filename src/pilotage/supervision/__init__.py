"""What must be raised today: the lights of a matter with their reasons, the slip that is due."""

from pilotage.rulepack import Light, Verdict

from .clock import LimitClock, limit_clock
from .doubts import Doubt, Elsewhere, doubts
from .reporting import ReportDue, report_due
from .rollup import Branch, Rollup, Share, led_by, rollup
from .sampling import Candidate, draw_sample
from .slips import slip_due
from .stage import given_of, stage_of
from .verdict import WORST_FIRST, Lights, Packs, light, lights

__all__ = [
    "WORST_FIRST",
    "Branch",
    "Candidate",
    "Doubt",
    "Elsewhere",
    "Light",
    "Lights",
    "LimitClock",
    "Packs",
    "ReportDue",
    "Rollup",
    "Share",
    "Verdict",
    "doubts",
    "draw_sample",
    "given_of",
    "led_by",
    "light",
    "lights",
    "limit_clock",
    "report_due",
    "rollup",
    "slip_due",
    "stage_of",
]
