"""Responsibility notes of Chinese plans (GRAMMAR §2 to §5)."""

import re
from collections.abc import Iterator
from enum import Enum

from pilotage.base import Span

from .model import Mention, Role
from .note import Note
from .unit_lists_zh import is_office, split_units

_BRACKET = re.compile(
    r"[（(][^（）()]{0,400}+"
    r"(?:[（(][^（）()]{0,120}+(?:[（(][^（）()]{0,60}+[）)][^（）()]{0,120}+){0,20}[）)]"
    r"[^（）()]{0,400}+){0,100}[）)]"
)
_WORDS = {
    "牵头": Role.LEAD,
    "主办": Role.LEAD,
    "责任": Role.RESPONSIBLE,
    "负责": Role.RESPONSIBLE,
    "主责": Role.RESPONSIBLE,
    "配合": Role.SUPPORT,
    "参加": Role.SUPPORT,
    "参与": Role.SUPPORT,
    "落实": Role.SUPPORT,
    "协办": Role.SUPPORT,
    "协同": Role.SUPPORT,
    "协助": Role.SUPPORT,
    "指导": Role.SUPPORT,
}
_LABEL = re.compile(
    r"(牵头|主办|责任|负责|主责|配合|参加|参与|落实|协办|协同|协助|指导)(?:考核|责任|负责|落实)?"
    r"(?:单\s*位|部\s*门|主体|地区|区县|机构|方)[：:]"
)
_BARE_LABEL = re.compile(r"(牵头|主办|责任|配合|参与)(?:单位|部门)(?=[省市区县国各])")
_OTHER_LABEL = re.compile(
    r"(?=[；;，,。\s适完时进办])[；;，,。]?\s*(?:适用范围|完成时限|完成时间|时间节点|进度安排|办理时限)[：:]"
)
_VERB = (
    r"牵头负责落实|牵头负责|牵头落实|牵头组织|牵头|按照?(?:各自)?职责(?:分工|范围)?(?:分别)?(?:负责|配合|落实|抓好落实|推进)?"
    r"|分工(?:负责|落实|配合)|分别负责|共同负责|具体负责|负责落实|负责组织实施|负责实施|组织实施|组织落实|抓好落实"
    r"|具体实施|负责|配合|参与|参加|协助|协同|落实|实施|指导|主办|协办"
)
_ASSIGNMENT = re.compile(rf"(?P<names>[^：:]+?)(?P<verb>{_VERB})(?=[，,；;。]|$)")
_FALSE = re.compile(
    r"^(?:以下|含|包括|包含|如|即|例如|不含|其中|见|详见|附|注|原|又称|简称|试行|草案|暂行|一|二|三)"
)
_FIRST_LEADS = re.compile(r"(?:列|排)在?(?:第一位|首位|第一)(?:者|的)?(?:单位|部门)?(?:均)?为牵头")
_TAIL = re.compile(
    r"(?=[，,。；;\s列排下])[，,。；;]?\s*(?:(?:列|排)在?(?:第一位|首位|第一)[^，。；]*[，,]?\s*(?:下同)?|下同)[。]?$"
)
_ALSO_ALL = re.compile(
    r"(?=[。，；\s以])[。，；]?\s*以下(?:各项任务|各项|任务)?均需(?P<names>[^，。]+?)(?:负责)?落实[，,]?(?:不再(?:一一)?列出)?[。]?$"
)
_LINE = re.compile(rf"(?m)^[ \t　]*(?={_LABEL.pattern})(?P<content>[^\n]+)$")
_END = re.compile(r"[。；;，,\s　]*(?:$|\n)")


class Place(Enum):
    """Where a bracket stands: at the end of a text, between two sentences, or inside one. What is
    inside a sentence is a note only when a label says so."""

    CLOSING = "closing"
    BETWEEN = "between"
    INSIDE = "inside"


def find(text: str, span: Span) -> list[Note]:
    """Bracketed notes and label lines within ``span``."""
    notes = []
    for match in _BRACKET.finditer(text, span.start, span.end):
        inner = Span(match.start() + 1, match.end() - 1)
        place = _place(text, match, span)
        if note := _read(text, inner, Span(match.start(), match.end()), place):
            notes.append(note)
    for line in _label_lines(text, span):
        if note := _read(text, line, line, Place.CLOSING):
            notes.append(note)
    return sorted(notes, key=lambda n: n.span)


