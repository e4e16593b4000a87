"""What was done: append-only entries, a workflow table, and the state folded from them."""

from .from_editions import AGAIN, SURE, Answers, changed_cells, moves_of, units_of
from .from_entries import CHINA_TIME, fold
from .instruction import Instruction
from .model import (
    Act,
    Capacity,
    Entry,
    Extension,
    FormerLead,
    LimitChange,
    MatterState,
    Method,
    Refusal,
    Step,
    UnitState,
)
from .moves import (
    Answer,
    Choice,
    Edition,
    Ended,
    Move,
    MoveKind,
    PartKind,
    PartMove,
    Planned,
    code_of,
)
from .outlook import Check, Outlook
from .part_moves import part_moves
from .payload import LONGEST_TEXT, Field, FieldKind
from .proof_kinds import ProofKind, proof_kind_label, proof_kinds_said
from .rhythm import LAST_DAY, Every, Rhythm, report_days
from .subtask import Subtask
from .suspension import followers
from .tree import ALONE, HELD, LEVELS, Around, tree_guard
from .words import (
    act_done,
    act_label,
    act_noun,
    act_told,
    capacity_label,
    method_label,
    outlook_label,
    rhythm_label,
    step_label,
)
from .workflow import WORKFLOW, Row, allowed, capacities_of, check, entry_faults, may

__all__ = [
    "AGAIN",
    "ALONE",
    "CHINA_TIME",
    "HELD",
    "LAST_DAY",
    "LEVELS",
    "LONGEST_TEXT",
    "SURE",
    "WORKFLOW",
    "Act",
    "Answer",
    "Answers",
    "Around",
    "Capacity",
    "Check",
    "Choice",
    "Edition",
    "Ended",
    "Entry",
    "Every",
    "Extension",
    "Field",
    "FieldKind",
    "FormerLead",
    "Instruction",
    "LimitChange",
    "MatterState",
    "Method",
    "Move",
    "MoveKind",
    "Outlook",
    "PartKind",
    "PartMove",
    "Planned",
    "ProofKind",
    "Refusal",
    "Rhythm",
    "Row",
    "Step",
    "Subtask",
    "UnitState",
    "act_done",
    "act_label",
    "act_noun",
    "act_told",
    "allowed",
    "capacities_of",
    "capacity_label",
    "changed_cells",
    "check",
    "code_of",
    "entry_faults",
    "fold",
    "followers",
    "may",
    "method_label",
    "moves_of",
    "outlook_label",
    "part_moves",
    "proof_kind_label",
    "proof_kinds_said",
    "report_days",
    "rhythm_label",
    "step_label",
    "tree_guard",
    "units_of",
]
