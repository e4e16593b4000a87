"""Documents whose title English text sets off: in quotation marks, after the number of an order,
after "entitled"; and, in translations from Chinese, before a document number in brackets."""

import re
from collections.abc import Iterator

from pilotage.base import Span

from .model import Reference

_KINDS = (
    "Opinions?|Notice|Plan|Measures|Guidelines?|Guidance|Strategy|Directive|Act|Regulations?|Law"
    "|Provisions|Outline|Programme|Program|Agreement|Convention|Catalogue|List|Code|Order|Rules"
    "|Memorandum|Framework|Decision|Report|Policy|Roadmap|Agenda|Declaration"
)
_KIND_CLOSES_OR_OPENS = re.compile(
    rf"\b(?:{_KINDS})\b(?:$|[:,]| ?[-–—(]| (?:of|on|for|to|in|and|concerning|regarding|with|from)\b"
    r"| \d)"
)
_NUMBERED = re.compile(
    rf"(?P<title>(?:{_KINDS})\s+(?:of|on|for)\s+[A-Z](?:[^()'‘’“”\n]|['’]s\b){{10,250}}?)\s*"
    r"\((?P<number>[A-Z][A-Za-z]+(?: [A-Z][a-z]+)* ?[\[〔](?:19|20)\d{2}[\]〕] ?No\. ?\d+)\)"
)
_NUMBER_SIGNS = ("] No", "]No", "〕 No", "〕No")
_QUOTED = re.compile(
    r"“(?P<curly>[^“”]{8,250}?)”"
    r"|\"(?P<straight>[A-Z][^\"\n]{8,250}?)\""
    r"|['‘](?P<single>[A-Z](?:[^'‘’\"“”\n]|['’]s\b){11,220})['’]"
)
_KIND_IS_NAME = 12
"""Characters from which a quoted name with a kind of document in it is a title."""
_ORDER = (
    r"(?:Executive\s+Orders?\s+(?:No\.\s*)?\d{4,6}(?:\s+and\s+\d{4,6})?"
    r"|\bMemorandum(?=\s+of\s+[A-Z][a-z]+\s+\d)|\bM-\d\d-\d\d"
    r"|Proclamation\s+\d+|Circular\s+A-\d+)(?:\s+of\s+[A-Z][a-z]+\s+\d{1,2},\s+\d{4})?"
)
_CITING = re.compile(
    rf"(?:{_ORDER}[,:]?|\b(?:en)?titled,?|[A-Za-z.],"
    r"|\b(?:[Rr]eport|[Mm]emorandum|[Gg]uidance|[Pp]olicy|[Ss]trategy|[Ll]aw|[Dd]irective),?)\s+$"
)
"""Before the quotation: what it cites, or the author, as footnotes have it."""
_BEFORE = 80
_RUNS_ON = 120
"""Characters by which a title runs on behind a line break that was taken for an end."""
_EDITION = re.compile(r"\s*\([A-Z][^()]*\)$")
_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "its", "of", "on", "or"}
    | {"our", "over", "per", "the", "their", "through", "to", "under", "upon", "via", "with"}
)
_CAPS = r"(?:U\.S\.|(?:e-)?[A-Z][\w’'&-]*|\d[\w-]*)"
_LINK = r"(?:of|for|on|and|the|in|to|a|an|from|with|through|by)"
_RUN = rf"{_CAPS}(?:\s+(?:(?:{_LINK}\s+){{0,3}}|[-–—]\s+){_CAPS}){{0,30}}"
_LISTED = rf"{_RUN}(?:(?:,\s+{_RUN}){{1,6}},\s+and\s+(?:{_LINK}\s+)?{_RUN})?"
_TITLED = re.compile(
    rf"(?:{_ORDER}[,:]?|Executive\s+Order(?=\s+on)|(?P<said>\b(?:en)?titled)|\breport,)\s+"
    rf"(?:on\s+)?(?P<title>{_LISTED}(?::\s+{_LISTED})?)"
)
_NOUN = (
    r"(?:plan|strategy|policy|programme|program|law|report|framework|roadmap|agenda|guide|agreement"
    r"|blueprint|memorandum)"
)
_CALLED = re.compile(rf"\b{_NOUN},?\s+(?:called|named|known\s+as)\s+(?:the\s+)?(?P<name>{_RUN})")
_TOLD = re.compile(
    r"\b(?:[Aa]dopt|[Aa]pprove|[Ii]ssue|[Pp]ublish|[Rr]elease|[Ll]aunch|[Uu]pdate)\w*\s+(?:the\s+)?"
    rf"(?P<name>{_RUN}),\s+(?:an?|its|our)\s+(?:[a-z-]+\s+){{0,3}}{_NOUN}\s+(?:to|for|that|which|of|on)\b"
)
_GLUED = re.compile(rf"\b{_NOUN}\b[^,.;\n]{{0,40}},\s+(?P<name>[A-Za-z]+2[01]\d\d)\b")
_GLUED_YEAR = re.compile(r"2[01]\d\d\b")
"""A document known by a bare name, told to be one: "the first plan, called Quays First"; "adopts
Northport, a plan to …"; "the general plan, planHarbour2030"."""
_CALLING = ("called", "named", "known as")
_APPOSED = (", a ", ", an ", ", its ", ", our ")
_TELLING = ("dopt", "pprove", "ssue", "ublish", "elease", "aunch", "pdate")
_TITLING = ("Executive", "titled", "report,", "M-", "Memorandum", "Proclamation", "Circular")
_NO_DOCUMENT = re.compile(
    r"(?:repository|website|portal|page|initiative|campaign|project|programme?|series|event|tool),?\s+$"
)
_TITLE_WORDS = 3


