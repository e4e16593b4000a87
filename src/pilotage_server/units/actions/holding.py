"""An administrator says which posts an account holds."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.http import Http404

from pilotage_server.units.models import FurtherPostRow, MembershipRow, Post

from .administrators import one_is_left


def add_post(user: User, post: Mapping[str, object]) -> Post:
    """Another post beside those the account holds; its first where it holds none."""
    member = MembershipRow.objects.filter(user=user).first()
    if member is None:
        return MembershipRow.objects.create(user=user, **post)
    return FurtherPostRow.objects.create(member=member, **post)


def change_post(user: User, number: int, post: Mapping[str, object]) -> None:
    """Change the post with that number (0: the first). Http404 when the account has none such."""
    with one_is_left():
        row = _held(user, number)
        if row is None:
            raise Http404
        for name, value in post.items():
            setattr(row, name, value)
        row.save()  # an update in the database alone would be told to nobody


def remove_post(user: User, number: int) -> None:
    """Take a further post away; the first is changed, or its account deactivated."""
    with one_is_left():
        deleted, _each = FurtherPostRow.objects.filter(member__user=user, pk=number).delete()
        if not deleted:
            raise Http404


def _held(user: User, number: int) -> Post | None:
    if number:
        further = FurtherPostRow.objects.select_for_update()
        return further.filter(member__user=user, pk=number).first()
    return MembershipRow.objects.select_for_update().filter(user=user).first()
