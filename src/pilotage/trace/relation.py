"""How a lower provision stands to the upper one it answers."""

import re
from collections.abc import Iterable

from .likeness import counted
from .model import Provision, Relation
from .terms import terms
from .weight import Weights

_SAME = 0.8
_PART = 0.085
"""The lower item takes up less than this share of what the upper one says: one clause of it."""
_SAME_TITLE = 0.85
_OF_AN_EDITION = re.compile(
    r"(?i)\b(?:first|second|third|fourth|fifth|sixth|edition|revised|updated|draft)\b|第.版|修订|试行"
)
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”")
_FEWEST_TITLE_TERMS = 6


def relation_of(
    upper: Provision, lower: Provision, weights: Weights, *, edition: bool, replaced: bool
) -> Relation:
    """Repeats when each holds nearly all of the other; extends or replaces between editions.

    Else narrows, when the lower item takes up a small part of the upper one, or implements.
    """
    above, below = counted(upper).keys(), counted(lower).keys()
    both = _weight(above & below, weights)
    of_upper = both / max(_weight(above, weights), 1e-9)
    of_lower = both / max(_weight(below, weights), 1e-9)
    if min(of_upper, of_lower) >= _SAME:
        return Relation.REPEATS
    if replaced:
        return Relation.REPLACES
    if edition:
        return Relation.EXTENDS
    return Relation.NARROWS if of_upper < _PART else Relation.IMPLEMENTS


def is_edition(upper: str, lower: str) -> bool:
    """Whether the two titles name the same document: one holds nearly all the words of the other.

    A province and a city that give plans the same name differ in their place names. A title that
    quotes the other ("Plan for carrying out the “Opinions …”") is another document's.
    """
    above, below = (
        set(terms(_OF_AN_EDITION.sub(" ", _QUOTED.sub(" ", title)))) for title in (upper, lower)
    )
    fewer = min(len(above), len(below))
    return fewer >= _FEWEST_TITLE_TERMS and len(above & below) / fewer >= _SAME_TITLE


def _weight(held: Iterable[str], weights: Weights) -> float:
    return sum(weights[term] for term in sorted(held))
