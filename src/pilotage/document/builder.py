"""Gathers blocks into one canonical text while a reader goes through its file."""

from pilotage.base import Span

from .model import Aside, Block, BlockKind


class TextBuilder:
    """Readers append blocks; the builder keeps the offsets. Blocks are parted by one line break."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []
        self.asides: list[Aside] = []

    def heading(self, text: str, level: int) -> None:
        """A heading of that level, 1 outermost."""
        self._block(BlockKind.HEADING, text, level)

    def paragraph(self, text: str) -> None:
        """A paragraph; empty ones are left out."""
        self._block(BlockKind.PARAGRAPH, text, 0)

    def aside(self, text: str, reason: str) -> None:
        """Text kept, but set aside with its reason."""
        if text.strip():
            self.asides.append(Aside(span=self._append(text), reason=reason))

    def row(self, cells: list[str], table: int) -> None:
        """One row of a table; the cells are parted by tabs in the text."""
        if not any(cell.strip() for cell in cells):
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
        if text.strip():
            self.blocks.append(Block(kind=kind, span=self._append(text), level=level))

    def _append(self, text: str) -> Span:
        span = self._push(text)
        self._push("\n")
        return span

    def _push(self, text: str) -> Span:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return Span(start, self._length)
