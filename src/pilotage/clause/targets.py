"""Targets: figures to be reached; not subsidies, thresholds, past figures or names with digits."""

import re
from collections.abc import Iterator
from datetime import date

from pilotage.base import Language, Span

from .model import Comparison, Target

_NUMBER = r"[0-9０-９][0-9０-９,]*(?:[.．][0-9０-９]+)?"
_ZH_PART = r"(?:[^，。；、：:！？\n（）()]|[（(][^（）()，。；0-9]{1,12}[）)])"
_DIGIT = re.compile(r"\d")
_ZH_SEGMENT = re.compile(rf"{_ZH_PART}++(?:、{_ZH_PART}*?[0-9０-９%％]{_ZH_PART}*)*")
_ZH_FIGURE = re.compile(
    rf"(?P<n>{_NUMBER})\s*(?:[—\-－~～至]\s*{_NUMBER}\s*)?(?P<u>%|％|个百分点|个?工作日|个月|[万亿]?(?:亿)?(?:元|美元|吨|千瓦|平方米|平方公里|公里|亩|人次|人|户|家|个|件|项|所|座|台|套"
    r"|条|种|名|辆|款|场|次|处|盏|棵|株|艘|架|栋|幢|间|根|期|只|支|班|倍|天|小时|分钟|周|年|标箱|TEU|张|部|门|篇|批|类|片|米|公顷|册|课时|以上|左右|以内|P|M|兆|Mbps)?)"
)
_ZH_BOUND = re.compile(
    r"[天时日月]内|达到|达|超过|超|突破|不低于|不少于|不高于|不超过|以上|以内|以下|左右|压缩[至到]|压减[至到]|缩短[至到]|控制在|提高到?|提升[至到]?|增长|增加|下降|降低|减少"
    r"|新增|培育|建成|建设|打造|引进|引育|实现|形成|完成|推广|开展|组织|制定|覆盖|力争|每年|不少|过[千百万]|培训|研制|开发|推动|支持|认定|遴选|发布|举办|全年"
    r"|开通|新设|新开|新建|改造|开工|竣工|投产|增设|组建|创建|招引|孵化|盘活|落地|签约"
    r"|更换|布设|安装|购置|新购|种植|栽植|铺设|敷设|整治|修复|疏浚|拆除|清理|新植|开办|排查|解决|上线|接入|配备|入驻|认证"
)
_ZH_NOT = re.compile(
    r"最高|给予|奖励|补助|补贴|资助|奖补|扶持|按照?.{0,12}(?:比例|标准)|一次性|贴息|额度|注册资本|投资额|实际投资|年纳税|以来|已(?:经)?(?:达|建|完|累)"
    r"|同比|上年|去年|截至|共有|现有|目前"
)
_ZH_TO = re.compile(r"(?:由|从).{1,24}[高升大加长少缩减低降短](?:到|至)")
_ZH_COUNT_END = re.compile(r"[0-9]+(?:个|家|项|所|座|台|套|条|名|人|处|万|件|种)(?:以上|左右)?$")
_ZH_GRANT = re.compile("补贴|补助|奖励|资助|奖补|给予|贴息|扶持资金")
_ZH_CONDITION = re.compile(
    r"(?:以上|以内|以下|超过[^，。]*|达到[^，。]*|不少于[^，。]*|不低于[^，。]*)的$"
)
_ZH_NAMES = re.compile(
    r"第[0-9]+[条届批项]|前[0-9]+名|[0-9]+(?:G|号|米波|×|年|月|日|时)|[A-Za-z]+[0-9.]+|20[0-9]{2}(?![0-9]*\s*[亿万家个项条名所座台套人户件亩吨元公平千辆场处种张])"
)
_EN_WORDS = {
    word: n
    for n, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"), 2
    )
}
_EN_FIGURE = re.compile(
    rf"(?P<n>\$?{_NUMBER}|(?i:{'|'.join(_EN_WORDS)})\b)[\s-]*(?P<u>%|percent(?:age points?)?"
    rf"|per cent|million|billion"
    rf"|thousand|MW|GW|kW|tons?|tonnes?|[a-z][a-z–-]+)?"
)
_EN_WORD = re.compile(rf"(?i)\b(?=[tfsne])(?:{'|'.join(_EN_WORDS)})\b")
_EN_ACT = (
    "open|start|train|build|add|launch|establish|introduce|attract|create|complete|hold|bring|cut|raise|lift"
    "|reduce|shorten|increase|expand|recruit|hire|reach|achieve|attain|exceed|publish|release"
    "|set up|host|deliver|plant|install|put|move|grow|replace|renew|repair|refurbish|upgrade"
    "|retrofit|insulate|convert|restore|remove|double|halve|cover|serve|reopen|resurface|lower|save|provide|paint|inspect"
    "|survey|screen|certify|answer|resolve|process"
)
_EN_BOUND = re.compile(
    r"(?i)\b(?:at least|no (?:less|fewer|more) than|more than|up to|within|each year"
    r"|per (?:year|quarter|month)|annually"
    r"|of (?:all|total|departmental)|compliance|minimum of|maximum of|by|to|reaches|of them"
    rf"|{_EN_ACT})\b"
)
_EN_DUTY = re.compile(
    rf"(?i)\b(?:will|shall|must|should|goal|target|aims? to|by 20\d\d|reaches"
    rf"|(?:rises|grows|falls|drops)\s+(?:from\s[^,;.]{{1,24}}\s)?to)\b"
    rf"|^\W*(?:By\s[^,]{{3,40}},\s*)?(?:and\s+)?(?:{_EN_ACT})\b"
)
_EN_TO = re.compile(
    r"(?i)\bfrom\s+[^,;.]{0,12}\d[\d,.]*\s?(?:%|per ?cent)?(?:\s[a-z]+){0,2}?\s+(?=to\s+\D?\d)"
)
_EN_NO_FIGURE = re.compile(
    r"\b(?:19|20)\d{2}\b|\n\s*\d{1,3}\s*\n|\d+[-–]step|[a-z]-\d+|\b\d{1,2}\s+(?:January|February|March|April|May|June"
    r"|July|August|September|October|November|December)\b|\b(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\s+\d{1,2}\b|\d{1,2}/\d{1,2}/\d{4}|\b(?:two|three"
    r"|four)[- ](?:step|way|year|stage)\b"
)
"""Years, page numbers, dates, and numbers inside a name are no figures to be reached."""
_EN_TIME = frozenset(
    "day|days|week|weeks|month|months|year|years|of|to|and|or|in|on|at|by".split("|")  # noqa: SIM905
)
_EN_SENTENCE = re.compile(r"[^.;\n]+(?:\.\d+[^.;\n]*|\n(?!\s*(?:\n|[-•*–]\s))[^.;\n]+)*")
_EN_BULLET = re.compile(r"\s*[-•*–]\s+")
_EN_NOT = re.compile(
    r"(?i)\b(?:since|has|have|had|was|were|received)\b|Executive Order|Public Law|Section"
    r"|Title|Circular|page"
)


