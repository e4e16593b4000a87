"""What can be done with a ledger file, one act a file."""

from .bring import bring
from .enter import enter

__all__ = ["bring", "enter"]
