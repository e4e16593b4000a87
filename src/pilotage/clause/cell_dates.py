"""The date that a cell holds and nothing else: in signs, in words, or as a spreadsheet's number."""

import re
from datetime import date, timedelta

from pilotage.base import PartialDate, Precision, Span, fold_width
from pilotage.language import read_number

from .limit_forms import limit_at, partial
from .model import Limit

_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of the numbers in which spreadsheet programs keep days, as they count since March 1900."""
_SERIAL = range(32874, 73051)
"""1990 to 2099: a number between is a day that lost its format, not a year."""
_NUMERIC = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s*[-./年]\s*(?P<m>\d{1,2})(?:\s*[-./月]\s*(?P<d>\d{1,2})\s*日?|\s*月)?"
    r"(?:\s+\d{1,2}:\d\d(?::\d\d)?)?(?:\s*(?:之?前|底前?|前))?"
)
_EIGHT = re.compile(r"(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)")
_YEAR = re.compile(r"(?:by |end of |到|至)?(?P<y>20\d\d)\s*年?(?:度|内|全年)?", re.I)
_MONTH = re.compile(r"(?P<m>1[0-2]|0?[1-9])\s*月(?:份|底|末|中旬|下旬|中)?(?:之?前)?")
_DAY = re.compile(r"(?P<m>1[0-2]|0?[1-9])\s*(?:月|[-./])\s*(?P<d>\d{1,2})\s*日?(?:之?前)?")
_QUARTER = re.compile(
    r"(?:第?(?P<q>[一二三四1-4])季度|q(?P<e>[1-4])(?:\s*(?P<y>20\d\d))?|(?P<h>上半年|下半年)|(?P<n>年内|年底|年末|本年|全年))(?:完成|之?前|末|底)*",
    re.I,
)


def stated_in(words: str, year: int | None) -> tuple[PartialDate | None, bool]:
    """The date that the whole of ``words`` (half-width) is, and whether it is one; None for no such
    day. ``year`` is that of words that name none (3月底前); without it they are no date."""
    if words.isdecimal() and len(words) == 5 and int(words) in _SERIAL:
        kept = _FIRST_DAY + timedelta(days=int(words))
        return partial(kept.year, kept.month, kept.day, Precision.DAY), True
    for form in (_EIGHT, _NUMERIC, _DAY, _MONTH, _YEAR):
        match = form.fullmatch(words)
        if match is None:
            continue
        parts = match.groupdict()
        if year is None and not parts.get("y"):
            return None, False
        month, day = int(parts.get("m") or 0), int(parts.get("d") or 0)
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        return partial(int(parts.get("y") or year or 0), month, day, precision), True
    return _part_of_year(words, year)


def _part_of_year(words: str, year: int | None) -> tuple[PartialDate | None, bool]:
    """三季度末, Q3 2026, 上半年, 年底."""
    match = _QUARTER.fullmatch(words)
    year = int(match["y"]) if match and match["y"] else year
    if match is None or year is None:
        return None, False
    if match["h"]:
        return partial(year, 1 if match["h"] == "上半年" else 2, 0, Precision.HALF), True
    if match["n"]:
        return partial(year), True
    return partial(year, read_number(match["q"] or match["e"]) or 0, 0, Precision.QUARTER), True


def whole_cell(text: str, cell: Span, year: int | None) -> Limit | None:
    """The limit of a cell that is a date and nothing else."""
    stated, _ = stated_in(fold_width(cell.quote(text)).strip(" .。"), year)
    return limit_at(text, cell, stated) if stated else None
