"""What can be done with a ledger file, one act a file."""

from .bring import bring
from .bring_template import bring_template
from .enter import enter

__all__ = ["bring", "bring_template", "enter"]
