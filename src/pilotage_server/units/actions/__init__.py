"""What is done to accounts: one function an act, whoever asks for it."""

from pilotage_server.units.credentials import renew_recovery, turn_off, turn_on

from .accounts import add, deactivate, reactivate, reset_codes, reset_password
from .holding import add_post, change_post, remove_post
from .passwords import change_password
from .signing_out import end_sessions

__all__ = [
    "add",
    "add_post",
    "change_password",
    "change_post",
    "deactivate",
    "end_sessions",
    "reactivate",
    "remove_post",
    "renew_recovery",
    "reset_codes",
    "reset_password",
    "turn_off",
    "turn_on",
]
