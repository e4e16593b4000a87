"""The contract: what was promised, as a value."""

from .codec import SCHEMA, from_json, to_json
from .model import (
    Basis,
    Coverage,
    Duty,
    Fate,
    Limit,
    LimitKind,
    Measure,
    Plan,
    Portion,
    Reference,
    Role,
    Source,
    Target,
    Task,
    TaskKind,
)

__all__ = [
    "SCHEMA",
    "Basis",
    "Coverage",
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
    "from_json",
    "to_json",
]
