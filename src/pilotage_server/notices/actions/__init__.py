"""The acts on notices: how one is told, when nobody is, and sending again what was given up."""

from .choose import choose
from .quiet import end_quiet, keep_quiet
from .send_again import send_again

__all__ = ["choose", "end_quiet", "keep_quiet", "send_again"]
