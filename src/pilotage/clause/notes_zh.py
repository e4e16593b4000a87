"""Responsibility notes of Chinese plans (GRAMMAR §2 to §5)."""

import re
from collections.abc import Iterable, Iterator
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
_SQUARE = re.compile(r"[〔【［\[{｛][^〔〕【】［］\[\]{}｛｝\n]{4,400}[〕】］\]}｝]")
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
    r"结合(?:各自)?(?:实际|职责)(?:抓好)?(?:落实|推进|实施|负责)|牵头负责落实|牵头负责|牵头落实|牵头组织|牵头|按照?(?:各自)?职责(?:分工|范围)?(?:分别)?(?:负责|配合|落实|抓好落实|推进)?"
    r"|分工(?:负责|落实|配合)|分别负责|共同负责|具体负责|负责落实|负责组织实施|负责实施|组织实施|组织落实|抓好落实"
    r"|具体实施|负责|配合|参与|参加|协助|协同|落实|实施|指导|主办|协办"
)
_DUTY = re.compile(
    r"按照?(?:各自)?职责(?:分工|范围)?(?:分别)?(?:抓好)?(?:负责|配合|落实|推进)?[。]?$"
)
_ASSIGNMENT = re.compile(rf"(?P<names>[^：:]+?)(?P<verb>{_VERB})(?=[，,；;。]|$)")
_BY = re.compile(r"[^：:，,；;。、]{0,14}?(?<!自)由")
"""What may stand before the names (此项工作由…牵头); 自由贸易试验区 is a name itself."""
_TOGETHER = re.compile(r"会同(?P<names>[^：:，,；;。]+)(?=[，,；;。]|$)")
_WHEN = re.compile(
    r"(?=[并且于在力确0-9一二三四上下今明年每即长持常全立完整办时期节])"
    r"(?![^，,；;。]*(?:牵头|负责|配合))(?:并|且)?(?:于|在|力争|确保)?(?:20[0-9]{2}年|[0-9]{1,2}月|[一二三四]季度"
    r"|[上下]半年|今年|明年|年底|每年|每季|每月|即日|长期|持续|常态|全年|立行立改"
    r"|(?:完成|整改|办结)?(?:时限|时间|期限|节点)(?:要求)?[：:])[^，,；;。]{0,30}(?=[，,；;。]|$)"
)
"""A part of a note that says until when: its limit is found as such."""
_ROLE_MARK = re.compile(r"[（(](?P<word>牵头|主办|主责|配合|协办|参与)(?:单位|部门)?[）)]$")
_NO_NAME = re.compile("鼓励|支持|引导|推动|加强|要求|督促")
_FALSE = re.compile(
    r"^(?:以下|含|包括|包含|如|即|例如|不含|其中|见|详见|附|注|原|又称|简称|试行|草案|暂行|一|二|三)"
)
_FIRST_LEADS = re.compile(
    r"(?:列|排)在?(?:第一位|首位|第一)(?:者|的)?(?:责任|负责)?(?:单位|部门)?(?:均)?为牵头"
)
_TAIL = re.compile(
    r"(?=[，,。；;\s列排下])[，,。；;]?\s*(?:(?:列|排)在?(?:第一位|首位|第一)[^，。；]*[，,]?\s*(?:下同)?|下同)[。]?$"
)
_ALSO_ALL = re.compile(
    r"(?=[。，；\s以具])[。，；]?\s*(?P<which>以下|具体|上述|所有)(?:各项)?(?:工作)?(?:任务)?"
    r"均(?:需|须|由|涉及)(?P<names>[^，,。]+?)(?:负责)?(?:落实)?"
    r"(?:[，,]?不再(?:一一)?(?:列出|分工|做分工|作分工))?[。]?$"
)
"""What a note says of all items: of those below it, or of its own too (具体任务均涉及…)."""
_LINE = re.compile(rf"(?m)^[ \t　]*(?={_LABEL.pattern})(?P<content>[^\n]+)$")
_FURTHER = rf"(?:{_LABEL.pattern}|(?:适用范围|完成时限|完成时间|时间节点|进度安排|办理时限)[：:])"
_SENTENCE = re.compile(
    rf"[。；;！ 　][ 　]*(?P<content>(?={_LABEL.pattern})[^。\n]+"
    rf"(?:。[ 　]*(?={_FURTHER})[^。\n]+)*)"
)
_LEADER_LINE = re.compile(
    r"(?m)^[ \t　]*(?P<content>(?:牵头|责任|分管|包保|包抓|挂联|[市省州县区盟旗]级?)"
    r"(?:[市省州县区])?领导[：:][^\n]+)$"
)
"""The person in charge, by rank or name: a note, but of no unit."""
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
    part = span.quote(text)
    if "]" in part or "】" in part or "〕" in part or "］" in part or "}" in part or "｝" in part:
        for match in _SQUARE.finditer(text, span.start, span.end):
            inner = Span(match.start() + 1, match.end() - 1)
            if note := _read(text, inner, Span(*match.span()), Place.CLOSING):
                notes.append(note)
    if "：" in part or ":" in part:
        lines = _label_lines(text, span, part)
        notes += _of_lines(text, lines)
        notes = notes or _of_lines(text, _label_sentences(text, span))
        if "领导" in part:
            notes += [
                Note(span=Span(*m.span("content")), mentions=())
                for m in _LEADER_LINE.finditer(text, span.start, span.end)
            ]
    return sorted(notes, key=lambda n: n.span)


