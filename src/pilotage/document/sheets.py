"""Text that was printed to a file: its page numbers and running heads are no part of it."""

import re
from collections import Counter
from collections.abc import Iterator
from statistics import median

_PAGE_LINE = re.compile(
    r"^[ \t\u3000]*(?:[-–—~·]{1,3}[ \t]*\d{1,4}[ \t]*[-–—~·]{1,3}"
    r"|第[ \t]*\d{1,4}[ \t]*页(?:[ \t，,/]*共[ \t]*\d{1,4}[ \t]*页)?"
    r"|page[ \t]+\d{1,4}(?:[ \t]+of[ \t]+\d{1,4})?)[ \t\u3000]*$",
    re.IGNORECASE | re.MULTILINE,
)
_BARE_NUMBER = re.compile(r"(\d{1,4})(?:[ \t]*/[ \t]*\d{1,4})?")
_DIGITS = re.compile(r"\d+")
_AT_EDGE = 2
"""Heads and feet are among so many lines from either end of a page."""
_FEWEST = 3
_SHORTEST_PAGE = 8
"""Filled lines; form feeds between shorter stretches part paragraphs, not pages."""
_SENTENCE_END = tuple("。；：！？.;:!?”）)")


def without_furniture(text: str) -> tuple[str, list[tuple[str, str]]]:
    """``text`` without lines that belong to its pages, and those lines with their reasons.

    Page breaks (form feeds) become line breaks. A sentence that runs over a page is closed up.
    """
    if "\f" in text:
        return _by_pages(text.split("\f"))
    found = _PAGE_LINE.findall(text)
    if len(found) < 2:
        return text, []
    kept: list[str] = []
    aside: list[tuple[str, str]] = []
    lines = text.split("\n")
    full = _full(lines)
    for line in lines:
        if _PAGE_LINE.match(line):
            aside.append((line, "page-number"))
            _close_up(kept, full)
        elif line.strip() or kept[-1:] != [_OPEN]:
            kept.append(line)
    return "\n".join(line for line in kept if line != _OPEN), aside


_OPEN = "\x00"
"""Stands where a page was turned inside a sentence: blank lines after it are left out."""


def _full(lines: list[str]) -> float:
    """How long a line is that may go on in the next: most of what the longer lines hold."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return 0.6 * lengths[len(lengths) * 3 // 4] if lengths else 0.0


def _close_up(kept: list[str], full: float) -> None:
    """Blank lines at the end of a page go where a sentence runs on: it fills its line, as a title
    at the foot of a page does not."""
    last = next((line for line in reversed(kept[-5:]) if line.strip()), "")
    if last == _OPEN or len(last.strip()) < full:
        return
    if last and not last.rstrip().endswith(_SENTENCE_END):
        while kept and not kept[-1].strip():
            kept.pop()
        kept.append(_OPEN)


def _by_pages(pages: list[str]) -> tuple[str, list[tuple[str, str]]]:
    sheets = [page.split("\n") for page in pages]
    known = _Furniture(sheets)
    full = _full([line for lines in sheets for line in lines])
    kept: list[str] = []
    aside: list[tuple[str, str]] = []
    for number, lines in enumerate(sheets):
        edges = set(_edges(lines))
        for at, line in enumerate(lines):
            reason = known.reason(number, line) if at in edges else None
            if reason:
                aside.append((line, reason))
            elif line.strip() or kept[-1:] != [_OPEN]:
                kept.append(line)
        _close_up(kept, full)
    return "\n".join(line for line in kept if line != _OPEN), aside


def _edges(lines: list[str]) -> Iterator[int]:
    """The places of the first and the last filled lines of a page, each once."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    yield from dict.fromkeys(filled[:_AT_EDGE] + filled[-_AT_EDGE:])


class _Furniture:
    """What comes back on the pages of one text: heads, and numbers that count the pages."""

    def __init__(self, sheets: list[list[str]]) -> None:
        printed = (
            median(sum(map(bool, map(str.strip, lines))) for lines in sheets) >= _SHORTEST_PAGE
        )
        edges = [(n, lines[at].strip()) for n, lines in enumerate(sheets) for at in _edges(lines)]
        counts = Counter(_DIGITS.sub("#", line) for _, line in edges)
        least = max(_FEWEST, len(sheets) // 10)
        self._heads = {line for line, n in counts.items() if n >= least} if printed else set()
        offsets = Counter(
            off for number, line in edges if (off := _offset(number, line)) is not None
        )
        self._offsets = {offset for offset, n in offsets.items() if n >= _FEWEST}

    def reason(self, number: int, line: str) -> str | None:
        """Why a line at the edge of page ``number`` (from 0) is set aside, if it is."""
        if _PAGE_LINE.match(line) or _offset(number, line.strip()) in self._offsets:
            return "page-number"
        return "running-head" if _DIGITS.sub("#", line.strip()) in self._heads else None


def _offset(number: int, line: str) -> int | None:
    """How far a line that is only a number is from the number of its page."""
    match = _BARE_NUMBER.fullmatch(line)
    return int(match[1]) - number if match else None
