"""What a language supplies to the rooms that read documents: forms and words, no procedure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from pilotage.base import Language


class Marker(NamedTuple):
    """A printed number at the start of an item.

    ``rank`` orders the forms, outermost lowest; ``value`` is what the number counts (None when it
    cannot be told); ``text`` is the number as printed.
    """

    rank: int
    value: int | None
    text: str
    end: int


class SectionKind(StrEnum):
    """What a section is for, told by its heading."""

    MEASURES = "measures"
    ASIDE = "aside"
    SAFEGUARD = "safeguard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One language. All patterns work on the canonical text with ``pos`` and ``endpos``."""

    code: Language
    marker: re.Pattern[str]
    """At the start of a block: the printed number, one named group a form (see ``ranks``)."""
    ranks: dict[str, int]
    inline_marker: re.Pattern[str] | None
    """The same forms in running text, for documents that lost their line breaks."""
    section_aside: re.Pattern[str]
    section_safeguard: re.Pattern[str]
    sentence_end: re.Pattern[str]
    heading_end: re.Pattern[str]
    heading_length: int
    """The longest first sentence that still is a heading."""
    title_word: re.Pattern[str]
    """A title names a kind of document."""
    addressee: re.Pattern[str]
    cover: re.Pattern[str]
    signature_date: re.Pattern[str]
    number: re.Pattern[str]
    """The number of a document (文号)."""
    issuer: re.Pattern[str]
    imprint: re.Pattern[str]
    """The line at the foot that says which office printed the document, and when."""
    closing: re.Pattern[str]
    """Lines after the last item: copies sent, printing, publication remarks, lists of annexes."""
    columns: tuple[tuple[str, re.Pattern[str]], ...]
    """What the heads of a table say of its columns; the first pattern that fits names the column:
    ``number``, ``task``, ``lead``, ``support``, ``responsible``, ``limit``, ``target``."""
    brief: re.Pattern[str]
    """Turns of phrase by which a meeting brief is known."""