def closing_sentence(text: str, span: Span) -> Note | None:
    """The last sentence of ``span`` as a note, when it says nothing but who does it."""
    span = span.strip(text)
    end = span.end - (text[span.end - 1] == "。") if span.end > span.start else span.end
    start = max(text.rfind(sign, span.start, end) for sign in "。；\n") + 1
    if start <= span.start or not 4 <= end - start <= 120:
        return None
    sentence = Span(start, end).strip(text)
    mentions = _assigned(text, sentence)
    if not mentions or not all(is_office(m.name) and not _NO_NAME.match(m.name) for m in mentions):
        return None
    return Note(span=sentence, mentions=tuple(mentions))


def first_leads_everywhere(text: str) -> bool:
    """Whether ``text``, outside of notes, says that the unit listed first leads."""
    return "为牵头" in text and bool(_FIRST_LEADS.search(text))


def _label_lines(text: str, span: Span, part: str) -> Iterator[Span]:
    """The lines that open with a label, without the white space before it."""
    if "\n" not in part:
        only = _LINE.match(text, span.start, span.end)
        lines = iter((only,) if only else ())
    else:
        lines = _LINE.finditer(text, span.start, span.end)
    for line in lines:
        yield Span(*line.span("content"))


def _label_sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences that open with a label: lines that lost their line break."""
    for sentence in _SENTENCE.finditer(text, span.start, span.end):
        yield Span(*sentence.span("content"))


def _of_lines(text: str, lines: Iterable[Span]) -> list[Note]:
    read = (_read(text, line, line, Place.CLOSING) for line in lines)
    return [note for note in read if note]


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
    own_too: tuple[Mention, ...] = ()
    if "下同" in content or "第一" in content or "首位" in content:
        content = _TAIL.sub("", content)
    if "均" in content and (match := _ALSO_ALL.search(content)):
        names = Span(*match.span("names")).shifted(inner.start)
        also_all = _mentions(text, names, Role.SUPPORT)
        own_too = also_all if match["which"] != "以下" else ()
        content = content[: match.start()]
    if len(content) < inner.end - inner.start:
        inner = Span(inner.start, inner.start + len(content))
    mentions = _labelled(text, inner)
    if not mentions and place is not Place.INSIDE:
        mentions = _assigned(text, inner)
    if not mentions and place is Place.CLOSING:
        mentions = _bare(text, inner)
    if not mentions:
        return None
    return Note(
        span=whole, mentions=(*mentions, *own_too), first_leads=first_leads, also_all=also_all
    )


def _labelled(text: str, inner: Span) -> list[Mention]:
    """``牵头单位：A；责任单位：B``."""
    labels = list(_LABEL.finditer(text, inner.start, inner.end))
    if not labels and (bare := _BARE_LABEL.match(text, inner.start, inner.end)):
        labels = [bare]
    mentions: list[Mention] = []
    if (
        labels
        and "按" in inner.quote(text)
        and (duty := _DUTY.search(text, inner.start, inner.end))
    ):
        inner = Span(inner.start, duty.start())
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
    by = "由" in inner.quote(text)
    while at < inner.end:
        if by and (match := _BY.match(text, at, inner.end)):
            at = match.end()
        if match := _WHEN.match(text, at, inner.end):
            at = match.end()
        elif match := _TOGETHER.match(text, at, inner.end):
            mentions.extend(_mentions(text, Span(*match.span("names")), Role.SUPPORT))
            at = match.end()
        elif match := _ASSIGNMENT.match(text, at, inner.end):
            names = Span(*match.span("names"))
            mentions.extend(_mentions(text, names, _role(match["verb"])))
            at = match.end()
        else:
            return []
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
    return tuple([_mention(text, span, role) for span in split_units(text, names)])


def _mention(text: str, span: Span, role: Role) -> Mention:
    """The name at ``span``; 市商务局（牵头） among others leads."""
    name = text[span.start : span.end]
    if name[-1] in "）)" and (mark := _ROLE_MARK.search(name)):
        name, role = name[: mark.start()], _WORDS[mark["word"]]
        span = Span(span.start, span.start + mark.start())
    return Mention(name=name, span=span, role=role)
