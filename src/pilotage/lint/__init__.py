"""What a person must settle before a plan is issued: rules over a plan, one file a rule."""

from .documentation import Documentation
from .grounds import Grounds, grounds_of
from .rule import Rule
from .rules import RULES
from .run import chosen, lint
from .waiver import Judged, Waiver, judge, mark_of, waive

__all__ = [
    "RULES",
    "Documentation",
    "Grounds",
    "Judged",
    "Rule",
    "Waiver",
    "chosen",
    "grounds_of",
    "judge",
    "lint",
    "mark_of",
    "waive",
]
