"""What a person does to the tokens of the own account."""

from .tokens import make_token, revoke_token

__all__ = ["make_token", "revoke_token"]
