"""Limits in English (GRAMMAR §11)."""

import re
from datetime import date

from pilotage.base import PartialDate, Precision, Span

from .cell_dates import whole_cell
from .limit_forms import limit_at, open_limit, partial
from .model import Limit, LimitKind

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_NUMBERS = {
    name: i
    for i, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_WHEN = (
    r"(?:(?P<iso>(?:19|20)\d{2}-\d{1,2}-\d{1,2})|(?P<dmy>\d{1,2}/\d{1,2}/(?:19|20)\d{2})|"
    rf"(?P<mon>{_MONTHS})\.?(?:\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,)?,?\s+(?P<y1>(?:19|20)\d{{2}})"
    rf"|(?P<d2>\d{{1,2}})\s+(?P<mon2>{_MONTHS})\s+(?P<y2>(?:19|20)\d{{2}})"
    r"|(?P<q>Q[1-4]|(?:first|second|third|fourth)\s+quarter)(?:\s+of)?\s+(?P<y3>(?:19|20)\d{2})"
    r"|(?P<half>(?:first|second)\s+half)\s+of\s+(?P<y4>(?:19|20)\d{2})"
    r"|(?:FY\s?|fiscal\s+year\s+)?(?P<y5>20\d{2})(?!\s+[Bb]udget\b))"
)
_LIMIT = re.compile(
    r"(?i)\b(?=[nobuiaw])(?P<how>(?:no\s+later\s+than|not\s+later\s+than|on\s+or\s+before|by|before|until)"
    r"(?:\s+(?:the\s+)?end\s+of(?:\s+the)?(?:\s+(?:calendar|fiscal)\s+year)?)?(?:\s+the(?=\s+(?:first|second|third|fourth)))?"
    r"|in(?:\s+(?:early|mid|late))?[\s-]+|at\s+the\s+end\s+of|Within\s+calendar\s+year)\s*"
    + _WHEN
    + r"(?!\s*(?:-|–|to)\s*\d)\b"
)
_LABEL = re.compile(
    r"(?i)\b(?=[tldc])(?:(?:time\s+)?limit|deadline|target\s+date|due(?:\s+date)?|time\s?line|completion(?:\s+date)?)\s*:\s*"
    r"(?P<cell>[^;,()\n]{3,40})"
)
_LASTING = re.compile(
    r"(?i)(?:^|(?<=[.;,(\n])\s*|(?<=\bis )|(?<=\bare ))(?:an\s+)?(?P<open>on-?going"
    r"|long[- ]term|continuous(?:ly)?)\b(?=\s*[.;,)\n]|\s+(?:task|work|measure)|\s*$)"
)
_JOINED = re.compile(r"\b(?:or|and)\s+$")
"""Before "ongoing" at the head of a broken line: one of the choices of a column's heading."""
_YEARLESS = re.compile(
    rf"\b(?:[Bb]y|[Bb]efore)\s+the\s+end\s+of\s+(?:(?:the|this)\s+year|(?P<month>{_MONTHS}))\b(?!\s+\d)"
)
_RECURRING = re.compile(
    r"(?i)\b(?:every\s+(?:year|quarter|month|week|six\s+months)|each\s+(?:year|quarter|month)|annually|quarterly|monthly)\b"
)
_DATE = re.compile(r"(?i)\b" + _WHEN + r"\b")
_CELL_OPEN = re.compile(
    r"(?i)\bon-?going\b|\blong[- ]term\b|\bcontinu\w+|\bannual\w*|\bquarterly\b|\bmonthly\b"
)
_RELATIVE = re.compile(
    r"(?i)\bwithin\s+(?:\d{1,3}|one|two|three|four|six|nine|twelve)\s+(?:calendar\s+|working\s+|business\s+)?"
    r"(?:days?|weeks?|months?|years?)(?:\s+(?:of|after|from)\s+[^.,;\n|]{3,90})?"
    r"|\b(?:in|over|during|within)\s+the\s+(?:next|coming)\s+(?:(?:\d{1,2}|two|three|four|five|six|nine|twelve)\s+)?"
    r"(?:months?|years?|quarter)\b"
)
_FUTURE = re.compile(
    r"(?i)(?<!\bwho )(?<!\bwhich )(?<!\bthat )"  # "appointed in May an officer who will …" is past
    r"\b(?:will|shall|must|should|(?:plans?|aims?|intends?|expects?|commits?)\s+to|to\s+be)\b"
)
_OCCASION = re.compile(r"(?:As|When|While|Since|After|Although|Because|Following)\s[^,]*$")
"""Before a date: a clause that tells the occasion, not what is to be done by then."""
_DUTY = re.compile(r"(?i)\b(?:will|shall|must|should)\b")
_STOP = re.compile(r"[.;]\s")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def limits_in(text: str, span: Span, year: int | None) -> list[Limit]:
    """Every limit stated within ``span``, in order. ``year`` (of the document) bars past dates."""
    found: list[Limit] = []
    part = text[span.start : span.end]
    if "20" in part or "19" in part:
        for match in _LIMIT.finditer(text, span.start, span.end):
            if limit := _dated(text, match, span, year):
                found.append(limit)
    if "ithin" in part or "the next" in part or "the coming" in part:
        for match in _RELATIVE.finditer(text, span.start, span.end):
            found.append(open_limit(text, Span(*match.span()).strip(text), LimitKind.BY))
    if not found and "end of" in part:
        found += _yearless(text, span, year)
    if ":" in part:
        cells = (Span(*m.span("cell")) for m in _LABEL.finditer(text, span.start, span.end))
        found += [limit for cell in cells if (limit := limit_of_cell(text, cell))]
    return found or _open(text, span, part)


def _yearless(text: str, span: Span, year: int | None) -> list[Limit]:
    """By the end of the year, before the end of June: of ``year``, else with the date open."""
    found = []
    for match in _YEARLESS.finditer(text, span.start, span.end):
        at = Span(*match.span())
        month = _NUMBERS[match["month"][:3].lower()] if match["month"] else 12
        stated = partial(year, month, 0, Precision.MONTH) if year else None
        found.append(limit_at(text, at, stated) if stated else open_limit(text, at, LimitKind.BY))
    return found


def _open(text: str, span: Span, part: str) -> list[Limit]:
    """Limits without a date: ongoing, or every month. The words are looked for before the forms."""
    lasts = any(word in part for word in ("going", "ong-term", "ong term", "ontinuous"))
    found = [
        open_limit(text, Span(*match.span("open")))
        for match in (_LASTING.finditer(text, span.start, span.end) if lasts else ())
        if not _JOINED.search(text, max(span.start, match.start() - 8), match.start("open"))
    ]
    if found or not any(word in part for word in ("very ", "ach ", "ually", "terly", "onthly")):
        return found
    return [
        open_limit(text, Span(*match.span()), LimitKind.RECURRING)
        for match in _RECURRING.finditer(text, span.start, span.end)
    ]


def limit_of_cell(text: str, cell: Span) -> Limit | None:
    """The limit that a table cell states: there a bare date is one, and so is "ongoing"."""
    found = [limit for limit in limits_in(text, cell, None) if limit.date]
    if not found:
        dated = [(m, read_when(m)) for m in _DATE.finditer(text, cell.start, cell.end)]
        found = [limit_at(text, Span(*m.span()), stated) for m, stated in dated if stated]
    if not found and (limit := whole_cell(text, cell, None)):
        return limit
    if not found and _CELL_OPEN.search(text, cell.start, cell.end):
        return open_limit(text, cell)
    return max(found, key=lambda limit: limit.date or date.min, default=None)


def _dated(text: str, match: re.Match[str], span: Span, year: int | None) -> Limit | None:
    stated = read_when(match)
    how = match["how"].lower()
    if stated is None:
        return None
    past = year is not None and stated.year < year
    if past and not _DUTY.search(text, *_sentence(text, match, span)):
        return None
    if how.startswith("in") and (past or not _intended(text, match, span)):
        return None
    before = how.startswith("before") and "end" not in how
    at = Span(*match.span()).strip(text)
    return limit_at(text, at, stated, before=before and stated.precision is not Precision.DAY)


def _intended(text: str, match: re.Match[str], span: Span) -> bool:
    """Whether the sentence says what will be done in that year, not what happened or happens."""
    start, end = _sentence(text, match, span)
    opening = text[start : match.start()].lstrip()
    return _FUTURE.search(text, start, end) is not None and not _OCCASION.match(opening)


def _sentence(text: str, match: re.Match[str], span: Span) -> tuple[int, int]:
    """From the stop before the date to the stop after it."""
    start = span.start
    for stop in _STOP.finditer(text, span.start, match.start()):
        start = stop.end()
    after = _STOP.search(text, match.end(), span.end)
    return start, after.start() if after else span.end


def read_when(match: re.Match[str]) -> PartialDate | None:
    """The partial date that a match of the date form states; None when there is no such day."""
    if match["iso"] or match["dmy"]:
        parts = match["iso"].split("-") if match["iso"] else match["dmy"].split("/")[::-1]
        return partial(int(parts[0]), int(parts[1]), int(parts[2]), Precision.DAY)
    if month := match["mon"] or match["mon2"]:
        number = _NUMBERS[month[:3].lower()]
        year, day = int(match["y1"] or match["y2"]), match["d"] or match["d2"]
        precision = Precision.DAY if day else Precision.MONTH
        return partial(year, number, int(day or 0), precision)
    if quarter := match["q"]:
        part = int(quarter[1]) if quarter[0] in "Qq" else _ORDINALS[quarter.split()[0].lower()]
        return partial(int(match["y3"]), part, 0, Precision.QUARTER)
    if half := match["half"]:
        return partial(int(match["y4"]), _ORDINALS[half.split()[0].lower()], 0, Precision.HALF)
    return partial(int(match["y5"]))
