"""Where in a text the words stand that were looked for, and how an excerpt shows them."""

from collections.abc import Iterator, Sequence

from pilotage.base import Span

from .cutting import atoms_of, tokens_of
from .model import Atom, Piece, Query, Term

USUAL_LENGTH = 60
"""Characters of a usual clause, for ``relevance``."""


def matches(text: str, query: Query) -> bool:
    """Whether every term of ``query`` stands in ``text``: what an index has to agree with."""
    return all(_found(text, query))


def hits(text: str, query: Query) -> list[Span]:
    """The places of the terms in ``text``, in order; those that touch or overlap made one."""
    joined: list[Span] = []
    for span in sorted(span for spans in _found(text, query) for span in spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def relevance(text: str, query: Query) -> float:
    """How much of a short text is about the query: more hits count more, a long text less.

    The part of BM25 that looks at one text (Robertson and Zaragoza 2009, with the usual k = 1.2
    and b = 0.75); every result has every term, so how rare a term is orders nothing.
    """
    length = 1.2 * (0.25 + 0.75 * len(text) / USUAL_LENGTH)
    line = f" {' '.join(tokens_of(text))} "
    counts = (line.count(f" {' '.join(term.phrase)} ") for term in query.terms)
    return sum(count / (count + length) for count in counts)


def excerpt(text: str, query: Query, length: int) -> list[Piece]:
    """About ``length`` characters of ``text`` around its first hits, with … where it is cut."""
    places = hits(text, query)
    window = _window(text, places, length)
    pieces = [Piece("…", False)] if window.start else []
    at = window.start
    for span in places:
        if not window.covers(span):
            continue
        pieces += [Piece(text[at : span.start], False), Piece(span.quote(text), True)]
        at = span.end
    pieces.append(Piece(text[at : window.end], False))
    if window.end < len(text):
        pieces.append(Piece("…", False))
    return [piece for piece in pieces if piece.text]


def _window(text: str, places: Sequence[Span], length: int) -> Span:
    """The stretch that an excerpt shows: from a little before the first hit on."""
    if len(text) <= length:
        return Span(0, len(text))
    first = places[0] if places else Span(0, 0)
    start = max(0, min(first.start - length // 4, len(text) - length))
    start = _after_a_break(text, start, first.start)
    end = max(first.end, start + length)
    if " " in text[end - 20 : end] and end < len(text):
        end = max(first.end, text.rfind(" ", 0, end))
    return Span(start, min(end, len(text)))


def _after_a_break(text: str, start: int, before: int) -> int:
    """``start`` moved on to where a word or sentence begins, when one does before the hit."""
    if start == 0:
        return 0
    breaks = (text.find(sign, start - 1, before) for sign in "。；，;, \n")
    return min((at + 1 for at in breaks if at >= 0), default=start)


def _found(text: str, query: Query) -> Iterator[list[Span]]:
    """The places of each term."""
    atoms = atoms_of(text)
    return (list(_places(atoms, term)) for term in query.terms)


def _places(atoms: Sequence[Atom], term: Term) -> Iterator[Span]:
    first, size = term.atoms[0], len(term.atoms)
    for at in range(len(atoms) - size + 1):
        if atoms[at].value == first.value and _stands(atoms, at, term.atoms):
            yield Span(atoms[at].span.start, atoms[at + size - 1].span.end)


def _stands(atoms: Sequence[Atom], at: int, wanted: Sequence[Atom]) -> bool:
    """Whether the atoms from ``at`` on are those wanted, joined where those are joined."""
    return all(
        atoms[at + place].value == atom.value
        and (place == 0 or atoms[at + place].joined == atom.joined)
        for place, atom in enumerate(wanted)
    )
