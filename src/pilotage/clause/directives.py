"""Meeting briefs give directives, never tasks: who asked for what, in the very words."""

import re
from itertools import pairwise

from pilotage.base import Language, Span
from pilotage.language import pack_for

from .measures import sentences
from .model import Directive

_ZH_SPEAKER = re.compile(
    r"(?P<who>会议|[\u4e00-\u9fff]{2,16}?)(?:还|又|再次|进一步)?"
    r"(?:指出|强调|要求|提出|决定|明确|部署)[，,：:]"
)
_ZH_DEMAND = re.compile(r"要|应|须|必须|坚持|加强|推进|抓好|落实|深化|确保|决定")
_ZH_POINTS = re.compile(r"(?:^|(?<=[。；]))[一二三四五六七八九十]+(?:是|要)")
_ZH_COMMENT = re.compile(r"记者|专家|认为|表示|教授|研究员|分析|^[“\"]")
_EN_SPEAKER = re.compile(
    r"(?P<who>(?:The )?(?:[A-Z][\w'’-]*|meeting|session|conference"
    r"|chair|chairman|mayor|convener|secretary)"
    r"(?: (?:[A-Z][\w'’-]*|of|the|and|meeting|session)){0,6}?|[Hh]e|[Ss]he)(?: also| further)?"
    r" (?:emphasi[sz]ed|stress(?:es|ed)|pointed out|requires?d?|urged|asked|called for|said"
    r"|noted)\b"
)
_EN_DEMAND = re.compile(
    r"\b(?:should|must|shall|need(?:s)? to|necessary to|requires? that|will|be promoted"
    r"|make efforts|focus(?:ing)? on)\b"
)
_PRONOUNS = ("he", "she")


def find_directives(text: str, spans: list[Span], language: Language) -> tuple[Directive, ...]:
    """The demands in the paragraphs of a brief, each with the one who made it.

    A sentence is a demand when it says what ought to be done; it is its speaker's until another
    one is named, and a new paragraph without a speaker keeps the last.
    """
    pack = pack_for(language)
    speaker_form, demand = (
        (_ZH_SPEAKER, _ZH_DEMAND) if language == "zh" else (_EN_SPEAKER, _EN_DEMAND)
    )
    found: list[Directive] = []
    speaker: str | None = None
    for span in spans:
        for sentence in _points(text, sentences(text, span, pack), language):
            words = sentence.quote(text)
            if language == "zh" and _ZH_COMMENT.search(words):
                speaker = None  # from here on the press quotes its own voices
            elif match := speaker_form.search(words):
                speaker = _named(match["who"], words, speaker)
            if speaker is not None and demand.search(words):
                found.append(Directive(speaker=speaker, text=words, span=sentence))
    return tuple(found)


def _named(who: str, words: str, before: str | None) -> str | None:
    """Who speaks: a pronoun is the one before; a name cut out of "…March and" is the meeting."""
    if who.lower() in _PRONOUNS:
        return before or who
    if who.lower().endswith((" and", " of", " the")):
        return "The meeting" if "meeting" in words.lower() else before
    return who


def _points(text: str, found: list[Span], language: Language) -> list[Span]:
    """Sentences, those that count 一要…；二要… cut at the numbers."""
    if language != "zh":
        return found
    points: list[Span] = []
    for span in found:
        starts = [m.start() for m in _ZH_POINTS.finditer(text, span.start, span.end)]
        borders = [span.start, *(s for s in starts if s > span.start), span.end]
        points.extend(Span(a, b).strip(text) for a, b in pairwise(borders) if b > a)
    return points
