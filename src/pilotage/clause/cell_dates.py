"""The date that a cell holds and nothing else: in signs, in words, or as a spreadsheet's number."""

import re
from datetime import date, timedelta

from pilotage.base import PartialDate, Precision, Span, fold_width
from pilotage.language import read_number

from .limit_forms import limit_at, open_limit, partial
from .model import Limit, LimitKind

_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of the numbers in which spreadsheet programs keep days, as they count since March 1900."""
_SERIAL = range(32874, 73051)
"""1990 to 2099: a number between is a day that lost its format, not a year."""
_NUMERIC = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s*[-./年]\s*(?P<m>\d{1,2})(?:\s*[-./月]\s*(?P<d>\d{1,2})\s*日?|\s*月)?"
    r"(?:\s+\d{1,2}:\d\d(?::\d\d)?)?(?:\s*(?:之?前|底前?|前))?"
)
_EIGHT = re.compile(r"(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)?")
_YEAR = re.compile(r"(?:by |end of |到|至)?(?P<y>20\d\d)\s*年?(?:度|内|全年)?", re.I)
_SHORT_YEAR = re.compile(
    r"(?P<yy>[2-4]\d)年(?:(?P<m>1[0-2]|0?[1-9])月(?:份|底|末)?(?:之?前)?|内|(?:底|末)(?:之?前)?)?"
)
"""24年底, 24年6月: only a cell is so short."""
_MONTH = re.compile(r"(?P<m>1[0-2]|0?[1-9])\s*月(?:份|底|末|中旬|下旬|中)?(?:之?前)?")
_DAY = re.compile(r"(?P<m>1[0-2]|0?[1-9])\s*(?:月|[-./])\s*(?P<d>\d{1,2})\s*日?(?:之?前)?")
_FORMS = (_EIGHT, _NUMERIC, _SHORT_YEAR, _DAY, _MONTH, _YEAR)
_NAMED_MONTH = re.compile(
    r"(?:(?P<d>[0-3]?\d)[-\s])?(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"(?:\s(?P<d2>[0-3]?\d))?(?:,?[-\s/]*(?P<y>20\d\d|(?<=[-/])[2-4]\d|['’][2-4]\d))?",
    re.I,
)
"""Jun-24, 30-Jun-2024, as spreadsheet programs write days; Jun 30."""
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_QUARTER = re.compile(
    r"(?:第?(?P<q>[一二三四1-4])季度|q(?P<e>[1-4])(?:[\s/]*(?P<y>20\d\d))?"
    r"|(?P<ye>20\d\d)[\s/-]*q(?P<eq>[1-4])|(?P<h>上半年|下半年)"
    r"|(?P<n>年内|年底|年末|本年|今年内?|全年|year[- ]end|end of (?:the )?year))"
    r"(?:完成|之?前|末|底)*",
    re.I,
)
_FIVE_YEARS = re.compile(r"[“\"]?十(?P<n>[四五六])五[”\"]?(?:期?末|末期|结束)(?:之?前)?")
_RANGE = re.compile(r"(?P<since>[^—–\-~～至到]{1,12}?)\s*(?:[—–\-~～]+|至|到)\s*(?P<until>.{2,12})")
_A_YEAR = re.compile(r"(20\d\d)\s*[年./]")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{3}")
_NO_WORDS = re.compile(
    r"(?i)[(（]?(?:待定|待[^，。]{0,8}定|另行|视[^，。]{0,6}(?:而定|确定)|暂无|没有|不适用|[详参]?见|同上"
    r"|n/?a\b|none\b|tb[cd]\b|see\b|refer(?:ence)?\b|as (?:determined|agreed|decided|above)\b"
    r"|to be (?:determined|confirmed|decided|agreed|announced)\b)"
)
_BARE_UNIT = re.compile(r"[月季]")


def stated_in(words: str, year: int | None) -> tuple[PartialDate | None, bool]:
    """The date that the whole of ``words`` (half-width) is, and whether it is one; None for no such
    day. ``year`` is that of words that name none (3月底前); without it they are no date. Of a
    period (6-8月) it is the last day."""
    if words.isdecimal() and len(words) == 5 and int(words) in _SERIAL:
        kept = _FIRST_DAY + timedelta(days=int(words))
        return partial(kept.year, kept.month, kept.day, Precision.DAY), True
    for form in _FORMS:
        if match := form.fullmatch(words):
            return _in_signs(match.groupdict(), year)
    if match := _NAMED_MONTH.fullmatch(words):
        return _with_named_month(match, year)
    stated, whole = _part_of_year(words, year)
    return (stated, whole) if whole else _end_of_period(words, year)


def _in_signs(parts: dict[str, str | None], year: int | None) -> tuple[PartialDate | None, bool]:
    short = parts.get("yy")
    named = int(parts.get("y") or (f"20{short}" if short else year or 0))
    if not named:
        return None, False
    month, day = int(parts.get("m") or 0), int(parts.get("d") or 0)
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return partial(named, month, day, precision), True


def _with_named_month(match: re.Match[str], year: int | None) -> tuple[PartialDate | None, bool]:
    named = int(match["y"][-2:]) + 2000 if match["y"] else year
    if named is None:
        return None, False
    month, day = _MONTHS.index(match["name"].lower()) + 1, int(match["d"] or match["d2"] or 0)
    return partial(named, month, day, Precision.DAY if day else Precision.MONTH), True


def _part_of_year(words: str, year: int | None) -> tuple[PartialDate | None, bool]:
    """三季度末, Q3 2026, 上半年, 年底, “十四五”末."""
    if match := _FIVE_YEARS.fullmatch(words):
        return partial(2010 + 5 * ("四五六".index(match["n"]) + 3)), True
    match = _QUARTER.fullmatch(words)
    if match:
        year = int(match["y"] or match["ye"] or year or 0) or None
    if match is None or year is None:
        return None, False
    if match["h"]:
        return partial(year, 1 if match["h"] == "上半年" else 2, 0, Precision.HALF), True
    if match["n"]:
        return partial(year), True
    quarter = read_number(match["q"] or match["e"] or match["eq"]) or 0
    return partial(year, quarter, 0, Precision.QUARTER), True


def _end_of_period(words: str, year: int | None) -> tuple[PartialDate | None, bool]:
    """6-8月, 2024年3月至6月, 2024.3—2025.6: the end, in the year of the beginning unless it names
    its own."""
    match = _RANGE.fullmatch(words)
    if match is None:
        return None, False
    since, until = match["since"], match["until"]
    if since.isdecimal() and len(since) <= 2 and not _BARE_UNIT.search(until):
        return None, False
    named = _A_YEAR.match(since)
    begins = int(named[1]) if named else year
    if not (since.isdecimal() or stated_in(since, begins or 2000)[1]):
        return None, False
    if until.startswith("次年"):
        return stated_in(until[2:], begins + 1 if begins else None)
    return stated_in(until, begins)


def whole_cell(text: str, cell: Span, year: int | None) -> Limit | None:
    """The limit of a cell that is a date and nothing else."""
    stated, _ = stated_in(fold_width(cell.quote(text)).strip(" .。"), year)
    return limit_at(text, cell, stated) if stated else None


def in_words(text: str, cell: Span) -> Limit | None:
    """What a cell that no form fits says of time (即知即改, "after the audit"): a limit from which
    no day follows. None where it says nothing, points elsewhere or leaves the date to be set."""
    words = fold_width(cell.quote(text)).strip()
    if not _WORDS.search(words) or _NO_WORDS.match(words):
        return None
    return open_limit(text, cell, LimitKind.BY)
