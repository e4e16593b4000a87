"""What is printed on every page and is no part of the text: heads, feet, page numbers, notes."""

import re
from collections import Counter
from dataclasses import dataclass, field

from .page import Line, Page
from .paragraphs import body_size

_NUMBER = re.compile(
    r"[-–—~·\s]*(?:第\s*)?(?:page\s*)?(\d{1,4}|[ivxl]{1,6})(?:\s*页)?"
    r"(?:\s*(?:/|of|共|，共)\s*\d{1,4}\s*页?)?[-–—~·\s]*",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r".*(?:\.\s?){5,}\s*(?:\d+|[ivx]+)?$|.*[…·]{3,}\s*\d*$", re.DOTALL)
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡①-⑳])[\s.]?\s*\S")
_DIGITS = re.compile(r"\d+")
_BORDER = 0.12
"""Heads and feet stand within this share of a page's height from its edges."""


@dataclass(slots=True)
class Furniture:
    """The lines that were set aside, each with its reason."""

    asides: list[tuple[str, str]] = field(default_factory=list)
    _taken: set[int] = field(default_factory=set)

    def take(self, line: Line, reason: str) -> None:
        """Set ``line`` aside."""
        if id(line) not in self._taken:
            self._taken.add(id(line))
            self.asides.append((line.text, reason))

    def kept(self, lines: list[Line]) -> list[Line]:
        """Those of ``lines`` that were not set aside."""
        return [line for line in lines if id(line) not in self._taken]


def set_aside(sheets: list[tuple[Page, list[Line]]]) -> Furniture:
    """Heads, feet, page numbers, tables of contents and notes at the foot of a page."""
    furniture = Furniture()
    for page, lines in sheets:
        for line in lines:
            line.page = page.number
    repeated = _repeated(sheets)
    body = body_size(line for _, lines in sheets for line in lines)
    for page, lines in sheets:
        for line in lines:
            if not _at_border(line, page):
                continue
            if _NUMBER.fullmatch(line.text):
                furniture.take(line, "page-number")
            elif _DIGITS.sub("#", line.text) in repeated:
                furniture.take(line, "running-head")
        _contents(lines, furniture)
        _notes(furniture.kept(lines), body, furniture)
    return furniture


def _at_border(line: Line, page: Page) -> bool:
    return line.bottom < _BORDER * page.height or line.top > (1 - _BORDER) * page.height


def _repeated(sheets: list[tuple[Page, list[Line]]]) -> set[str]:
    """Lines at the border that come back, figures aside, on three pages or on all of two."""
    counts: Counter[str] = Counter()
    for page, lines in sheets:
        counts.update({_DIGITS.sub("#", ln.text) for ln in lines if _at_border(ln, page)})
    least = max(3, len(sheets) // 10) if len(sheets) > 2 else 2
    return {text for text, count in counts.items() if count >= least}


def _contents(lines: list[Line], furniture: Furniture) -> None:
    """Lines of a table of contents lead to a page number by dots."""
    dotted = [line for line in lines if _CONTENTS.fullmatch(line.text)]
    for line in dotted if len(dotted) > 2 else ():
        furniture.take(line, "table-of-contents")


def _notes(lines: list[Line], body: float, furniture: Furniture) -> None:
    """Small lines at the foot of a page, from the first that begins with a mark."""
    small: list[Line] = []
    for line in sorted(lines, key=lambda at: -at.bottom):
        if line.size > 0.92 * body:
            break
        small.append(line)
    small.reverse()
    while small and not _NOTE.match(small[0].text):
        small.pop(0)
    for line in small:
        furniture.take(line, "footnote")
