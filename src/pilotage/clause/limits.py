"""Limits (时限): until when something is to be done."""

from dataclasses import replace
from datetime import date

from pilotage.base import Language, PartialDate, Precision, Span

from .model import Limit, LimitKind


def find_limit(text: str, spans: list[Span], language: Language, year: int | None) -> Limit | None:
    """The limit in force among those in ``spans``: the latest one stated.

    ``year`` is the year of the document, for limits that name none (年底前, 6月底前). Several dates
    make a staged limit; a milestone that is also ongoing keeps its date.
    """
    if language == "zh":
        from .limits_zh import limits_in
    else:
        from .limits_en import limits_in
    found = [limit for span in spans for limit in limits_in(text, span, year)]
    dated = [limit for limit in found if limit.date]
    if not dated:
        return found[0] if found else None
    last = max(dated, key=lambda limit: limit.date or date.min)
    if len({limit.date for limit in dated}) > 1:
        return replace(last, kind=LimitKind.STAGED)
    if any(limit.kind is LimitKind.ONGOING for limit in found):
        return replace(last, kind=LimitKind.ONGOING)
    return last


def limit_at(text: str, span: Span, stated: PartialDate, *, before: bool = False) -> Limit:
    """The limit stated at ``span``; ``before`` reads 2025年前 as the day before 2025."""
    return Limit(
        text=span.quote(text),
        span=span,
        date=stated.day_before() if before else stated.last(),
        precision=stated.precision,
        kind=LimitKind.BY,
    )


def open_limit(text: str, span: Span, kind: LimitKind = LimitKind.ONGOING) -> Limit:
    """A limit without a date: ongoing, recurring, or relative to something else."""
    return Limit(text=span.quote(text), span=span, date=None, precision=None, kind=kind)


def partial(
    year: int, part: int = 0, day: int = 0, precision: Precision = Precision.YEAR
) -> PartialDate | None:
    """A partial date, or None when the calendar has no such day."""
    stated = PartialDate(year, part, day, precision)
    try:
        stated.last()
    except ValueError:
        return None
    return stated
