"""What is done to accounts: one function an act, whoever asks for it."""

from .accounts import add, deactivate, reactivate, reset_codes, reset_password
from .holding import add_post, change_post, remove_post
from .passwords import change_password

__all__ = [
    "add",
    "add_post",
    "change_password",
    "change_post",
    "deactivate",
    "reactivate",
    "remove_post",
    "reset_codes",
    "reset_password",
]
