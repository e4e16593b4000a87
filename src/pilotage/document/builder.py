"""Gathers blocks into one canonical text while a reader goes through its file."""

import re

from pilotage.base import Span

from .model import Aside, Block, BlockKind

ITALIC, UPRIGHT = "\ufdd0", "\ufdd1"
"""What a reader puts around words in italics; the builder takes them out again. Both are
noncharacters, which no text holds (Unicode Standard §23.7)."""
_SET = re.compile(f"{ITALIC}([^{ITALIC}{UPRIGHT}]{{1,300}}){UPRIGHT}")
_INNER_SPACE = re.compile(rf"{ITALIC}(\s+)|(\s+){UPRIGHT}")


def tightened(text: str) -> str:
    """``text`` with the marks of italics close to their words, and none around blanks alone."""
    whole = text.replace(UPRIGHT + ITALIC, "")
    moved = _INNER_SPACE.sub(lambda m: f"{m[1]}{ITALIC}" if m[1] else f"{UPRIGHT}{m[2]}", whole)
    return moved if _bare(moved).strip() else _bare(moved)


def _bare(text: str) -> str:
    return text.replace(ITALIC, "").replace(UPRIGHT, "")


class TextBuilder:
    """Readers append blocks; the builder keeps the offsets. Blocks are parted by one line break."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []
        self.asides: list[Aside] = []
        self.italics: list[Span] = []

    def heading(self, text: str, level: int) -> None:
        """A heading of that level, 1 outermost."""
        self._block(BlockKind.HEADING, text, level)

    def paragraph(self, text: str) -> None:
        """A paragraph; empty ones are left out."""
        self._block(BlockKind.PARAGRAPH, text, 0)

    def aside(self, text: str, reason: str) -> None:
        """Text kept, but set aside with its reason."""
        if _bare(text).strip():
            self.asides.append(Aside(span=self._append(text), reason=reason))

    def row(self, cells: list[str], table: int) -> None:
        """One row of a table; the cells are parted by tabs in the text."""
        if not any(_bare(cell).strip() for cell in cells):
            return
        start = self._length
        spans = []
        for index, cell in enumerate(cells):
            if index:
                self._push("\t")
            spans.append(self._push(" ".join(cell.split())))
        span = Span(start, self._length)
        self._push("\n")
        self.blocks.append(Block(kind=BlockKind.ROW, span=span, cells=tuple(spans), table=table))

    def text(self) -> str:
        """The canonical text so far."""
        return "".join(self._parts)

    def _block(self, kind: BlockKind, text: str, level: int) -> None:
        if _bare(text).strip():
            self.blocks.append(Block(kind=kind, span=self._append(text), level=level))

    def _append(self, text: str) -> Span:
        span = self._push(text)
        self._push("\n")
        return span

    def _push(self, text: str) -> Span:
        start = self._length
        if ITALIC in text or UPRIGHT in text:
            text = self._upright(text)
        self._parts.append(text)
        self._length += len(text)
        return Span(start, self._length)

    def _upright(self, text: str) -> str:
        """``text`` without the marks of italics, whose places are kept."""
        at = self._length
        bare: list[str] = []
        for n, part in enumerate(_SET.split(text.replace(UPRIGHT + ITALIC, ""))):
            slanted = n % 2 == 1
            words = part if slanted else _bare(part)
            if slanted and words.strip():
                self.italics.append(Span(at, at + len(words)))
            bare.append(words)
            at += len(words)
        return "".join(bare)
