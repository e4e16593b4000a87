"""Of the several names by which English text cites one document, one."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from pilotage.base import wording

from .model import Reference

_SHORT = re.compile(
    r"\s*\((?:(?:the|hereinafter|hereafter|referred\s+to\s+as),?\s+){0,3}[“\"'‘]?"
    r"(?P<short>[A-Z][^()“”\"\n]{2,60}?)[”\"'’]?\)"
)
_SAME_ENDING = 4
"""Words after the first that two names of one document must share."""
_ISSUER = re.compile(r"[A-Z]{2,6}\s+")
_LINKED = re.compile(r"(?:\b(?:of|on|for|the|to|and)\s+|\w)$")
_GOES_ON = re.compile(r"\s*(?:[-–—:,(\d]|(?:of|for|on|and)\b)")
_LETTERS = re.compile(r"[A-Z]&?[A-Z]{1,4}")
_LINKS = frozenset({"and", "of", "for", "on", "the", "in", "to"})
_MOST_ALIKE = 16
"""Names with the same initials that are compared: a plan has two or three."""
_ISSUER_OR_NONE = r"(?:[A-Z]{2,6} )?"
_BRACKETED = re.compile(r"\s+\([^()]*\)")
_YEAR = re.compile(r"(?:(?:19|20)\d\d\s+|Draft\s+)+")
_NUMBER = re.compile(
    r"(?P<number>\bM-\d\d-\d\d|Executive\s+Order\s+\d+|Circular\s+A-\d+|Proclamation\s+\d+)[,:]?\s+[“\"]?$"
)
"""Before a title: the number by which it is cited."""
_NUMBER_REACH = 40


def outermost(found: Iterable[Reference]) -> list[Reference]:
    """Without the names that are part of another's title there, in the order of the text."""
    kept: list[Reference] = []
    for reference in sorted(found, key=lambda r: (r.span.start, -r.span.end)):
        if not kept or reference.span.end > kept[-1].span.end:
            kept.append(reference)
    return kept


def one_name_each(ordered: list[Reference], text: str) -> list[Reference]:
    """The fuller name (… Act of 2018), but without its issuer or the year before it; of names that
    differ in their first word only (Presidential / Policy Directive on …) or in letters that stand
    for words (AI) the one cited first, as of two names with one number; no short form, neither one
    that ``text`` defines in brackets nor one of a law that is cited in full."""
    ordered = _one_name_a_number(ordered, text)
    keys = {wording(r.title) for r in ordered}
    shorts = {wording(m["short"]) for r in ordered if (m := _SHORT.match(text, r.span.end))}
    left = [r for r in ordered if not _is_of_issuer(r.title, keys) and not _again(r.title, keys)]
    fuller, acts = _Fuller(r.title for r in left), _Acts(r.title for r in left)
    endings: set[tuple[str, ...]] = set()
    kept = []
    for reference in _first_of_letters(left):
        title = reference.title
        ending = tuple(title.casefold().split()[1:])
        again = len(ending) >= _SAME_ENDING and ending in endings
        endings.add(ending)
        if not (again or wording(title) in shorts or fuller.has(title) or acts.shortened(title)):
            kept.append(reference)
    return kept


def _one_name_a_number(ordered: list[Reference], text: str) -> list[Reference]:
    """Of the titles given to one order or memorandum, the first."""
    known: set[str] = set()
    kept = []
    for reference in ordered:
        start = reference.span.start
        cited = _NUMBER.search(text, max(0, start - _NUMBER_REACH), start)
        number = " ".join(cited["number"].split()) if cited else None
        if number not in known:
            kept.append(reference)
        if number:
            known.add(number)
    return kept


class _Told(NamedTuple):
    """A title, and what matches it with its letters written out, if it has any."""

    title: str
    form: re.Pattern[str] | None


