"""Rules as data: packs with their sources and their own cases, and the working-day calendar."""

from .calendar import WorkCalendar
from .cases import Failure, failed_cases, until
from .condition import Condition, Op
from .derive import complete
from .facts import FACTS, Fact, FactKind
from .fork import LARGEST, fork, forked, mutations
from .from_yaml import load_pack, pack_data, pack_names, rule_pack
from .load import read_yaml
from .model import (
    Case,
    Channel,
    Light,
    Pack,
    PackKind,
    Parameter,
    Rule,
    Slip,
    Stage,
    Telling,
    Wording,
)
from .phrase import day_phrase, days_phrase
from .planned import Milestone, Period, planned_on
from .reasoning import condition_told, reasoning
from .values import fact_value, facts_from
from .verdict import Verdict, judge

__all__ = [
    "FACTS",
    "LARGEST",
    "Case",
    "Channel",
    "Condition",
    "Fact",
    "FactKind",
    "Failure",
    "Light",
    "Milestone",
    "Op",
    "Pack",
    "PackKind",
    "Parameter",
    "Period",
    "Rule",
    "Slip",
    "Stage",
    "Telling",
    "Verdict",
    "Wording",
    "WorkCalendar",
    "complete",
    "condition_told",
    "day_phrase",
    "days_phrase",
    "fact_value",
    "facts_from",
    "failed_cases",
    "fork",
    "forked",
    "judge",
    "load_pack",
    "mutations",
    "pack_data",
    "pack_names",
    "planned_on",
    "read_yaml",
    "reasoning",
    "rule_pack",
    "until",
]
