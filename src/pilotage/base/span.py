"""A place in a document."""

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range ``[start, end)`` of characters of a document's canonical text."""

    start: int
    end: int

    def quote(self, text: str) -> str:
        """The characters of ``text`` that this span covers."""
        return text[self.start : self.end]

    def shifted(self, offset: int) -> "Span":
        """The same range, ``offset`` characters further on."""
        return Span(self.start + offset, self.end + offset)

    def covers(self, other: "Span") -> bool:
        """Whether ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def strip(self, text: str) -> "Span":
        """This range without the white space at its two ends."""
        part = text[self.start : self.end]
        lead = len(part) - len(part.lstrip())
        return Span(self.start + lead, max(self.start + lead, self.start + len(part.rstrip())))
