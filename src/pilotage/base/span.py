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
        start, end = self
        if start < end and not text[start].isspace() and not text[end - 1].isspace():
            return self  # as nearly all are
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(start, max(start, end))
