"""How far a matter should be on a day: its schedule, from which the progress channel is judged."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

Milestone = tuple[date, int]
"""A day, and the percentage of the whole that is due on it."""

Period = tuple[date, date]
"""From a day to another, the second not included: a suspension and the day it ended."""


def planned_on(
    today: date,
    dispatched: date | None,
    limit: date | None,
    milestones: Sequence[Milestone] = (),
    *,
    stopped: Sequence[Period] = (),
    limit_set: date | None = None,
) -> int | None:
    """The percentage planned for ``today``; None without a dispatch or a limit.

    The milestones of the slip in their order, the last share holding until the next day; without
    milestones a straight line by calendar days from the dispatch (0) to the limit in force (100).
    From the limit on all of it is due, whatever the milestones say.

    The days of the suspensions ``stopped`` do not count (挂账期间停止计时): what is planned stands
    still in them and goes on after them, and all of it is due so many days after the limit. A limit
    that was set (``limit_set``) after a suspension has made up for it, and the line ends there.
    """
    if dispatched is None or limit is None:
        return None
    gone = days_in(stopped, dispatched, today)
    made_up = days_in(stopped, dispatched, min(limit_set or dispatched, today))
    if today >= limit + timedelta(days=gone - made_up):
        return 100
    if milestones:
        counted = today - timedelta(days=gone)
        place = bisect_right(milestones, counted, key=lambda one: one[0])
        return milestones[place - 1][1] if place else 0
    if today <= dispatched:
        return 0
    counted_days = max(1, (limit - dispatched).days - made_up)
    return min(100, ((today - dispatched).days - gone) * 100 // counted_days)


def days_in(periods: Sequence[Period], first: date, last: date) -> int:
    """How many days of ``periods`` lie from ``first`` to before ``last``."""
    return sum(max(0, (min(until, last) - max(since, first)).days) for since, until in periods)


def month_ends_in(periods: Sequence[Period], first: date) -> int:
    """How many ends of months, from ``first`` on, went by in ``periods``."""
    found = ((max(since, first), until) for since, until in periods)
    return sum(
        max(0, (until.year - since.year) * 12 + until.month - since.month) for since, until in found
    )
