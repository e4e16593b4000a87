"""What a person typed, read as a query."""

import re

from .cutting import atoms_of, phrase_of
from .model import Query, Term
from .problems import MOST_CHARACTERS, MOST_TERMS, NOTHING, TOO_LONG, TOO_SHORT

_TERM = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')


def read_query(text: str) -> Query:
    """The query that ``text`` makes: its terms are parted by spaces, or held together by quotes.

    Raises PilotageError for nothing but signs, a single Chinese character, or more than
    MOST_CHARACTERS characters or MOST_TERMS terms.
    """
    asked = " ".join(text.split())
    if len(asked) > MOST_CHARACTERS:
        raise TOO_LONG.refusal(characters=MOST_CHARACTERS, terms=MOST_TERMS)
    read = (_term(match[match.lastindex or 0]) for match in _TERM.finditer(asked))
    terms = {term.phrase: term for term in read if term.atoms}
    if not terms:
        raise NOTHING.refusal()
    if len(terms) > MOST_TERMS:
        raise TOO_LONG.refusal(characters=MOST_CHARACTERS, terms=MOST_TERMS)
    if any(len(term.atoms) == 1 and term.atoms[0].is_han for term in terms.values()):
        raise TOO_SHORT.refusal()
    return Query(text=asked, terms=tuple(terms.values()))


def _term(words: str) -> Term:
    atoms = tuple(atoms_of(words))
    return Term(text=words, atoms=atoms, phrase=tuple(phrase_of(atoms)))
