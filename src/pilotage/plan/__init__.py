"""The contract: what was promised, as a value."""

from pilotage.clause import (
    Directive,
    Fate,
    Limit,
    LimitKind,
    Measure,
    Portion,
    Reference,
    Role,
    Target,
)

from .codec import SCHEMA, from_json, problem_from_json, problem_to_json, to_json
from .from_clauses import from_clauses
from .model import Basis, Coverage, Duty, Plan, Source, Task, TaskKind
from .rulings import apply_rulings

__all__ = [
    "SCHEMA",
    "Basis",
    "Coverage",
    "Directive",
    "Duty",
    "Fate",
    "Limit",
    "LimitKind",
    "Measure",
    "Plan",
    "Portion",
    "Reference",
    "Role",
    "Source",
    "Target",
    "Task",
    "TaskKind",
    "apply_rulings",
    "from_clauses",
    "from_json",
    "problem_from_json",
    "problem_to_json",
    "to_json",
]
