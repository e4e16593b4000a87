"""What can be done to plans, one act a file."""

from .adopt import adopt
from .found_programme import found_programme
from .rename import rename
from .rule import rule, withdraw
from .take_up import take_up
from .waive import unwaive, waive, waive_all

__all__ = [
    "adopt",
    "found_programme",
    "rename",
    "rule",
    "take_up",
    "unwaive",
    "waive",
    "waive_all",
    "withdraw",
]
