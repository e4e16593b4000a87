"""Responsibility notes of English plans and of translations (GRAMMAR §11)."""

import re

from pilotage.base import Span

from .model import Mention, Role
from .note import Note

_LABEL = re.compile(
    r"(?i)\b(?P<word>responsible|lead(?:ing)?|support(?:ing)?|co-?operating|participating|co-?ordinating|owner|partner)s?"
    r"(?:[ \n]+(?:units?|departments?|agenc(?:y|ies)|part(?:y|ies)|bod(?:y|ies)"
    r"|organi[sz]ations?|offices?))?[ ]*[:：]"
)
_HEAD = re.compile(
    r"\b(?:Bureaux?|Bureaus|Commission|Commissions|Committees?|Government|Governments|Office|Offices|Council|Councils|Cent(?:er|re)"
    r"|Centers|Centres|Group|Groups|Department|Departments|Ministry|Ministries|Administration|Agency|Agencies|Customs|Bank|Branch"
    r"|Authority|Board|Service|Services|Institute|University|Corporation|Company|Association|Federation|Union|Court|Police"
    r"|Secretariat|units?|departments?|agencies)\b"
)
_WITH = re.compile(
    r"\s+(?:with|in (?:coordination|collaboration|consultation|partnership) with)\s+"
)
_ACRONYM = re.compile(r"\s*[A-Z]{2,6}\s*$")
_OTHER_LABEL = re.compile(
    r"(?i)[;,.]\s*(?:(?:(?:time\s+)?limit|deadline|target\s+date|due(?:\s+date)?|time\s?line|completion)\s*:"
    r"|(?:on-?going|long[- ]term|continuous(?:ly)?)\b)"
)
_REQUIRED_FOR = re.compile(r"(?i)\s*(?:required|encouraged) (?:for|of)\s+")
_BETWEEN = re.compile(
    r"(?:\s+only,?|,)\s*(?:and\s+)?(?:[Ee]ncouraged|[Rr]equired)\s+(?:for|of)\s+"
    r"|\s*\([Ss]ee [^)]*\)|[,;，；、]\s*(?:and\s+|as well as\s+)?|\s*/\s*(?=[A-Z])"
)
_LAST_BRACKET = re.compile(
    r"[(\[{](?P<inner>[^()\[\]{}\n]{6,300}(?:\([^()\n]{2,60}\)[^()\[\]{}\n]{0,200}){0,4})[)\]}]\.?\s*$"
)
_LED_SENTENCE = re.compile(
    r"(?:^|[.;]\s+|\n\s*)(?P<inner>(?:Jointly led|Led) (?:jointly )?by [^.;\n]{4,300})\.?\s*$"
)
_LED_BY = re.compile(
    r"(?i)\s*(?:jointly )?led (?:jointly )?by\s+(?P<lead>.+?)"
    r"(?:[,;]?\s*(?:and\s+)?(?:(?:with|in) (?:the )?(?:support|help|assistance)(?: from| of)"
    r"|(?:supported|assisted) by"
    r"|in (?:partnership|coordination|collaboration|cooperation) with|with)\s+(?P<support>.+))?$"
)
_TO_LEAD = re.compile(
    r"(?i)\s*(?P<lead>[^;]+?)\s+(?:to lead|leads?|leading)"
    r"(?:\s*[;,]\s*(?P<support>.+?)"
    r"\s+(?:to (?:support|assist|help)|supports?|supporting|assists?|in support))?\s*$"
)
_GROUP = re.compile(r"(?i)(?:all|each|every|relevant|other)\b.*(?:s|government|bureau|department)$")
_AND_SO_ON = re.compile(r"(?i)(?:etc|and others|others|and so on|among others)\.?")
_NOTE_END = re.compile(r"\n\s*\n|\n(?=[ \t]*[A-Z][\w() ]{0,30}:)|\.\s*(?:\n|$)")
_AND = re.compile(r"\s+(?:and|as well as|&)\s+")
_OPENING = "([{（［【｛"
_CLOSING = ")]}）］】｝"


def find(text: str, span: Span) -> list[Note]:
    """Bracketed notes, label lines, and closing label sentences within ``span``."""
    notes: list[Note] = []
    taken = span.start
    for label in _LABEL.finditer(text, span.start, span.end):
        if label.start() < taken:
            continue
        whole = _extent(text, label, span)
        if whole is None:
            continue
        taken = whole.end
        if mentions := _mentions(text, whole):
            notes.append(Note(span=whole, mentions=tuple(mentions)))
    if not notes and (note := _told_in_bracket(text, span)):
        notes.append(note)
    return notes


def _told_in_bracket(text: str, span: Span) -> Note | None:
    """(Led by A, with support from B), (A to lead; B to support) at the end of an item; the first
    of them also as a sentence of its own."""
    last = _LAST_BRACKET.search(text, max(span.start, span.end - 400), span.end)
    sentence = last is None
    if last is None and text.find("ed by ", span.start, span.end) >= 0:
        last = _LED_SENTENCE.search(text, max(span.start, span.end - 400), span.end)
    if last is None:
        return None
    inner = Span(*last.span("inner"))
    told = _LED_BY.match(text, *inner) or _TO_LEAD.match(text, *inner)
    if told is None:
        return None
    mentions = [
        Mention(name=unit.quote(text), span=unit, role=role)
        for group, role in (("lead", Role.LEAD), ("support", Role.SUPPORT))
        if told[group]
        for unit in split_units(text, Span(*told.span(group)))
    ]
    known = (_HEAD, _ACRONYM, _GROUP)
    if not all(any(form.search(one.name) for form in known) for one in mentions):
        return None
    whole = inner if sentence else Span(inner.start - 1, inner.end + 1)
    return Note(span=whole, mentions=tuple(mentions))


