"""Who is told to do it, in plans whose only responsibility notes are their sentences."""

import re
from collections.abc import Iterator

from pilotage.base import Language, Span

from . import unit_lists_zh
from .model import Mention, Role

_ZH_LED = re.compile(
    r"由(?P<lead>[^，。；：:]{2,40}?)(?:负责)?牵头"
    r"(?:[，,]?(?:会同|组织|联合|配合)(?P<rest>[^，。；：:]{2,60}?)(?=对|开展|进行|研究|负责|制定|共同|[，。；]))?"
)
_CAPS = r"(?:U\.S\.|[A-Z][\w’'&-]*)"
_LINK = r"(?:of|for|on|and|the|at|to|in)"
_NAME = rf"{_CAPS}(?:\s+(?:{_LINK}\s+){{0,2}}{_CAPS}){{0,9}}"
_HEAD = re.compile(
    r"\b(?:Department|Agency|Administration|Office|Council|Commission|Committee|Bureau|Ministry|Board"
    r"|White House|Center|Centre|Service|Institute|Corps|Archives|Directorate|Customs"
    r"|Authority|Survey)\b"
)
_EN_AGENT = re.compile(
    rf"(?P<name>{_NAME})(?:\s+\([A-Z]{{2,8}}\))?"
    r"(?P<lead>,\s+as\s+(?:the\s+)?lead\s+(?:agency|department)\b[^,;]{0,60},)?"
    r"\s+(?:will|shall|must|is\s+responsible\s+for)\b"
)
_EN_LED = re.compile(rf"\b[Ll]ed\s+by\s+(?:the\s+)?(?P<name>{_NAME})(?=[\s,.;)])")
_EN_WITH = re.compile(
    r"\bin\s+(?:coordination|collaboration|consultation|partnership|cooperation)\s+with\s+(?:the\s+)?"
    rf"(?P<name>{_NAME}(?:,\s+(?:and\s+)?(?:the\s+)?{_NAME})*)"
)
_PARTING = re.compile(r",?\s+and\s+(?:the|The)\s+|,\s+(?:and\s+)?(?:the\s+)?")
_ARTICLE = re.compile(r"(?:The|A|An|Each|This|Other)\s+")


def find_agents(text: str, heading: Span, spans: list[Span], language: Language) -> list[Mention]:
    """The units that the sentences in ``spans``, or the heading, name as doing the thing.

    Chinese: 由A牵头，会同B; a unit as the heading of what it is to do. English: "X will", "
    ""led by X",
    "in coordination with Y", where X is named like an office. Each (name, role) once, in order.
    """
    found = _zh(text, heading, spans) if language == "zh" else _en(text, spans)
    unique: dict[tuple[str, Role], Mention] = {}
    for mention in found:
        unique.setdefault((" ".join(mention.name.split()), mention.role), mention)
    return list(unique.values())


def _zh(text: str, heading: Span, spans: list[Span]) -> Iterator[Mention]:
    if text[heading.end : heading.end + 1] in ("：", ":"):
        names = unit_lists_zh.split_units(text, heading)
        if names and unit_lists_zh.is_office(names[0].quote(text)):
            yield from _all(text, names, Role.RESPONSIBLE)
    for span in spans:
        for match in _ZH_LED.finditer(text, span.start, span.end):
            for group, role in (("lead", Role.LEAD), ("rest", Role.SUPPORT)):
                if match[group]:
                    names = unit_lists_zh.split_units(text, Span(*match.span(group)))
                    offices = [n for n in names if unit_lists_zh.is_office(n.quote(text))]
                    yield from _all(text, offices, role)


def _en(text: str, spans: list[Span]) -> Iterator[Mention]:
    for span in spans:
        for pattern, role in (
            (_EN_AGENT, Role.RESPONSIBLE),
            (_EN_LED, Role.LEAD),
            (_EN_WITH, Role.SUPPORT),
        ):
            for match in pattern.finditer(text, span.start, span.end):
                lead = "lead" in pattern.groupindex and match["lead"]
                names = (_bare(text, n) for n in _parted(text, Span(*match.span("name"))))
                offices = [n for n in names if _is_office(n.quote(text))]
                yield from _all(text, offices, Role.LEAD if lead else role)


def _parted(text: str, span: Span) -> list[Span]:
    """``A and the B``, ``A, the B``: inside one name, "and" has no article after it."""
    borders = [m.span() for m in _PARTING.finditer(text, span.start, span.end)]
    starts = [span.start, *(end for _, end in borders)]
    ends = [*(start for start, _ in borders), span.end]
    return [Span(a, b).strip(text) for a, b in zip(starts, ends, strict=True) if b > a]


def _is_office(name: str) -> bool:
    """Named like an office; "the Administration" alone is the government, not a unit of it."""
    return bool(_HEAD.search(name)) and len(name.split()) >= 2


def _bare(text: str, span: Span) -> Span:
    match = _ARTICLE.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match else span


def _all(text: str, names: list[Span], role: Role) -> Iterator[Mention]:
    return (Mention(name=name.quote(text), span=name, role=role) for name in names)
