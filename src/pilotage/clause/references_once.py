"""Of the several names by which English text cites one document, one."""

import re
from bisect import bisect_left
from collections.abc import Iterable

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
_GOES_ON = re.compile(r"\s*(?:[-–:,(\d]|(?:of|for|on)\b)")


def outermost(found: Iterable[Reference]) -> list[Reference]:
    """Without the names that are part of another's title there, in the order of the text."""
    kept: list[Reference] = []
    for reference in sorted(found, key=lambda r: (r.span.start, -r.span.end)):
        if not kept or reference.span.end > kept[-1].span.end:
            kept.append(reference)
    return kept


def one_name_each(ordered: list[Reference], text: str) -> list[Reference]:
    """The fuller name (… Act of 2018), but without its issuer; of names that differ in their first
    word only (Presidential / Policy Directive on …) the one cited first; no short form, neither one
    that ``text`` defines in brackets nor one of a law that is cited in full."""
    keys = {wording(r.title) for r in ordered}
    shorts = {wording(m["short"]) for r in ordered if (m := _SHORT.match(text, r.span.end))}
    left = [r for r in ordered if not _is_of_issuer(r.title, keys)]
    fuller, acts = _Fuller(r.title for r in left), _Acts(r.title for r in left)
    endings: set[tuple[str, ...]] = set()
    kept = []
    for reference in left:
        title = reference.title
        ending = tuple(title.casefold().split()[1:])
        again = len(ending) >= _SAME_ENDING and ending in endings
        endings.add(ending)
        if not (again or wording(title) in shorts or fuller.has(title) or acts.shortened(title)):
            kept.append(reference)
    return kept


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
