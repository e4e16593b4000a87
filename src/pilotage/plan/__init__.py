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
from .diff import diff
from .diff_codec import DIFF_SCHEMA, diff_to_json
from .diff_model import (
    Aspect,
    Change,
    Difference,
    Edit,
    Ground,
    Link,
    Relation,
    Succession,
    Value,
)
from .from_clauses import from_clauses
from .model import Basis, Coverage, Duty, Plan, Source, Task, TaskKind
from .rulings import apply_rulings

__all__ = [
    "DIFF_SCHEMA",
    "SCHEMA",
    "Aspect",
    "Basis",
    "Change",
    "Coverage",
    "Difference",
    "Directive",
    "Duty",
    "Edit",
    "Fate",
    "Ground",
    "Limit",
    "LimitKind",
    "Link",
    "Measure",
    "Plan",
    "Portion",
    "Reference",
    "Relation",
    "Role",
    "Source",
    "Succession",
    "Target",
    "Task",
    "TaskKind",
    "Value",
    "apply_rulings",
    "diff",
    "diff_to_json",
    "from_clauses",
    "from_json",
    "problem_from_json",
    "problem_to_json",
    "to_json",
]
