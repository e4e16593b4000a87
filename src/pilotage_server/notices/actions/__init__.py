"""The acts on notices: how one is told, when nobody is, where they are posted, sending again."""

from .choose import choose
from .feeds import end_feed, make_feed
from .hooks import add_hook, end_hook
from .quiet import end_quiet, keep_quiet
from .send_again import send_again

__all__ = [
    "add_hook",
    "choose",
    "end_feed",
    "end_hook",
    "end_quiet",
    "keep_quiet",
    "make_feed",
    "send_again",
]
