"""What can be done to documents, one act a file."""

from .discard import discard
from .receive import receive
from .retry import retry

__all__ = ["discard", "receive", "retry"]
