"""Documents called by their name in English text: "the Clean Water Act", "its Digital Strategy".

Such a name is a word for a kind of document with capitalised words before it, after it, or both.
The kind is looked for first, then the name is read outwards from it: backwards word by word,
forwards with one expression. Acts count wherever they stand; any other name only inside a sentence,
since a heading capitalises what is no name.
"""

import re
from collections.abc import Iterator

from pilotage.base import Span

from .model import Reference
from .reference_kinds import (
    ACTS,
    BOUND,
    GENERIC,
    KIND,
    KINDS,
    LOOSE,
    NO_PART,
    OFFICES,
    ONE_WORD_DO,
    OPENING,
    OWNED,
)
from .references_tail import CAPS, CITED, PERIOD, TABBED_TAIL, TAIL

_REACH = 200
"""Characters before its kind in which a name begins."""
_TAIL_REACH = 300
"""Characters after its kind in which a name ends."""
_LEAD = 40
"""Characters before a name that tell whether it stands in a sentence."""
_DATED = frozenset({"Agenda", "Declaration"})
"""Kinds to whose name the year belongs with no other word: the 2030 Agenda for …"""
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(
    r"(?:e-)?[A-Z][\w’'&/-]*|U\.S\.|[A-Z]\.|&|\([A-Z&]{2,8}\)|\([A-Z][a-z]+\)|(?:19|20)\d\d"
    r"|\d{1,3}[A-Z][\w-]*"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNT = re.compile(r"\d{1,3}")
"""Opens the name of a single document behind an article: its 100 Quays Strategy."""
_LINKS = frozenset({"of", "for", "and", "on"})
_LOOSE_LEAST = 2
"""Words, more than which a name of a loose kind must have before it."""
_DETERMINERS = frozenset({"the", "The", "its", "Its", "our", "Our", "their"})
_LIST = re.compile(r"(?:\b[Tt]he|[\d\n])\s+(?P<list>[A-Z][\w’'-]*(?:,?\s+[A-Z][\w’'-]*)*,\s+)$")
"""What stands before "and Liability Act" in a name that is itself a list, up to its "the"."""

_OF_YEAR = re.compile(
    r"(?:\s+\([A-Z&]{2,8}\))?\s+(?:of|for\s+Fiscal\s+[Yy]ears?)"
    r"\s+(?:19|20)\d\d(?:\s+and\s+(?:19|20)\d\d)?"
    r"| (?:19|20)\d\d\b(?! +[A-Z])"
)
"""The year of a law: an Act of 2018, in other countries an Act 2018."""
_BODY_AFTER = re.compile(r"\s+(?:[Aa]genc(?:y|ies)\b|[A-Z][a-z]+\s+[A-Z])|-")
"""After an act: it only tells which agencies, or what committee."""
_NAME_GOES_ON = re.compile(
    r" +(?:[A-Z][A-Za-z]|\d)|-\w"
    r"|\s+(?:Office|Council|Committee|Board|Group|Organi[sz]ation|Secretariat)\b"
    r"|\s+\([A-Z]+\)\s+[A-Z][a-z]"
)
_ANY_SUCH = re.compile(
    r"\b(?:(?:an?|each|any|every)\s+(?:[a-z-]+\s+){0,2}|(?:agency|departmental)\s+)$", re.IGNORECASE
)
_SENTENCE = re.compile(
    r"(?:\b[a-z][\w-]*|\bThe|\bIts|[’']s?|\bU\.S\.|\b(?:19|20)\d\d|,)\s+(?:[“\"'‘(])?$"
)
_OWNER = re.compile(r"(?:\b[A-Z][\w.]*[’']s?|\b[Ii]ts)\s+$")
_THE_ONE = re.compile(
    r"(?:\b(?:[Tt]he|[Ii]ts|[Tt]heir|an?)(?:\s+[a-z]+)?|[’']s?|\b(?:19|20)\d\d)\s+$"
)


def find_named(text: str, span: Span) -> Iterator[Reference]:
    """The documents called by name within ``span``, as printed, the plan's own among them."""
    for kind in KIND.finditer(text, span.start, span.end):
        if kind[0] not in KINDS or text[max(0, kind.start() - 1) : kind.start()].isalnum():
            continue
        if name := _name(text, span, kind):
            yield Reference(title=" ".join(name.quote(text).split()), number=None, span=name)


def _name(text: str, span: Span, kind: re.Match[str]) -> Span | None:
    word, end = kind[0], kind.end()
    start, words = _before(text, span.start, kind)
    form = TABBED_TAIL if text[end : end + 1] == "\t" else TAIL
    tail = form.match(text, end, min(span.end, end + _TAIL_REACH))
    if word in ACTS:
        return _act(text, Span(start, end), words, tail)
    tail_end = _tail_end(tail, word, words)
    lead = text[max(span.start, start - _LEAD) : start]
    if OFFICES & set(words) or not (tail_end or _closes(text, kind, words, lead)):
        return None
    period = PERIOD.match(text, tail_end or end, span.end)
    whole = Span(start, period.end() if period else tail_end or end)
    cited = words and CITED.match(text, whole.end, span.end)
    if not (cited or _SENTENCE.search(lead)) or (tail_end is None and _ANY_SUCH.search(lead)):
        return None
    many = word.endswith("s") or word == "Guidance"
    if not words and not many and not _THE_ONE.search(lead):
        return None
    return whole


def _before(text: str, least: int, kind: re.Match[str]) -> tuple[int, list[str]]:
    """Where the name of this kind begins, and its words before the kind."""
    least, start, tabbed = max(least, kind.start() - _REACH), kind.start(), kind.start()
    tokens = list(_TOKEN.finditer(text, least, start))
    words: list[str] = []
    spaced = text[tabbed - 1 : tabbed] != "\t"
    for n in range(len(tokens) - 1, -1, -1):
        gap = text[tokens[n].end() : start]
        previous = tokens[n - 1][0] if n else ""
        if gap.count("\n") > 1 or ("\t" in gap and spaced):
            break
        if tokens[n][0] == "and" and words and previous.endswith(","):
            listed = _listed(text, least, tokens[n].start())
            return (start, words) if listed is None else (listed, ["", *words])
        if words and _COUNT.fullmatch(tokens[n][0]) and previous in _DETERMINERS:
            return tokens[n].start(), [tokens[n][0], *words]
        if not _belongs(tokens[n][0], previous, kind[0], named=bool(words)):
            break
        start = tokens[n].start()
        words.insert(0, tokens[n][0])
    return start, words


def _belongs(word: str, previous: str, kind: str, *, named: bool) -> bool:
    """Whether the name of this kind goes back over ``word`` and perhaps further."""
    if word in _LINKS:
        two = word == "and" and previous in BOUND and kind in BOUND
        return named and _written_large(previous) and not two
    if _YEAR.fullmatch(word):
        return kind not in ACTS and (named or kind in _DATED)
    whose = word.endswith(("’s", "'s")) and kind not in ACTS and kind != "Agenda"
    return _written_large(word) and not whose and not (kind in ACTS and word in ACTS)


def _written_large(word: str) -> bool:
    return _WORD.fullmatch(word) is not None and word not in NO_PART


def _listed(text: str, least: int, at: int) -> int | None:
    """Where a name begins that is itself a list: "Response, Compensation, and Liability Act"."""
    found = _LIST.search(text, least, at)
    if found is None or KINDS & set(found["list"].replace(",", " ").split()):
        return None
    return found.start("list")


def _act(text: str, name: Span, words: list[str], tail: re.Match[str] | None) -> Span | None:
    if not words or (len(words) == 1 and words[0] in GENERIC):
        return None
    if year := _OF_YEAR.match(text, name.end):
        return Span(name.start, year.end())
    if tail and tail["link"] == "on" and name.quote(text).endswith("Directive"):
        return Span(name.start, tail.end())
    return None if _BODY_AFTER.match(text, name.end) else name


def _tail_end(tail: re.Match[str] | None, word: str, words: list[str]) -> int | None:
    """Where a name with a tail ends: "Memorandum on Open Government", "Rules of Evidence"."""
    if tail is None or ACTS & set(tail["run"].split()):
        return None
    if word in LOOSE and len(words) <= _LOOSE_LEAST:
        return None
    about = tail["link"] == "on" or " on " in tail["run"]
    if tail["link"] == "to" and (word in OPENING or not (about or words)):
        return None
    if tail["the"] and not words and not about and word != "Constitution":
        return None
    least = 1 if word == "Rules" or (words and tail["link"] == "on") else 2
    if tail["link"] == "to" and not about:
        least = 3  # National Plan to End Noise in Ports, but not Report to Parliament
    return tail.end() if len(re.findall(CAPS, tail["run"])) >= least else None


def _closes(text: str, kind: re.Match[str], words: list[str], lead: str) -> bool:
    """Whether the words before its kind are name enough."""
    word, end = kind[0], kind.end()
    telling = [w for w in words if w not in GENERIC | _LINKS and not _YEAR.fullmatch(w)]
    if word in OPENING or not telling:
        return False
    if _NAME_GOES_ON.match(text, end) and not PERIOD.match(text, end):
        return False
    if word in LOOSE:
        return len(telling) > 1 and len(words) > _LOOSE_LEAST
    return len(words) > 1 or word in ONE_WORD_DO or (word in OWNED and bool(_OWNER.search(lead)))