def _first_of_letters(left: list[Reference]) -> list[Reference]:
    """Of two names that differ in letters for words, or in the issuer's letters, the first."""
    kept: list[Reference] = []
    known: dict[str, list[_Told]] = {}
    for reference in left:
        title = _BRACKETED.sub("", reference.title)
        told = _Told(title, spelled_out(title))
        keys = _initials(title)
        if any(_same(told, other) for key in keys for other in known.get(key, ())):
            continue
        for key in keys:
            alike = known.setdefault(key, [])
            if len(alike) < _MOST_ALIKE:
                alike.append(told)
        kept.append(reference)
    return kept


def _initials(title: str) -> set[str]:
    """The letters that a title and its form with letters share, with and without an issuer's."""
    words = [word for word in title.split() if word not in _LINKS]
    parts = [w.replace("&", "") if _LETTERS.fullmatch(w) else w[:1] for w in words]
    whole = "".join(parts).casefold()
    has_issuer = len(words) >= _SAME_ENDING and _LETTERS.fullmatch(words[0])
    return {whole, whole[len(parts[0]) :]} if has_issuer else {whole}


def _same(one: _Told, other: _Told) -> bool:
    return bool(
        (one.form and one.form.fullmatch(other.title))
        or (other.form and other.form.fullmatch(one.title))
    )


def spelled_out(title: str) -> re.Pattern[str] | None:
    """What matches a title with letters in it when the letters are written out, or none."""
    words = title.split()
    if not any(_LETTERS.fullmatch(word) for word in words):
        return None
    parts = [_written(word) for word in words]
    if _LETTERS.fullmatch(words[0]) and len(words) >= _SAME_ENDING:
        return re.compile(f"{_ISSUER_OR_NONE}(?:{parts[0]} )?" + " ".join(parts[1:]))
    return re.compile(_ISSUER_OR_NONE + " ".join(parts))


def _written(word: str) -> str:
    """``AI`` as a pattern: itself, or words that begin with its letters."""
    if not _LETTERS.fullmatch(word):
        return re.escape(word)
    letters = " (?:and )?".join(rf"{letter}[\w-]*" for letter in word.replace("&", ""))
    return f"(?:{re.escape(word)}|{letters})"


def _again(title: str, keys: set[str]) -> bool:
    """Whether it is another's name with its year before it: 2017 Harbour Strategy."""
    year = _YEAR.match(title)
    return year is not None and wording(title[year.end() :]) in keys


def _is_of_issuer(title: str, keys: set[str]) -> bool:
    """Whether it is another's name with the issuer's letters before it: OMB Open Data Policy."""
    issuer = _ISSUER.match(title)
    return issuer is not None and wording(title[issuer.end() :]) in keys


class _Fuller:
    """Finds a name that holds another whole and says more of the same document."""

    def __init__(self, titles: Iterable[str]) -> None:
        folded = [title.casefold() for title in titles]
        self._forwards = sorted(folded)
        self._backwards = sorted(title[::-1] for title in folded)

    def has(self, title: str) -> bool:
        """A tail behind it ("… - A Framework"), or more before it that does not link to it."""
        key = title.casefold()
        if any(_GOES_ON.match(told, len(key)) for told in _longer(self._forwards, key)):
            return True
        before = (told[len(key) :][::-1] for told in _longer(self._backwards, key[::-1]))
        return any(not _LINKED.search(words) for words in before)


def _longer(ordered: list[str], key: str) -> Iterable[str]:
    """Those of the sorted strings that begin with ``key`` and go on."""
    at = bisect_left(ordered, key)
    while at < len(ordered) and ordered[at].startswith(key):
        if len(ordered[at]) > len(key):
            yield ordered[at]
        at += 1


class _Acts:
    """Laws cited in full, by their words and initials."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._short: set[str] = set()
        for stem, act, _ in (title.partition(" Act") for title in titles):
            words = [word for word in re.split(r"[\s,-]+", stem) if word[:1].isupper()]
            if act and len(words) > 1:
                letters = "".join(word[0] for word in words)
                self._short |= {letters, f"{letters}A", *words}

    def shortened(self, title: str) -> bool:
        """Whether the title stands for one of them: Recovery Act, CFO Act."""
        word, _, kind = title.partition(" ")
        return kind == "Act" and word in self._short
