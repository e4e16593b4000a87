"""Which units somebody can act for."""

from collections.abc import Iterable

from django.db.models import Q

from .models import OF_A_UNIT, FurtherPostRow, MembershipRow
from .tree import beneath


def unmanned(units: Iterable[str], programme: int | None) -> list[str]:
    """Those of ``units``, in order, that no active account can sign or report for in
    ``programme``: neither one of their own nor one of a unit above. Two queries.
    """
    holds = Q(role__in=OF_A_UNIT) & (Q(programme=None) | Q(programme=programme))
    posts = {
        *MembershipRow.objects.filter(holds, user__is_active=True).values_list("unit", flat=True),
        *FurtherPostRow.objects.filter(holds, member__user__is_active=True).values_list(
            "unit", flat=True
        ),
    }
    held = {one for post in posts for one in beneath(post)}
    return [one for one in dict.fromkeys(units) if one not in held]
