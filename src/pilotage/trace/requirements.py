"""What a meeting brief asks for, one sentence each.

The Plan's ``directives`` are what someone is known to have said; a brief also asks in sentences
whose speaker is not named ("It is agreed that …"), and these are provisions as well.
"""

import re
from itertools import pairwise, takewhile

from pilotage.base import Span
from pilotage.plan import Directive, Plan

_END = {
    "zh": re.compile(r"[。；！!\n]+"),
    "en": re.compile(r"(?<=[a-z”\"’')])[.;!](?=\s|[A-Z])|\n+"),
}
_ASKS = {
    "zh": re.compile(
        r"要[^求点素闻]|[应须]当?|必须|坚持|加强|推进|抓好|落实|深化|确保|加快|着力|全力|支持|建议"
    ),
    "en": re.compile(
        r"(?i)\b(?:should|must|shall|need(?:s)? to|necessary|crucial|important to|we will"
        r"|efforts|asked|agreed that|encouraged to|suggest(?:s|ed)|required? (?:that|to)"
        r"|strive to|be promoted|(?:is|are) to\b|we need|core of"
        r"|comprehensively|taking)\b"
        r"|^(?:Adhere|Build|Carry|Copy|Deepen|Develop|Expand|Form|Focus|Give|Govern|Hold|Implement"
        r"|Improve|Join|Keep|Learn|Let|Make|Open|Promote|Put|Raise|Speed up|Starting from"
        r"|Strengthen|Support|Take|Tell|Widen|With [^,.]{5,80} as the breakthrough)\b"
    ),
}
_TELLS = {
    "zh": re.compile(
        r"出席|参加会议|主持(?:召开|会议)|列席|记者|^会议(?:传达|听取|学习)|(?:先后|分别|依次)(?:发言|汇报)"
        r"|^(?:\d{4}年)?\d{1,2}月"
    ),
    "en": re.compile(
        r"(?i)\b(?:attended|presided|was held|were held|conveyed|listened to|exchanged information"
        r"|took part|have spoken|convened|came to|held two|practical ideas|were made|^It studied"
        r"|great significance|overall situation of the)\b"
    ),
}
_PRESS = {
    "zh": re.compile(r"记者|专家|(?<!一致)(?<!会议)认为|教授|研究员|^[“”\"][^”\"]{15,}"),
    "en": re.compile(r"(?i)\b(?:analysts?|experts?) (?:said|say|believe)|told reporters\b"),
}
"""From here on a report of a meeting quotes voices that asked for nothing there."""
_LEAD_IN = {
    "zh": re.compile(
        r"^(?:在|听取)[^，。]{2,60}(?:时|后)[，,][^，。]{0,20}(?:指出|强调|说|表示)[，,：:]"
    ),
    "en": re.compile(r"^(?:When|While|After|In) [^.]{5,120}? (?:said|stressed|noted) that "),
}
_SHORTEST = {"zh": 8, "en": 30}
_LONGEST_HEADING = 160
_TAIL = re.compile(r"In order to [^,.]+\.?$")
"""A purpose printed as a sentence of its own belongs to the sentence before it."""


def requirements(plan: Plan) -> list[Span]:
    """The sentences of a brief that ask for something, without what leads in to them."""
    told = (one for paragraph in _paragraphs(plan) for one in _sentences(plan, paragraph))
    heard = takewhile(lambda one: not _PRESS[plan.language].search(one.quote(plan.text)), told)
    return [_without_lead_in(plan, one) for one in heard if _asks(plan, one)]


def _paragraphs(plan: Plan) -> list[Span]:
    """The brief without its heading: a first line that does not end as a sentence does."""
    found = [one.span for one in plan.portions if one.reason == "meeting-brief"]
    if not found:
        return []
    end = _line_end(plan.text, found[0])
    first = plan.text[found[0].start : end].rstrip()
    if len(first) > _LONGEST_HEADING or first.endswith((".", "。", "；", ";")):
        return found
    return [Span(end, found[0].end), *found[1:]]


def _line_end(text: str, span: Span) -> int:
    end = text.find("\n", *span)
    return span.end if end < 0 else end


def _sentences(plan: Plan, paragraph: Span) -> list[Span]:
    ends = (m.end() for m in _END[plan.language].finditer(plan.text, *paragraph))
    borders = [paragraph.start, *ends, paragraph.end]
    found: list[Span] = []
    for part in (Span(a, b).strip(plan.text) for a, b in pairwise(borders)):
        if found and _TAIL.match(part.quote(plan.text)):
            found[-1] = Span(found[-1].start, part.end)
        elif part.end - part.start >= _SHORTEST[plan.language]:
            found.append(part)
    return found


def _asks(plan: Plan, sentence: Span) -> bool:
    words = sentence.quote(plan.text)
    if any(_is_exactly(one, sentence) for one in plan.directives):
        return True
    asked = _ASKS[plan.language].search(words) is not None
    return asked and not _TELLS[plan.language].search(words)


def _is_exactly(directive: Directive, sentence: Span) -> bool:
    return directive.span.start == sentence.start and directive.span.end <= sentence.end


def _without_lead_in(plan: Plan, sentence: Span) -> Span:
    """ "When listening to …, she said that parks need themes" asks that parks need themes."""
    match = _LEAD_IN[plan.language].search(sentence.quote(plan.text))
    return Span(sentence.start + match.end(), sentence.end) if match else sentence
