"""What can be done with a ledger file, one act a file."""

from .bring import bring
from .bring_template import bring_template
from .enter import enter
from .parts import MOST

__all__ = ["MOST", "bring", "bring_template", "enter"]
