"""From plans to links: every lower document against all upper ones of its language."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pilotage.base import Diagnostic, Language
from pilotage.plan import Plan

from .citation import NO_CITATIONS, Cited, by_citation, citations, replaces
from .from_plan import from_plan
from .library import Compared, Library
from .model import Basis, Link, Provision, Trace
from .problems import NOTHING_TO_TRACE, OTHER_LANGUAGE
from .relation import is_edition, relation_of
from .shared import shared_words
from .standing import Row, Typical, standings

_HALF, _STEP = 12.0, 1.2
"""The standing at which a link is as likely as not, and the step that makes it 2.7 times as likely:
fitted once over labelled pairs of both languages (docs/explanation/trace.md)."""
_BY_CLAUSE = 0.25
_TYPICAL: dict[Language, tuple[Typical, Typical]] = {
    "zh": (Typical(0.55, 0.17), Typical(0.28, 0.58)),
    "en": (Typical(0.79, 0.31), Typical(0.6, 1.7)),
}
"""Likeness and clause likeness between items that have nothing to do with one another, of the usual
length. Longer ones are more alike, in any two documents, and shorter ones less."""
_USUAL_SIZE: dict[Language, float] = {"zh": 7.0, "en": 9.0}
"""The usual length of an item, as weighed."""
_LISTED = 4
_LEAST = 0.001


def trace(uppers: Sequence[Plan], lowers: Sequence[Plan]) -> Trace:
    """The links between the provisions of ``lowers`` and those of ``uppers``.

    The same plans give the same links, whatever other lower documents are traced in the same run.
    A document without provisions, or in another language than all those it is compared with, is
    told of in ``problems``.
    """
    above = [(plan, from_plan(plan)) for plan in uppers]
    below = [(plan, from_plan(plan)) for plan in lowers]
    libraries = _libraries([one for _, provisions in above for one in provisions])
    links: list[Link] = []
    for plan, provisions in below:
        if library := libraries.get(plan.language):
            cited = citations(plan, uppers)
            links += find_links(library, provisions, cited=cited, text=plan.text)
    return Trace(
        uppers=tuple(one for _, provisions in above for one in provisions),
        lowers=tuple(one for _, provisions in below for one in provisions),
        links=tuple(links),
        problems=tuple(_problems(above, below)),
    )


def find_links(
    library: Library,
    lowers: Sequence[Provision],
    *,
    cited: Cited = NO_CITATIONS,
    text: str = "",
) -> list[Link]:
    """The links of one lower document's provisions, in their order, the strongest first.

    Asserted ones, and candidates: the four best of each item while they are worth a look. ``text``
    is the document's, in which ``cited`` has the places that cite upper documents.
    """
    compared = library.compare(lowers)
    scale = math.sqrt(compared.size / _USUAL_SIZE[library.language])
    typical, by_clause = (one.scaled(scale) for one in _TYPICAL[library.language])
    whole = standings(compared.rows, typical)
    parts = standings(compared.by_clause, by_clause)
    links: list[Link] = []
    for lower, one, other in zip(lowers, whole, parts, strict=True):
        row = {
            place: value
            + _BY_CLAUSE * other[place]
            + by_citation(lower, library.provisions[place], cited, text)
            for place, value in one.items()
        }
        links += _links(library, compared, lower, row, cited, text)
    return links


def _links(
    library: Library, compared: Compared, lower: Provision, row: Row, cited: Cited, text: str
) -> list[Link]:
    ranked = sorted(row.items(), key=lambda item: (-item[1], item[0]))
    found: list[Link] = []
    for rank, (place, standing) in enumerate(ranked):
        strength = _strength(standing)
        upper = library.provisions[place]
        if strength < 0.5 and (rank >= _LISTED or strength < _LEAST):
            break
        words = shared_words(upper, lower, compared.weights)
        if not words:
            continue
        quoted = by_citation(lower, upper, cited, text) > 0
        found.append(
            Link(
                upper=upper,
                lower=lower,
                relation=relation_of(
                    upper,
                    lower,
                    compared.weights,
                    edition=_edition(upper.title, lower.title),
                    replaced=replaces(cited, upper.document, (text,)),
                ),
                strength=strength,
                basis=Basis.CITATION if quoted else Basis.LIKENESS,
                shared=words,
            )
        )
    return found


_edition = lru_cache(maxsize=1024)(is_edition)


def _strength(standing: float) -> float:
    return round(1 / (1 + math.exp(-max(-40.0, min(40.0, (standing - _HALF) / _STEP)))), 4)


def _libraries(provisions: Iterable[Provision]) -> dict[Language, Library]:
    by_language: dict[Language, list[Provision]] = {}
    for provision in provisions:
        by_language.setdefault(provision.language, []).append(provision)
    return {language: Library(held, language) for language, held in by_language.items()}


def _problems(
    above: Sequence[tuple[Plan, tuple[Provision, ...]]],
    below: Sequence[tuple[Plan, tuple[Provision, ...]]],
) -> Iterable[Diagnostic]:
    for plan, provisions in (*above, *below):
        if not provisions:
            yield NOTHING_TO_TRACE.at(None, document=plan.source.name)
    for lower, _ in below:
        for upper, _ in above:
            if lower.language != upper.language:
                names = {"lower": lower.source.name, "upper": upper.source.name}
                yield OTHER_LANGUAGE.at(None, **names)
