"""How far a matter should be on a day: its schedule, from which the progress channel is judged."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

Milestone = tuple[date, int]
"""A day, and the percentage of the whole that is due on it."""


def planned_on(
    today: date, dispatched: date | None, limit: date | None, milestones: Sequence[Milestone] = ()
) -> int | None:
    """The percentage planned for ``today``; None without a dispatch or a limit.

    The milestones of the slip in their order, the last share holding until the next day; without
    milestones a straight line by calendar days from the dispatch (0) to the limit in force (100).
    From the limit on all of it is due, whatever the milestones say.
    """
    if dispatched is None or limit is None:
        return None
    if today >= limit:
        return 100
    if milestones:
        place = bisect_right(milestones, today, key=lambda one: one[0])
        return milestones[place - 1][1] if place else 0
    if today <= dispatched:
        return 0
    return (today - dispatched).days * 100 // (limit - dispatched).days