def closing_bracket(text: str, span: Span) -> Note | None:
    """The last bracket of ``span`` as a note, when it holds units and nothing else."""
    last = _LAST_BRACKET.search(text, max(span.start, span.end - 400), span.end)
    if last is None:
        return None
    inner = Span(*last.span("inner"))
    units = split_units(text, inner)
    if not all(_HEAD.search(one.quote(text)) and text[one.start].isupper() for one in units):
        return None
    return Note(
        span=Span(inner.start - 1, inner.end + 1),
        mentions=tuple(
            Mention(name=one.quote(text), span=one, role=Role.RESPONSIBLE) for one in units
        ),
    )


def read_list(text: str, span: Span, role: Role) -> list[Mention]:
    """The units of a table cell, with labels of their own, else all in ``role``."""
    if match := _REQUIRED_FOR.match(text, span.start, span.end):
        span = Span(match.end(), span.end)
    if labelled := _mentions(text, span):
        return labelled
    if joined := _WITH.search(text, span.start, span.end):
        return [
            *read_list(text, Span(span.start, joined.start()), role),
            *read_list(text, Span(joined.end(), span.end), Role.SUPPORT),
        ]
    return [Mention(name=s.quote(text), span=s, role=role) for s in split_units(text, span)]


def _before(text: str, at: int) -> str:
    """The character before ``at``, spaces passed over; empty at the start of the text."""
    while at > 0 and text[at - 1] == " ":
        at -= 1
    return text[at - 1 : at] if at else ""


def _extent(text: str, label: re.Match[str], span: Span) -> Span | None:
    """From the bracket (or the label) to where the note closes; None for a label inside prose."""
    before = _before(text, label.start())
    if before in _OPENING:
        opened = text.rindex(before, 0, label.start())
        return Span(opened, _closing(text, opened, span.end))
    line_start = text.rfind("\n", 0, label.start()) + 1
    if text[line_start : label.start()].strip(" \t•-*") and before not in ".;":
        return None
    end = _NOTE_END.search(text, label.end(), span.end)
    return Span(label.start(), end.start() if end else span.end)


def _closing(text: str, opened: int, end: int) -> int:
    depth = 0
    for at in range(opened, end):
        if text[at] in _OPENING:
            depth += 1
        elif text[at] in _CLOSING:
            depth -= 1
            if not depth:
                return at + 1
    return end


def _mentions(text: str, whole: Span) -> list[Mention]:
    labels = list(_LABEL.finditer(text, whole.start, whole.end))
    closes = (
        whole.end - 1
        if text[whole.start] in _OPENING and text[whole.end - 1] in _CLOSING
        else whole.end
    )
    found: list[Mention] = []
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else closes
        role = _role(label["word"])
        if other := _OTHER_LABEL.search(text, label.end(), end):
            end = other.start()
        for span in split_units(text, Span(label.end(), end)):
            found.append(Mention(name=span.quote(text), span=span, role=role))
    return found


def _role(word: str) -> Role:
    word = word.lower()
    if word.startswith(("lead", "coord", "co-ord")):
        return Role.LEAD
    return Role.RESPONSIBLE if word in ("responsible", "owner") else Role.SUPPORT


def split_units(text: str, names: Span) -> list[Span]:
    """The spans of the names: cut at commas outside brackets, then at ``and`` between units."""
    spans: list[Span] = []
    start = names.start
    for match in _BETWEEN.finditer(text, names.start, names.end):
        if _depth(text, start, match.start()) == 0 and match.start() >= start:
            spans.extend(_at_and(text, Span(start, match.start())))
            start = match.end()
    spans.extend(_at_and(text, Span(start, names.end)))
    return [one for one in spans if not _AND_SO_ON.fullmatch(text, *one)]


def _depth(text: str, start: int, end: int) -> int:
    part = text[start:end]
    return part.count("(") + part.count("（") - part.count(")") - part.count("）")


def _at_and(text: str, span: Span) -> list[Span]:
    """``A Bureau and B Government`` is two units; ``Bureau of Industry and Trade`` is one."""
    for match in _AND.finditer(text, span.start, span.end):
        left, right = text[span.start : match.start()], text[match.end() : span.end]
        if _ACRONYM.match(right) and (_ACRONYM.match(left) or _HEAD.search(left)):
            return [
                *_at_and(text, Span(span.start, match.start())),
                *_trimmed(text, Span(match.end(), span.end)),
            ]
        named = right.removeprefix("the ")[:1].isupper()
        if _HEAD.search(left) and _HEAD.search(right) and named and not _tail(left):
            return [
                *_trimmed(text, Span(span.start, match.start())),
                *_at_and(text, Span(match.end(), span.end)),
            ]
    return _trimmed(text, span)


def _tail(left: str) -> bool:
    """Whether the name goes on after ``and``: ``Committee for Trade`` + ``and Investment Office``
    cannot be told from two units, but a name that ends in a bare ``of`` or ``for`` can."""
    return left.rstrip().endswith((" of", " for", " on"))


def _trimmed(text: str, span: Span) -> list[Span]:
    start, end = span
    for word in ("and ", "the ", "The "):
        while start < end and text[start].isspace():
            start += 1
        if text.startswith(word, start, end):
            start += len(word)
    span = Span(start, end).strip(text)
    while span.end > span.start and (
        text[span.end - 1] in ".;,| " or (text[span.end - 1] == ")" and "(" not in span.quote(text))
    ):
        span = Span(span.start, span.end - 1)
    return [span] if span.end > span.start else []
