"""Limits (时限): until when something is to be done."""

from dataclasses import replace
from datetime import date

from pilotage.base import Language, Span

from . import limits_en, limits_zh
from .model import Limit, LimitKind


def find_limits(text: str, spans: list[Span], language: Language, year: int | None) -> list[Limit]:
    """Every limit that ``spans`` state, in order.

    ``year`` is the year of the document, for limits that name none (年底前, 6月底前).
    """
    limits_in = limits_zh.limits_in if language == "zh" else limits_en.limits_in
    found: list[Limit] = []
    for span in spans:
        found += limits_in(text, span, year)
    return found


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
