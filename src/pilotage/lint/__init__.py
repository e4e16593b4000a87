"""What a person must settle before a plan is issued: rules over a plan, one file a rule."""

from .documentation import Documentation
from .rule import Rule
from .rules import RULES
from .run import lint

__all__ = ["RULES", "Documentation", "Rule", "lint"]
