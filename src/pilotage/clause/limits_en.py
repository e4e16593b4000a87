"""Limits in English (GRAMMAR §11)."""

import re
from collections.abc import Iterator
from datetime import date

from pilotage.base import PartialDate, Precision, Span

from .cell_dates import in_words, whole_cell
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
    r"|(?:mid-?\s?|the\s+middle\s+of\s+)(?P<y6>20\d{2})"
    r"|(?:FY\s?|fiscal\s+year\s+)?(?P<y5>20\d{2})(?!\s+[Bb]udget\b))"
)
_LIMIT = re.compile(
    r"(?i)\b(?=[nobuiaw])(?P<how>(?:no\s+later\s+than|not\s+later\s+than|on\s+or\s+before|by|before|until)"
    r"(?:\s+(?:the\s+)?end\s+of(?:\s+the)?(?:\s+(?:calendar|fiscal)\s+year)?)?(?:\s+the(?=\s+(?:first|second|third|fourth)))?"
    r"(?:\s+(?:early|late)[\s-]+)?"
    r"|in(?:\s+(?:early|mid|late))?[\s-]+|at\s+the\s+end\s+of|Within\s+calendar\s+year)\s*"
    + _WHEN
    + r"(?!\s*(?:-|–|to)\s*\d)\b"
)
_A_YEAR = re.compile(r"(?:20|19)\d\d")
_REACH, _BEYOND = 100, 16
"""How far before its year a limit may begin, and what stands after it that it depends on."""
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
_YEARLESS_TAIL = (
    r"(?P<end>(?:the\s+)?end\s+of\s+)?"
    r"(?:(?P<year>(?:the|this|(?P<next>next))\s+(?:calendar\s+)?year\b|year[- ]end\b)"
    r"|(?:the\s+)?(?P<q>Q[1-4]|(?:first|second|third|fourth)\s+quarter)"
    rf"|(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<mon>{_MONTHS})\b"
    rf"|(?P<month>{_MONTHS})\b(?:\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b)?)"
    r"(?!,?\s+(?:of\s+)?(?:the\s+)?(?:\d|each\b|every\b|fiscal\b))"
)
_YEARLESS = (
    (1, re.compile(r"y\s(?<=\b[Bb]y\s)\s*" + _YEARLESS_TAIL)),
    (2, re.compile(r"fore\s(?<=\b[Bb]efore\s)\s*" + _YEARLESS_TAIL)),
)
"""By the end of next year, before 1 July: dates without their year. Each begins with letters
that are looked for as such, ten times as quick; the number says how many stand before them."""
_RECURRING = re.compile(
    r"(?i)\b(?:every\s+(?:year|quarter|month|week|six\s+months)|each\s+(?:year|quarter|month)|annually|quarterly|monthly)\b"
)
_DATE = re.compile(r"(?i)\b" + _WHEN + r"\b")
_CELL_OPEN = re.compile(r"(?i)\bon-?going\b|\blong[- ]term\b|\bcontinu\w+|\bannual\b")
_CELL_EACH = re.compile(
    r"(?i)\b(?:per|each|every)\s+(?:\w+\s+)?(?:weeks?|months?|quarters?|years?)\b"
    r"|\b(?:once|twice|times)\s+a\s+(?:week|month|quarter|year)\b"
    r"|\bannually\b|\bquarterly\b|\bmonthly\b|\bweekly\b"
)
_RELATIVE = re.compile(
    r"(?i)\bwithin\s+(?:\d{1,3}|one|two|three|four|six|nine|twelve)\s+(?:calendar\s+|working\s+|business\s+)?"
    r"(?:days?|weeks?|months?|years?)(?:\s+(?:of|after|from)\s+[^.,;\n|]{3,90})?"
    r"|\b(?:in|over|during|within)\s+the\s+(?:next|coming)\s+(?:(?:\d{1,2}|two|three|four|five|six|nine|twelve)\s+)?"
    r"(?:months?|years?|quarter)\b"
)
_EACH_CASE = re.compile(r"(?i)\d\s?(?:%|per\s?cent\b)|\b(?:each|every)\s+[a-z]+\s+$")
"""Before "within 5 days": how fast each case is answered, a target and no limit."""
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
        for match in _with_year(text, span):
            if limit := _dated(text, match, span, year):
                found.append(limit)
    if "ithin" in part or "the next" in part or "the coming" in part:
        for match in _RELATIVE.finditer(text, span.start, span.end):
            if "day" in match[0] and _EACH_CASE.search(text, *_before(text, match, span)):
                continue
            found.append(open_limit(text, Span(*match.span()).strip(text), LimitKind.BY))
    if "by " in part or "efore " in part or "By " in part:
        found += _yearless(text, span, year)
    if ":" in part:
        cells = (Span(*m.span("cell")) for m in _LABEL.finditer(text, span.start, span.end))
        found += [limit for cell in cells if (limit := limit_of_cell(text, cell, year))]
    return found or _open(text, span, part)


