"""Documents cited in a footnote: number, perhaps an author, the title, then its date or address.

"4 European Harbour Bank, Quay Report 2024: Depths and tides in the north, 2025" cites the report; a
note that is a sentence cites what the other finders see in it.
"""

import re
from collections.abc import Iterator

from pilotage.base import Span

from .model import Reference
from .reference_kinds import KIND, KINDS, NO_PART, OFFICES
from .references_tail import CITED, MONTHS

_NOTE = re.compile(
    r"^(?:<a [^<>\n]{0,60}>)?(?:\[?\^?\d{1,3}\]?[.):]?|:)(?:</a>)?:?[ \t]+"
    r"(?P<body>[A-Z][^\n]{9,400}(?:\n(?![\d\s:•])[^\n]{1,200})?)",
    re.MULTILINE,
)
_NO_NUMBER = re.compile(r"[\d.):\s]*(?P<body>[A-Z][^\n]{9,400}(?:\n[^\n]{1,200})?)")
"""A footnote that the reader told for one, its number aside."""
_ISSUED = re.compile(
    rf"{CITED.pattern}|,\s+(?:(?:{MONTHS})\s+)?(?:19|20)\d\d\b(?=\s*(?:[.;]|$))|[.,]\s+(?:Available|Accessed)\b",
    re.MULTILINE,
)
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|may|must|shall|should|will|would|can|could|do|does"
    r"|that|which|see)\b"
)
_FIRST = 5
"""Words that tell a citation from a sentence soonest."""
_YEAR_OR_PLACE = re.compile(r"(?:19|20)\d\d\b|https?:|www\.|[Aa]vailable|[Aa]ccess")
_FORMULA = re.compile(r"(?:See(?:,?\s+also)?,?|Per|Pursuant\s+to|Cf\.|Sources?:)\s+")
_AUTHOR = re.compile(
    r"(?P<name>(?:[^\W\d_][\w.&’'-]*\s+){0,8}[^\W\d_][\w.&’'-]*)"
    r"(?:\s*\((?P<year>(?:19|20)\d\d)\))?(?:[,:]|\s+[-–—])\s+(?=[A-Z])"
)
_NUMBER = re.compile(r"(?:OMB\s+)?(?:Memorandum\s+)?M-\d\d-\d\d[:,]?\s+")
_BODIES = OFFICES | {"Program", "Programme", "Bank", "Commission", "Organisation", "Organization"}
_PLACED = re.compile(r"(?:,\s+(?:[A-Z]{2,6}|[A-Z][a-z]+)){1,2}$")
_PUBLISHED = re.compile(rf"\.\s+[A-Z][^.]*\b(?:{'|'.join(sorted(_BODIES))})\b[^.]*$")
"""Behind the title: the letters and the place of a publisher, or its name as a sentence."""
_PLACE = re.compile(r",\s+(?:Tables?|Figures?|Sections?|Chapters?|[Pp]p?\.|[Pp]ages?)\s+[\d.–-]+$")
"""Where in the document."""
_LEAST = 2
"""Words of a title."""


def find_in_notes(text: str, span: Span, *, note: bool) -> Iterator[Reference]:
    """The documents that the footnotes within ``span`` cite by title; ``note`` when it is one."""
    whole = _NO_NUMBER.match(text, span.start, span.end) if note else None
    for found in [whole] if whole else _NOTE.finditer(text, span.start, span.end):
        body = found["body"]
        if not _written_large(body.split(None, _FIRST)[:_FIRST]) or not _YEAR_OR_PLACE.search(body):
            continue
        issued = _ISSUED.search(body)
        if issued and not _SENTENCE.search(body, 0, issued.start()):
            at = _title(body[: issued.start()], issued[0])
            if at is not None:
                yield _reference(text, found.start("body") + at.start, found.start("body") + at.end)


def _reference(text: str, start: int, end: int) -> Reference:
    span = Span(start, end)
    return Reference(title=" ".join(span.quote(text).split()), number=None, span=span)


def _title(cited: str, issued: str) -> Span | None:
    """Where in the citation the title stands: behind the author, before the publisher."""
    formula = _FORMULA.match(cited)
    start = formula.end() if formula else 0
    author = _AUTHOR.match(cited, start)
    written = author is not None and (author["year"] or _is_body(author["name"]))
    if author and written:
        start = author.end()
    if number := _NUMBER.match(cited, start):
        start = number.end()
    cited = _PLACE.sub("", cited)
    publisher = _PUBLISHED.search(cited, start) or (
        _PLACED.search(cited, start) if author and author["year"] else None
    )
    title = cited[start : publisher.start() if publisher else len(cited)].rstrip(" ,.;:-–—(")
    kind = any(match[0] in KINDS for match in KIND.finditer(title))
    if not (written or kind or "://" in issued or "www" in issued) or not _is_title(title):
        return None
    return Span(start, start + len(title))


def _is_body(name: str) -> bool:
    words = name.split()
    return bool(_BODIES & set(words)) or (len(words) == 1 and name.isupper())


def _is_title(title: str) -> bool:
    """Words written large but the small ones; behind a colon a subtitle may go on small."""
    head = title.partition(":")[0].split()
    if len(title.split()) < _LEAST or head[0] in NO_PART or _BODIES & set(head):
        return False
    if title.rsplit(maxsplit=1)[-1].casefold() in _SMALL | {
        "of",
        "for",
        "in",
        "on",
        "to",
        "by",
        "and",
        "the",
    }:
        return False
    return _written_large(head)


def _written_large(words: list[str]) -> bool:
    return all(not word[:1].islower() or len(word) <= 3 or word in _SMALL for word in words)


_SMALL = frozenset({"from", "into", "over", "upon", "with", "through", "under", "against"})
