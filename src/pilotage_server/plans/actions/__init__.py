"""What can be done to plans, one act a file."""

from .adopt import adopt
from .found_programme import found_programme
from .put_above import put_above, take_down
from .put_under import put_under
from .rename import rename
from .rule import rule, withdraw
from .rule_link import rule_link
from .take_over import take_over
from .take_up import take_up
from .waive import unwaive, waive, waive_all

__all__ = [
    "adopt",
    "found_programme",
    "put_above",
    "put_under",
    "rename",
    "rule",
    "rule_link",
    "take_down",
    "take_over",
    "take_up",
    "unwaive",
    "waive",
    "waive_all",
    "withdraw",
]