def find_targets(
    text: str,
    spans: list[Span],
    language: Language,
    by: date | None,
    column: Span | None = None,
) -> tuple[Target, ...]:
    """The targets within ``spans``; ``by`` is the date of the item's limit, theirs by default. In
    a ``column`` of targets a figure is one without a word that says so (整改率100%)."""
    if language == "zh":
        return tuple(t for span in spans for t in _zh(text, span, by, span == column))
    return tuple(t for span in spans for t in _en(text, span, by))


def _zh(text: str, span: Span, by: date | None, stated: bool) -> list[Target]:
    found: list[Target] = []
    for match in _zh_segments(text, span):
        words = match[0]
        figure = _figure(words)
        if figure is None or _ZH_NOT.search(words):
            continue
        if not (stated or _ZH_BOUND.search(words) or _continues(text, match, found)):
            continue
        if _ZH_CONDITION.search(words) or (_is_money(figure) and _in_grant(text, match, span)):
            continue
        at = Span(*match.span()).strip(text)
        found.append(_target(text, at, figure, by))
    return found


def _zh_segments(text: str, span: Span) -> Iterator[re.Match[str]]:
    """The parts of sentences that hold a digit. No part goes past a comma or a full stop, so the
    text between two digits is passed over by looking for these alone."""
    at = span.start
    while digit := _DIGIT.search(text, at, span.end):
        here = digit.start()
        since = max(text.rfind("，", at, here), text.rfind("。", at, here), at - 1) + 1
        parts = _ZH_SEGMENT.finditer(text, since, span.end)
        match = next(part for part in parts if part.end() > here)
        yield match
        at = match.end()


