"""What is looked for, and where it stands."""

from dataclasses import dataclass
from typing import NamedTuple

from pilotage.base import Span


class Atom(NamedTuple):
    """The smallest thing that is compared: one Chinese character, or one word or figure.

    ``joined`` is true for a Chinese character that follows another with nothing in between.
    """

    value: str
    span: Span
    is_han: bool
    joined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words that have to stand one after another, with nothing but signs in between.

    ``phrase`` is the same as tokens of the index, in their order.
    """

    text: str
    atoms: tuple[Atom, ...]
    phrase: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a person looks for: all of ``terms``, each anywhere."""

    text: str
    terms: tuple[Term, ...]


class Piece(NamedTuple):
    """A stretch of an excerpt, and whether it is what was looked for."""

    text: str
    hit: bool
