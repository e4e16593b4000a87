"""Why two provisions are linked: the longest and rarest words that both hold, with their places."""

import re
from collections import defaultdict
from collections.abc import Iterator

from pilotage.base import Span

from .model import Provision, Shared
from .terms import folded, placed_terms, terms
from .weight import Weights

_SHOWN = 4
_PLACES_TRIED = 6
_PARTICLES = frozenset("的等和与及或于在对为将并各要")
_IN_A_RUN = re.compile(r"[^\W_]| ")


def shared_words(upper: Provision, lower: Provision, weights: Weights) -> tuple[Shared, ...]:
    """The words that weigh most, at most four, heaviest first, as the lower provision writes them.

    A word of a note that names units is not among them: that both name an office says little.
    """
    best: dict[str, tuple[float, Span, Span]] = {}
    for mine, theirs in _runs(upper, lower):
        words = mine.quote(lower.text)
        weight = sum(weights[term] for term in set(terms(words)))
        if words not in best:
            best[words] = (weight, mine, theirs)
    shown: list[Shared] = []
    for words, (_, mine, theirs) in sorted(best.items(), key=lambda x: (-x[1][0], x[1][1])):
        if len(shown) < _SHOWN and not any(words in one.words for one in shown):
            above, below = theirs.shifted(upper.span.start), mine.shifted(lower.span.start)
            shown.append(Shared(words=words, upper=above, lower=below))
    return tuple(shown)


def _runs(upper: Provision, lower: Provision) -> Iterator[tuple[Span, Span]]:
    """Stretches of the lower text that stand in the upper one, none within another."""
    above, below = folded(upper.text), folded(lower.text)
    places: dict[str, list[Span]] = defaultdict(list)
    for term, span in _said(upper):
        if len(places[term]) < _PLACES_TRIED:
            places[term].append(span)
    done = 0
    for term, span in _said(lower):
        if term in places and span.start >= done:
            pairs = [_extended(span, below, there, above) for there in places[term]]
            mine, theirs = max(pairs, key=lambda pair: pair[0].end)
            done = mine.end
            yield _trimmed(mine, theirs, below)


def _said(provision: Provision) -> Iterator[tuple[str, Span]]:
    """The terms of what is compared, with their places in the provision's text."""
    start = 0
    for told in provision.body:
        found = provision.text.find(told, start)
        if found < 0:
            continue
        start = found + len(told)
        for term, span in placed_terms(told):
            yield term, span.shifted(found)


def _trimmed(mine: Span, theirs: Span, below: str) -> tuple[Span, Span]:
    """Both places without a Chinese particle at either end, while two characters stay."""
    while mine.end - mine.start > 2 and below[mine.start] in _PARTICLES:
        mine, theirs = Span(mine.start + 1, mine.end), Span(theirs.start + 1, theirs.end)
    while mine.end - mine.start > 2 and below[mine.end - 1] in _PARTICLES:
        mine, theirs = Span(mine.start, mine.end - 1), Span(theirs.start, theirs.end - 1)
    return mine, theirs


def _extended(mine: Span, below: str, theirs: Span, above: str) -> tuple[Span, Span]:
    """The same two places, as far to the right as the words go on alike."""
    if mine.quote(below) != theirs.quote(above):
        return mine, theirs
    more = 0
    while (
        mine.end + more < len(below)
        and theirs.end + more < len(above)
        and below[mine.end + more] == above[theirs.end + more]
        and _IN_A_RUN.match(below[mine.end + more])
    ):
        more += 1
    more = _whole_words(below, mine.end, more) and _whole_words(above, theirs.end, more)
    return Span(mine.start, mine.end + more), Span(theirs.start, theirs.end + more)


def _whole_words(text: str, end: int, more: int) -> int:
    """``more`` without a part of a word, or a space, at its end."""
    while more and (
        text[end + more - 1] == " "
        or (_latin(text[end + more - 1]) and end + more < len(text) and _latin(text[end + more]))
    ):
        more -= 1
    return more


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
