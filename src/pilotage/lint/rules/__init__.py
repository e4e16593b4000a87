"""The rules, by family. A new rule is one file and one line here."""

from pilotage.lint.rule import Rule

from .conflicts.figures_differ import FiguresDiffer
from .conflicts.same_asked_of_two import SameAskedOfTwo
from .limits.far_limit import FarLimit
from .limits.impossible_date import ImpossibleDate
from .limits.limit_after_end import LimitAfterEnd
from .limits.limit_before_issue import LimitBeforeIssue
from .limits.limit_in_words import LimitInWords
from .limits.limit_on_day_off import LimitOnDayOff
from .limits.no_limit import NoLimit
from .limits.period_backwards import PeriodBackwards
from .limits.report_without_day import ReportWithoutDay
from .numbering.broken_numbering import BrokenNumbering
from .numbering.heading_twice import HeadingTwice
from .numbering.mixed_number_forms import MixedNumberForms
from .numbering.skipped_level import SkippedLevel
from .references.cited_without_number import CitedWithoutNumber
from .references.missing_annex import MissingAnnex
from .references.reference_from_future import ReferenceFromFuture
from .references.reference_run_out import ReferenceRunOut
from .references.undefined_acronym import UndefinedAcronym
from .references.undefined_short_name import UndefinedShortName
from .targets.more_than_all import MoreThanAll
from .targets.no_baseline import NoBaseline
from .targets.no_measurable_target import NoMeasurableTarget
from .targets.shares_not_whole import SharesNotWhole
from .text.unread_text import UnreadText
from .units.crowded_task import CrowdedTask
from .units.former_name import FormerName
from .units.group_answers import GroupAnswers
from .units.hidden_duty import HiddenDuty
from .units.lead_also_supports import LeadAlsoSupports
from .units.no_lead import NoLead
from .units.no_unit import NoUnit
from .units.open_unit_list import OpenUnitList
from .units.safeguard_without_owner import SafeguardWithoutOwner
from .units.several_leads import SeveralLeads
from .units.unit_spelled_two_ways import UnitSpelledTwoWays
from .units.unknown_unit import UnknownUnit
from .wording.bare_heading import BareHeading
from .wording.doubled_sign import DoubledSign
from .wording.hedged_duty import HedgedDuty
from .wording.nothing_to_verify import NothingToVerify
from .wording.over_long_task import OverLongTask
from .wording.repeated_task import RepeatedTask
from .wording.unclosed_bracket import UnclosedBracket
from .wording.unfinished_text import UnfinishedText
from .wording.vague_degree import VagueDegree
from .workload.dates_collide import DatesCollide
from .workload.one_date_for_all import OneDateForAll
from .workload.over_share import OverShare

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
    SeveralLeads,
    LeadAlsoSupports,
    OpenUnitList,
    GroupAnswers,
    FormerName,
    HiddenDuty,
    CrowdedTask,
    LimitInWords,
    LimitAfterEnd,
    ReportWithoutDay,
    FarLimit,
    LimitOnDayOff,
    ImpossibleDate,
    PeriodBackwards,
    MoreThanAll,
    SharesNotWhole,
    NoBaseline,
    NothingToVerify,
    VagueDegree,
    HedgedDuty,
    OverLongTask,
    RepeatedTask,
    BareHeading,
    UnfinishedText,
    DoubledSign,
    UnclosedBracket,
    MixedNumberForms,
    HeadingTwice,
    SkippedLevel,
    CitedWithoutNumber,
    UndefinedShortName,
    MissingAnnex,
    ReferenceRunOut,
    ReferenceFromFuture,
    UndefinedAcronym,
    OverShare,
    DatesCollide,
    OneDateForAll,
    SameAskedOfTwo,
    FiguresDiffer,
    UnreadText,
)
"""In the order of their codes."""
