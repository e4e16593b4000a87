"""What must be raised today: the lights of a matter with their reasons, the slip that is due."""

from pilotage.rulepack import Light, Verdict

from .clock import LimitClock, limit_clock
from .doubts import Doubt, Elsewhere, doubts
from .notices import ASKING, Circle, Notice, Told, Watched, notices_due
from .reporting import ReportDue, report_due, reports_asked
from .rollup import Branch, Rollup, Share, led_by, rollup
from .sampling import Candidate, draw_sample
from .slips import slip_due
from .stage import given_of, stage_of
from .turns import Noted, Spell, Tally, TurnKind, WeekEnd, closings, green_spells, tallies
from .verdict import WORST_FIRST, Lights, Packs, light, lights

__all__ = [
    "ASKING",
    "WORST_FIRST",
    "Branch",
    "Candidate",
    "Circle",
    "Doubt",
    "Elsewhere",
    "Light",
    "Lights",
    "LimitClock",
    "Noted",
    "Notice",
    "Packs",
    "ReportDue",
    "Rollup",
    "Share",
    "Spell",
    "Tally",
    "Told",
    "TurnKind",
    "Verdict",
    "Watched",
    "WeekEnd",
    "closings",
    "doubts",
    "draw_sample",
    "given_of",
    "green_spells",
    "led_by",
    "light",
    "lights",
    "limit_clock",
    "notices_due",
    "report_due",
    "reports_asked",
    "rollup",
    "slip_due",
    "stage_of",
    "tallies",
]
