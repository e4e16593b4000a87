"""A printed page as its file describes it: signs at places, ruled lines, and no more."""

from dataclasses import dataclass, field
from typing import NamedTuple

GUESSED_BLANK = "\x1f"
"""A blank that is not in the file but was guessed from the room between two signs."""


class Glyph(NamedTuple):
    """One sign and its box in points; y grows downwards. ``face`` tells one font from another."""

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    face: int = 0


class Rule(NamedTuple):
    """A drawn line, upright or level, as a thin box."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True, kw_only=True)
class Page:
    """What stands on one page. ``picture`` says that it is only a picture, in
    which signs may have been recognised."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    picture: bool = False


@dataclass(slots=True, kw_only=True)
class Line:
    """Signs side by side. ``face`` is their font, -1 when they are of several.

    ``left`` and ``right`` are the borders of the column in which it stands,
    ``ragged`` says that its lines end where they will.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    face: int = -1
    left: float = 0.0
    right: float = 0.0
    ragged: bool = True
    page: int = 0

    @property
    def full(self) -> bool:
        """Whether it runs to the right border, but for a sign or two and a mark that hangs over."""
        return self.x1 > self.right - 2.6 * self.size

    @property
    def centred(self) -> bool:
        """Whether it stands in the middle of its column, clear of both borders."""
        before, after = self.x0 - self.left, self.right - self.x1
        return min(before, after) > self.size and abs(before - after) < 1.5 * self.size


def is_ideograph(char: str) -> bool:
    """Whether ``char`` is written without blanks around it: Chinese signs and their marks."""
    return (
        "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"
    )