def find_set_off(text: str, span: Span) -> Iterator[Reference]:
    """The titles that ``span`` sets off, with the number in brackets behind a translated one."""
    words = span.quote(text)
    if any(sign in words for sign in _NUMBER_SIGNS):
        for match in _NUMBERED.finditer(text, span.start, span.end):
            at = Span(match.start("title"), match.end())
            yield _reference(match["title"], match["number"], at)
    if any(mark in words for mark in "“\"'‘"):
        yield from _quoted(text, span)
    if any(word in words for word in _TITLING):
        yield from _titled(text, span)
    for match in _bare_names(text, span, words):
        yield _reference(match["name"], None, Span(*match.span("name")))


def _bare_names(text: str, span: Span, words: str) -> Iterator[re.Match[str]]:
    """The announced bare names; what each form needs is looked for before the form itself."""
    if any(word in words for word in _CALLING):
        yield from _CALLED.finditer(text, span.start, span.end)
    apposed = any(word in words for word in _APPOSED)
    if apposed and any(word in words for word in _TELLING):
        yield from _TOLD.finditer(text, span.start, span.end)
    years = _GLUED_YEAR.finditer(words) if ", " in words else ()
    if any(words[max(0, year.start() - 1) : year.start()].isalpha() for year in years):
        yield from _GLUED.finditer(text, span.start, span.end)


def _quoted(text: str, span: Span) -> Iterator[Reference]:
    last = -1
    for match in _QUOTED.finditer(text, span.start, span.end + _RUNS_ON):
        if match.start() >= span.end:
            break
        form = match.lastgroup or ""
        title = _EDITION.sub("", " ".join(match[form].split()).rstrip(",."))
        before = text[max(span.start, match.start() - _BEFORE) : match.start()]
        known = (
            (last >= 0 and text[last : match.start()].strip() == "and")
            or _CITING.search(before)
            or (len(title) >= _KIND_IS_NAME and _KIND_CLOSES_OR_OPENS.search(title))
        )
        if known and _is_title(title):
            last = match.end()
            yield _reference(title, None, Span(match.start(form), match.end()))


def _titled(text: str, span: Span) -> Iterator[Reference]:
    for match in _TITLED.finditer(text, span.start, span.end):
        before = max(span.start, match.start() - _BEFORE)
        if match["said"] and _NO_DOCUMENT.search(text, before, match.start()):
            continue
        if len(match["title"].split()) >= _TITLE_WORDS and not match["title"].isupper():
            yield _reference(match["title"], None, Span(*match.span("title")))


def _is_title(words: str) -> bool:
    """Three words or more, all of them written large but the small ones."""
    parts = words.split()
    large = all(p[:1].isupper() or not p[:1].isalpha() or p.casefold() in _SMALL for p in parts)
    return len(parts) >= _TITLE_WORDS and parts[0][:1].isupper() and large


def _reference(title: str, number: str | None, span: Span) -> Reference:
    return Reference(title=" ".join(title.split()), number=number, span=span)