def _continues(text: str, segment: re.Match[str], found: list[Target]) -> bool:
    """Whether a segment that ends in a count goes on with a list of targets (…20个，供应商15个)."""
    last = found[-1].span if found else None
    if not last or not _ZH_COUNT_END.search(segment[0]):
        return False
    between = text[last.end : segment.start()]
    return "。" not in between and len(between) <= 2


def _is_money(figure: re.Match[str]) -> bool:
    return "元" in figure["u"]


def _in_grant(text: str, segment: re.Match[str], span: Span) -> bool:
    """Whether the sentence around the segment speaks of money handed out."""
    start = max(text.rfind("。", span.start, segment.start()), span.start)
    end = text.find("。", segment.end(), span.end)
    return bool(_ZH_GRANT.search(text, start, end if end > 0 else span.end))


def _figure(words: str) -> re.Match[str] | None:
    """The figure to be reached: of 由62%提高到85% the second."""
    plain = _ZH_NAMES.sub(lambda m: "＿" * len(m[0]), words)
    to = _ZH_TO.search(plain)
    for figure in _ZH_FIGURE.finditer(plain, to.end() if to else 0):
        if figure["u"]:
            return figure
    return None


def _target(text: str, at: Span, figure: re.Match[str], by: date | None) -> Target:
    words = at.quote(text)
    return Target(
        text=words,
        span=at,
        quantity=_value(figure["n"]),
        unit=(figure["u"] or "").replace("％", "%") or None,
        comparison=_comparison(words),
        by=by,
    )


def _value(number: str) -> float | None:
    """A figure in either width, or an English number word."""
    if number.lower() in _EN_WORDS:
        return float(_EN_WORDS[number.lower()])
    plain = (
        number.translate(str.maketrans("０１２３４５６７８９．", "0123456789."))
        .replace(",", "")
        .strip("$")
    )
    try:
        return float(plain)
    except ValueError:
        return None


_AT_MOST = re.compile(
    r"不[得能应宜可]?(?:高于|超过?|多于|大于|突破)"
    r"|(?i:no (?:more|higher|greater|later) than|not (?:to )?exceed)"
)
"""Said with the words for more (超过, more than), which alone say the opposite."""


def _comparison(words: str) -> Comparison:
    if _AT_MOST.search(words):
        return "<="
    if re.search(
        r"不低于|不少于|至少|[高升大加长](?:到|至)|以上|超过|超|突破|过[千百万]"
        r"|at least|no (?:less|fewer)|more than"
        r"|over|exceed|minimum",
        words,
    ):
        return ">="
    if re.search(r"以内|以下|压缩|压减|控制在|缩短|up to|within|maximum", words):
        return "<="
    if re.search(r"增长|增加|提高|提升|新增|increase", words):
        return "+"
    if re.search(r"下降|降低|减少|reduc", words):
        return "-"
    return "="


def _en(text: str, span: Span, by: date | None) -> list[Target]:
    """Figures near a verb of doing, in sentences that tell someone to do it."""
    found: list[Target] = []
    if not _has_figure(text, span):
        return found
    for match in _EN_SENTENCE.finditer(text, span.start, span.end):
        words = match[0]
        if not _has_figure(text, Span(*match.span())):
            continue
        if _EN_NOT.search(words) or not _EN_DUTY.search(words):
            continue
        plain = _EN_NO_FIGURE.sub(lambda m: "_" * len(m[0]), words)
        to = _EN_TO.search(plain)
        for figure in _EN_FIGURE.finditer(plain, to.end() if to else 0):
            near = plain[max(0, figure.start() - 50) : figure.end() + 30]
            unit = (figure["u"] or "").lower()
            if (unit or to) and unit not in _EN_TIME and _EN_BOUND.search(near):
                found.append(_target(text, _around(text, match, figure), figure, by))
                break
    return found


def _has_figure(text: str, span: Span) -> bool:
    return bool(
        _DIGIT.search(text, span.start, span.end) or _EN_WORD.search(text, span.start, span.end)
    )


def _around(text: str, sentence: re.Match[str], figure: re.Match[str]) -> Span:
    """The part of the sentence between commas that holds the figure."""
    at = sentence.start() + figure.start()
    start = max(text.rfind(", ", sentence.start(), at) + 1, sentence.start())
    if bullet := _EN_BULLET.match(text, start, at):
        start = bullet.end()
    end = text.find(", ", sentence.start() + figure.end(), sentence.end())
    return Span(start, end if end > 0 else sentence.end()).strip(text)
