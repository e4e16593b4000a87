"""Limits made from what the words state."""

from pilotage.base import PartialDate, Precision, Span

from .model import Limit, LimitKind


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
