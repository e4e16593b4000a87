"""The posts of an account, and which of them it acts in now."""

from django.contrib.auth.models import User
from django.http import HttpRequest

from .models import POST_FIELDS, FurtherPostRow, MembershipRow, Post

KEY = "post"
"""Where the session keeps the number of the further post that was put on."""


def worn(member: MembershipRow, further: FurtherPostRow) -> MembershipRow:
    """``member`` as it acts in ``further``: never saved, so that the first post stays."""
    shown = MembershipRow(pk=member.pk, user=member.user)
    for name in POST_FIELDS:
        setattr(shown, name, getattr(further, name))
    return shown


def acting(request: HttpRequest, member: MembershipRow) -> MembershipRow:
    """``member`` in the post that this session has put on; the first where there is no other."""
    key = request.session.get(KEY)
    further = member.further.filter(pk=key).first() if key else None
    return worn(member, further) if further else member


def of_user(user: User) -> list[tuple[int, Post]]:
    """Every post of an account with its number, the first as 0; none where it holds none yet."""
    member: MembershipRow | None = getattr(user, "membership", None)
    if member is None:
        return []
    further = sorted(member.further.all(), key=lambda one: one.pk)
    return [(0, member), *((one.pk, one) for one in further)]
