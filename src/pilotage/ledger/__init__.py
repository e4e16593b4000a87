"""What was done: append-only entries, a workflow table, and the state folded from them."""

from .from_entries import CHINA_TIME, fold
from .model import (
    Act,
    Capacity,
    Entry,
    Extension,
    MatterState,
    Method,
    Refusal,
    Step,
    UnitState,
)
from .outlook import Check, Outlook
from .payload import Field, FieldKind
from .words import (
    act_done,
    act_label,
    act_noun,
    act_told,
    capacity_label,
    method_label,
    outlook_label,
    step_label,
)
from .workflow import WORKFLOW, Row, allowed, capacities_of, check, entry_faults, may

__all__ = [
    "CHINA_TIME",
    "WORKFLOW",
    "Act",
    "Capacity",
    "Check",
    "Entry",
    "Extension",
    "Field",
    "FieldKind",
    "MatterState",
    "Method",
    "Outlook",
    "Refusal",
    "Row",
    "Step",
    "UnitState",
    "act_done",
    "act_label",
    "act_noun",
    "act_told",
    "allowed",
    "capacities_of",
    "capacity_label",
    "check",
    "entry_faults",
    "fold",
    "may",
    "method_label",
    "outlook_label",
    "step_label",
]
