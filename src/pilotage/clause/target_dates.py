"""The date of a target: that of the limit in its own sentence, before that of its item."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pilotage.base import Language, Span

from .model import Limit, LimitKind, Target

_STOP = {"zh": re.compile(r"[。！？\n]"), "en": re.compile(r"[.!?]\s|\n\s*\n")}
_PART = re.compile(r"[；;]|其中|(?i:\bof which)")


def with_own_dates(
    text: str, targets: tuple[Target, ...], limits: Sequence[Limit], language: Language
) -> tuple[Target, ...]:
    """``targets``, each by the date that its own words name, if they do (2023年达到50家，到2025年
    达到80家: two dates); the rest stay by the item's. ``limits`` are all that the item states."""
    if not targets or all(limit.date == targets[0].by for limit in limits):
        return targets
    stated = sorted(
        (limit for limit in limits if limit.kind is LimitKind.BY and limit.span is not None),
        key=lambda limit: limit.span or Span(0, 0),
    )
    own = (_own(text, one.span, stated, language) if one.span else None for one in targets)
    return tuple(
        replace(target, by=limit.date) if limit else target
        for target, limit in zip(targets, own, strict=True)
    )


def _own(text: str, target: Span, limits: Sequence[Limit], language: Language) -> Limit | None:
    """The limit that governs a target: the first within its words, else the last before it in its
    sentence (which holds for all parts of it, 到2025年，…；…), else the only one after it."""
    before: Limit | None = None
    after: list[Limit] = []
    for limit in limits:
        at = limit.span or Span(0, 0)
        if at.end <= target.start:
            before = limit
        elif at.start < target.end:
            return limit
        else:
            after.append(limit)
    stop = _STOP[language]
    if before and before.span and not stop.search(text, before.span.end, target.start):
        return before
    near = [limit for limit in after if limit.span and _one_part(text, target, limit.span, stop)]
    return near[0] if len(near) == 1 else None


def _one_part(text: str, target: Span, limit: Span, stop: re.Pattern[str]) -> bool:
    """Whether nothing parts a target from a limit behind it."""
    between = (target.end, limit.start)
    return not (stop.search(text, *between) or _PART.search(text, *between))