def _label_lines(text: str, span: Span) -> Iterator[Span]:
    """The lines that open with a label, without the white space before it."""
    part = span.quote(text)
    if "：" not in part and ":" not in part:
        return
    if "\n" not in part:
        only = _LINE.match(text, span.start, span.end)
        lines = iter((only,) if only else ())
    else:
        lines = _LINE.finditer(text, span.start, span.end)
    for line in lines:
        yield Span(*line.span("content"))


def read_list(text: str, span: Span, role: Role) -> list[Mention]:
    """The units of a table cell: with labels or verbs of their own, else all in ``role``."""
    return _labelled(text, span) or _assigned(text, span) or list(_mentions(text, span, role))


def _place(text: str, bracket: re.Match[str], span: Span) -> Place:
    after = text[bracket.end() : bracket.end() + 1]
    if after == "。" or _END.match(text, bracket.end(), span.end):
        return Place.CLOSING
    before = text[bracket.start() - 1] if bracket.start() > span.start else "。"
    return Place.BETWEEN if before in "。；！？” \n　" else Place.INSIDE


def _read(text: str, inner: Span, whole: Span, place: Place) -> Note | None:
    """The note between the brackets, or None when the bracket says something else."""
    content = inner.quote(text)
    if _FALSE.match(content) and not _LABEL.search(content):
        return None
    first_leads = "为牵头" in content and bool(_FIRST_LEADS.search(content))
    also_all: tuple[Mention, ...] = ()
    if "以下" in content and (match := _ALSO_ALL.search(content)):
        names = Span(*match.span("names")).shifted(inner.start)
        also_all = _mentions(text, names, Role.SUPPORT)
        content = content[: match.start()]
    if "下同" in content or "第一" in content or "首位" in content:
        content = _TAIL.sub("", content)
    inner = Span(inner.start, inner.start + len(content))
    mentions = _labelled(text, inner)
    if not mentions and place is not Place.INSIDE:
        mentions = _assigned(text, inner)
    if not mentions and place is Place.CLOSING:
        mentions = _bare(text, inner)
    if not mentions:
        return None
    return Note(span=whole, mentions=tuple(mentions), first_leads=first_leads, also_all=also_all)


def _labelled(text: str, inner: Span) -> list[Mention]:
    """``牵头单位：A；责任单位：B``."""
    labels = list(_LABEL.finditer(text, inner.start, inner.end))
    if not labels and (bare := _BARE_LABEL.match(text, inner.start, inner.end)):
        labels = [bare]
    mentions: list[Mention] = []
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else inner.end
        rest = text[label.end() : end]
        if ("：" in rest or ":" in rest) and (other := _OTHER_LABEL.search(text, label.end(), end)):
            end = other.start()
        mentions.extend(_mentions(text, Span(label.end(), end), _WORDS[label[1]]))
    return mentions


def _assigned(text: str, inner: Span) -> list[Mention]:
    """``A牵头，B、C按职责分工负责``; the whole bracket must be such assignments."""
    mentions: list[Mention] = []
    at = inner.start
    while at < inner.end:
        match = _ASSIGNMENT.match(text, at, inner.end)
        if match is None:
            return []
        names = Span(*match.span("names"))
        mentions.extend(_mentions(text, names, _role(match["verb"])))
        at = match.end()
        while at < inner.end and text[at] in "，,；;。 　":
            at += 1
    return mentions


def _role(verb: str) -> Role:
    if "牵头" in verb or verb == "主办":
        return Role.LEAD
    if any(word in verb for word in ("配合", "参与", "参加", "协助", "协同", "协办", "指导")):
        return Role.SUPPORT
    return Role.RESPONSIBLE


def _bare(text: str, inner: Span) -> list[Mention]:
    """Units only, no label, no verb: accepted when every name ends like a unit."""
    mentions = _mentions(text, inner, Role.RESPONSIBLE)
    return list(mentions) if mentions and all(is_office(m.name) for m in mentions) else []


def _mentions(text: str, names: Span, role: Role) -> tuple[Mention, ...]:
    return tuple(
        [
            Mention(name=text[span.start : span.end], span=span, role=role)
            for span in split_units(text, names)
        ]
    )
