"""The account that asks."""

from .base import Back, Moment


class Me(Back):
    """``programme``, ``unit`` and ``within`` narrow the post; null where they do not."""

    account: str
    post: str
    role: str
    unit: str | None
    programme: int | None
    within: str | None
    scopes: list[str]
    token: str | None
    expires_at: Moment | None
