"""What can be done to documents, one act a file."""

from .receive import receive
from .retry import retry

__all__ = ["receive", "retry"]
