"""Which words stand in which text: what an index keeps, and how a query asks for it."""

from .cutting import folded, singular, tokens_of
from .from_text import read_query
from .hits import excerpt, hits, matches, relevance
from .model import Atom, Piece, Query, Term
from .problems import MOST_CHARACTERS, MOST_TERMS

__all__ = [
    "MOST_CHARACTERS",
    "MOST_TERMS",
    "Atom",
    "Piece",
    "Query",
    "Term",
    "excerpt",
    "folded",
    "hits",
    "matches",
    "read_query",
    "relevance",
    "singular",
    "tokens_of",
]
