"""What the overview counts and picks, kept in step with the list of tasks it is counted from.

After an act a list differs in one line from the list before: what that line had said is taken away
and what it says now is added. The figures follow from the lines alone, whatever was counted before
(``tests/server/test_reports_figures.py``).
"""

from bisect import insort
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from pilotage.base import Language
from pilotage.rulepack import Light
from pilotage_server.ledgers.listing import Line, Lines
from pilotage_server.ledgers.shelves import Recent
from pilotage_server.rulepacks.store import RuleBook

from . import limits
from .history import Past, Week, now_of, past_of, shelf_of

FEW = 50
"""Lines that are put into their places one by one; of more the whole is sorted."""

Place = tuple[str, int, str]
"""A unit, a week by its number among those counted, and a light."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of the lines in ``past``, each with what it was at the ends of the weeks that are over.

    ``now`` and ``before`` count the lights of today and of the last of these weeks, ``weeks`` those
    of every lead and week, the present one last, ``leads`` the tasks of each lead. ``urgent`` are
    the red and yellow ones, ``waiting`` those that wait for the office, each in the order of the
    list; ``limited`` are those on the timeline, by their limits.
    """

    past: dict[Line, tuple[Past, ...]]
    now: Counter[Light]
    before: Counter[str]
    weeks: Counter[Place]
    leads: Counter[str]
    urgent: list[Line]
    waiting: list[Line]
    limited: list[Line]


_NOTHING = Figures(
    past={},
    now=Counter(),
    before=Counter(),
    weeks=Counter(),
    leads=Counter(),
    urgent=[],
    waiting=[],
    limited=[],
)
by_urgency = attrgetter("urgency")
"""The order of the list."""

_LAST: Recent[Figures] = Recent(12)
"""The last figures of each circle of readers."""


def figures_of(found: Lines, weeks: Sequence[Week], book: RuleBook, language: Language) -> Figures:
    """The figures of ``found`` over ``weeks``, which are over."""
    key = (shelf_of(weeks, book), language, found.plans)
    return _LAST.replace(key, moved(_LAST.find(key) or _NOTHING, found, weeks, book))


def moved(last: Figures, found: Lines, weeks: Sequence[Week], book: RuleBook) -> Figures:
    """The figures of ``found``, from what ``last`` had counted of the same weeks."""
    lines = frozenset(found)
    gone = last.past.keys() - lines
    new = [line for line in found if line not in last.past]
    if len(gone) + len(new) > len(lines):
        last, gone, new = _NOTHING, set(), list(found)
    told = past_of(new, weeks, book)
    past = {line: one for line, one in last.past.items() if line not in gone}
    past |= {line: told[line.key] for line in new}
    urgent = [line for line in new if line.light in (Light.RED, Light.YELLOW)]
    waiting = [line for line in new if line.waits_for_office]
    made = Figures(
        past=past,
        now=Counter(last.now),
        before=Counter(last.before),
        weeks=Counter(last.weeks),
        leads=Counter(last.leads),
        urgent=_placed(last.urgent, gone, urgent, by_urgency),
        waiting=_placed(last.waiting, gone, waiting, by_urgency),
        limited=_placed(last.limited, gone, limits.with_limits(new), limits.place),
    )
    for line in gone:
        _count(made, line, last.past[line], weeks[-1], -1)
    for line in new:
        _count(made, line, past[line], weeks[-1], 1)
    return made


def _count(figures: Figures, line: Line, past: tuple[Past, ...], last: Week, by: int) -> None:
    """What ``line`` says of itself, added (1) or taken away (-1).

    It counts for the last week only when it had been registered by then, and neither now nor then
    when a new edition has ended it.
    """
    for week, one in enumerate((*past, now_of(line))):
        if one.lead:
            figures.weeks[one.lead, week, one.light] += by
    if not line.ended:
        figures.now[line.light] += by
        if line.lead:
            figures.leads[line.lead_name] += by
    registered = line.matter.registered_at
    if registered is not None and registered <= last.ended and not past[-1].ended:
        figures.before[past[-1].light] += by


def _placed(
    before: list[Line], gone: Collection[Line], new: list[Line], order: Callable[[Line], Any]
) -> list[Line]:
    """``before`` without those ``gone`` and with the ``new``, each in its place."""
    kept = [line for line in before if line not in gone]
    if len(new) > FEW:
        return sorted([*kept, *new], key=order)
    for line in new:
        insort(kept, line, key=order)
    return kept