def _with_year(text: str, span: Span) -> Iterator[re.Match[str]]:
    """The limits within ``span`` that name a year; only the words around the years are tried."""
    at = span.start
    while year := _A_YEAR.search(text, at, span.end):
        since, until = max(at, year.start() - _REACH), min(year.end() + _BEYOND, span.end)
        match = _LIMIT.search(text, since, until)
        if match:
            yield match
        at = max(year.end(), match.end() if match else 0)


def _yearless(text: str, span: Span, year: int | None) -> list[Limit]:
    """By the end of the year, before 1 July: of ``year``, else with the date open."""
    found = []
    for before, match in (
        (n, m) for n, form in _YEARLESS for m in form.finditer(text, span.start, span.end)
    ):
        at = Span(match.start() - before, match.end())
        if match["year"] and not match["end"] and match["year"][-3:] != "end":
            continue  # "by this year" names no end
        stated = _of_year(match, year) if year else None
        found.append(limit_at(text, at, stated) if stated else open_limit(text, at, LimitKind.BY))
    return found


def _of_year(match: re.Match[str], year: int) -> PartialDate | None:
    if match["year"]:
        return partial(year + bool(match["next"]), 12, 0, Precision.MONTH)
    if match["q"]:
        return partial(year, _quarter(match["q"]), 0, Precision.QUARTER)
    month = _NUMBERS[(match["month"] or match["mon"])[:3].lower()]
    day = int(match["d"] or match["d2"] or 0)
    return partial(year, month, day, Precision.DAY if day else Precision.MONTH)


def _quarter(words: str) -> int:
    return int(words[1]) if words[0] in "Qq" else _ORDINALS[words.split(maxsplit=1)[0].lower()]


def _before(text: str, match: re.Match[str], span: Span) -> tuple[int, int]:
    """The sentence of a match, up to it."""
    return _sentence(text, match, span)[0], match.start()


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


def limit_of_cell(text: str, cell: Span, year: int | None) -> Limit | None:
    """The limit that a table cell states: there a bare date is one, and so is "ongoing"."""
    if limit := whole_cell(text, cell, year):
        return limit
    found = [limit for limit in limits_in(text, cell, None) if limit.date]
    if not found:
        dated = [(m, read_when(m)) for m in _DATE.finditer(text, cell.start, cell.end)]
        found = [limit_at(text, Span(*m.span()), stated) for m, stated in dated if stated]
    if not found and _CELL_EACH.search(text, cell.start, cell.end):
        return open_limit(text, cell, LimitKind.RECURRING)
    if not found and _CELL_OPEN.search(text, cell.start, cell.end):
        return open_limit(text, cell)
    if not found:
        return in_words(text, cell)
    return max(found, key=lambda limit: limit.date or date.min)


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
        of, month, on = map(int, parts)
        if month > 12 and match["dmy"]:
            month, on = on, month  # 12/31/2026, the month first
        return partial(of, month, on, Precision.DAY)
    if named := match["mon"] or match["mon2"]:
        number = _NUMBERS[named[:3].lower()]
        day = match["d"] or match["d2"]
        precision = Precision.DAY if day else Precision.MONTH
        return partial(int(match["y1"] or match["y2"]), number, int(day or 0), precision)
    if quarter := match["q"]:
        return partial(int(match["y3"]), _quarter(quarter), 0, Precision.QUARTER)
    if half := match["half"]:
        return partial(int(match["y4"]), _ORDINALS[half.split()[0].lower()], 0, Precision.HALF)
    if match["y6"]:
        return partial(int(match["y6"]), 1, 0, Precision.HALF)
    return partial(int(match["y5"]))
