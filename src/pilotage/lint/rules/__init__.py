"""The rules, by family. A new rule is one file and one line here."""

from pilotage.lint.rule import Rule

from .limits.limit_before_issue import LimitBeforeIssue
from .limits.no_limit import NoLimit
from .targets.no_measurable_target import NoMeasurableTarget
from .text.broken_numbering import BrokenNumbering
from .text.unread_text import UnreadText
from .units.no_lead import NoLead
from .units.no_unit import NoUnit
from .units.safeguard_without_owner import SafeguardWithoutOwner
from .units.unit_spelled_two_ways import UnitSpelledTwoWays
from .units.unknown_unit import UnknownUnit

RULES: tuple[type[Rule], ...] = (
    NoLimit,
    NoLead,
    NoUnit,
    SafeguardWithoutOwner,
    UnknownUnit,
    UnitSpelledTwoWays,
    LimitBeforeIssue,
    BrokenNumbering,
    NoMeasurableTarget,
    UnreadText,
)
"""In the order of their codes."""
