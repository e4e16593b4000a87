"""Limits (时限): until when something is to be done."""

import re
from dataclasses import replace
from datetime import date

from pilotage.base import Language, Span

from . import limits_en, limits_zh
from .model import Limit, LimitKind

_OF_A_PART = re.compile(r"其中[，,]?[^，。；\n]{0,12}$|(?i:\bof which)[^.;]{0,30}$")


def find_limits(text: str, spans: list[Span], language: Language, year: int | None) -> list[Limit]:
    """Every limit that ``spans`` state, in order.

    ``year`` is the year of the document, for limits that name none (年底前, 6月底前).
    """
    limits_in = limits_zh.limits_in if language == "zh" else limits_en.limits_in
    found: list[Limit] = []
    for span in spans:
        found += limits_in(text, span, year)
    return found


def of_the_whole(text: str, found: list[Limit]) -> list[Limit]:
    """``found``, unless all are of a part of the item (新建3000个，其中6月底前1500个): until when
    the rest is to be done is then not said."""
    return [] if all(_is_of_a_part(text, limit) for limit in found) else found


def _is_of_a_part(text: str, limit: Limit) -> bool:
    at = limit.span.start if limit.span else 0
    return _OF_A_PART.search(text, max(0, at - 40), at) is not None


def in_force(found: list[Limit]) -> Limit | None:
    """The limit in force among those that an item states: the latest one.

    Several dates make a staged limit; a milestone that is also ongoing keeps its date.
    """
    dated = [limit for limit in found if limit.date]
    if not dated:
        return found[0] if found else None
    last = max(dated, key=lambda limit: limit.date or date.min)
    if len({limit.date for limit in dated}) > 1:
        return replace(last, kind=LimitKind.STAGED)
    if any(limit.kind is LimitKind.ONGOING for limit in found):
        return replace(last, kind=LimitKind.ONGOING)
    return last
