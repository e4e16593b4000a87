"""Blocks to tree."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pilotage.base import Diagnostic, Span
from pilotage.document import BlockKind, Document
from pilotage.language import Marker, Pack, SectionKind, pack_for

from .front import LastWords, read_front
from .model import Node, Outline, Remark
from .pieces import BULLET_RANK, Piece, cut
from .tables import Columns, is_sum, number_of, read_heads, read_row, spans_the_table

_SUBPLAN_RANK = 0.5
_SHOUTED_RANK = 6.4
_BARE_HEADING_RANK = 6.5
_DEEPEST_LEVEL = 6
_NUMBERED_HEADING_RANK = 10.5
_GROUP_RANK = 12.1
_ROW_RANK = 12.2


@dataclass(slots=True)
class _Draft:
    """A node while its end, its children and its section are still unknown."""

    rank: float
    number: str | None
    value: int | None
    start: int
    body: int
    end: int
    parent: int = -1
    children: int = 0
    pieces: list[Piece] = field(default_factory=list)
    section: SectionKind = SectionKind.MEASURES
    cells: Mapping[str, Span] = field(default_factory=dict)


def from_document(document: Document) -> tuple[Outline, list[Diagnostic]]:
    """The tree of ``document``; never fails. Text outside the tree is kept as remarks."""
    pieces = cut(document)
    pack = pack_for(document.language)
    builder = _Builder(document, pack, _has_sections(pieces))
    for index, piece in enumerate(pieces):
        builder.take(piece, pieces[index + 1] if index + 1 < len(pieces) else None)
    return builder.outline(), []


def _same_level(draft: _Draft, level: int) -> bool:
    """Whether ``draft`` is an unnumbered heading that one marked with ``level`` cannot be under."""
    return draft.number is None and 0 < level <= draft.rank <= _DEEPEST_LEVEL


def _has_sections(pieces: list[Piece]) -> bool:
    """Whether the sections carry numbers (一、): then an unnumbered heading above the first of them
    is no section but part of the front matter."""
    return any(p.marker is not None and p.marker.rank <= 10 for p in pieces)


class _Builder:
    def __init__(self, document: Document, pack: Pack, has_sections: bool) -> None:
        self._document = document
        self._text = document.text
        self._pack = pack
        self._front: list[Piece] = []
        self._tail: list[Piece] = []
        self._drafts: list[_Draft] = []
        self._closed = False
        self._has_sections = has_sections
        self._columns: dict[int, Columns] = {}
        self._remarks: list[Remark] = []

    def take(self, piece: Piece, following: Piece | None) -> None:
        """Place one piece: a node of its own, part of the node above, or front or end matter."""
        if piece.block.kind is BlockKind.ROW and self._took_row(piece):
            return
        marker = piece.marker
        if marker is not None and not self._ignored(piece, marker):
            if self._closed or self._restarts(marker):
                self._begin_subplan()
            self._closed = False
            piece, body = self._with_line_above(piece, marker)
            rank = self._rank(piece, marker)
            self._open(piece, rank, marker.text.strip(), marker.value, body)
        elif self._is_heading(piece, following):
            shouted = piece.span.quote(self._text).strip().isupper()
            bare = _SHOUTED_RANK if shouted else _BARE_HEADING_RANK
            rank = piece.block.level if piece.block.level else bare
            self._closed = False
            self._open(piece, rank, None, None, piece.span.start)
        elif not self._drafts:
            self._front.append(piece)
        elif self._closed or self._closes(piece):
            self._closed = True
            self._tail.append(piece)
        elif self._lost_number(piece):
            sibling = self._drafts[-1]
            self._open(piece, sibling.rank, None, None, piece.span.start)
        elif self._drafts[-1].cells or self._drafts[-1].rank == BULLET_RANK:
            below = "below-table" if self._drafts[-1].cells else "between-bullets"
            self._remarks.append(Remark(span=piece.span, reason=below))
        else:
            self._drafts[-1].pieces.append(piece)
            self._drafts[-1].end = piece.span.end

    def _rank(self, piece: Piece, marker: Marker) -> float:
        """An English "1." has the rank of its items "1.1", but not where the file marks it as a
        heading: then they stand below it."""
        marked = piece.block.kind is BlockKind.HEADING and self._pack.code == "en"
        whole = marker.rank == self._pack.ranks["arabic"] and "." not in marker.text.strip(" .\n")
        return _NUMBERED_HEADING_RANK if marked and whole else marker.rank

    def _with_line_above(self, piece: Piece, marker: Marker) -> tuple[Piece, int]:
        """A printed page may be copied with its numbers after the headings they belong to: then
        the number stands alone on its line, and the heading is the line above."""
        loose = self._drafts[-1].pieces if self._drafts else self._front
        if not self._stands_alone(piece, marker) or not loose:
            return piece, marker.end
        above = loose[-1]
        text = above.span.quote(self._text).rstrip()
        line = text.rpartition("\n")[2]
        if (
            not 8 <= len(line.strip()) <= 110
            or line.strip()[-1] in ".:;,!?"
            or not line[:1].isupper()
        ):
            return piece, marker.end
        start = above.span.start + len(text) - len(line)
        if start > above.span.start:
            loose[-1] = replace(above, span=Span(above.span.start, start))
        elif self._drafts and len(loose) > 1:
            loose.pop()
        else:
            return piece, marker.end
        if self._drafts:
            self._drafts[-1].end = loose[-1].span.end
        return replace(piece, span=Span(start, piece.span.end)), start

    def _stands_alone(self, piece: Piece, marker: Marker) -> bool:
        """Whether nothing follows an English item's number on its line."""
        rest = self._text[marker.end : piece.span.end].split("\n", 1)[0]
        return self._pack.code == "en" and rest.strip() == ""

    def _took_row(self, piece: Piece) -> bool:
        """Whether the row belongs to a table of items, as its head, a group's title or an item."""
        block = piece.block
        columns = self._columns.get(block.table)
        if columns is None:
            heads = read_heads(self._text, block, self._pack)
            if heads is None:
                return False
            self._columns[block.table] = heads
            self._remarks.append(Remark(span=piece.span, reason="table-head"))
            return True
        if spans_the_table(self._text, block):
            number = piece.marker.text.strip() if piece.marker else None
            self._open(
                Piece(span=block.cells[0], marker=None, block=block),
                _GROUP_RANK,
                number,
                None,
                piece.marker.end if piece.marker else block.cells[0].start,
            )
            self._drafts[-1].end = piece.span.end
            return True
        cells = read_row(self._text, block, columns)
        first = next((w for cell in block.cells if (w := cell.quote(self._text).strip())), "")
        if is_sum(first):
            self._remarks.append(Remark(span=piece.span, reason="sum-row"))
            return True
        if "task" not in cells:
            self._remarks.append(Remark(span=piece.span, reason="empty-row"))
            return True
        marker, number = number_of(self._text, cells, self._pack)
        body = marker.end if marker else cells["task"].start
        self._open(piece, _ROW_RANK, number, marker.value if marker else None, body)
        self._drafts[-1].cells = cells
        return True

    def _ignored(self, piece: Piece, marker: Marker) -> bool:
        """After the closing lines only a new beginning counts: 附件：1.… 2.… are no items."""
        if piece.block.kind is BlockKind.ROW and piece.block.cells[0].end < marker.end:
            return True
        return self._closed and not (marker.rank <= 10 and marker.value == 1)

    def _restarts(self, marker: Marker) -> bool:
        """一、 again at the top: another plan begins in the same file."""
        if marker.value != 1 or marker.rank != 10:
            return False
        top = next((d for d in reversed(self._drafts) if d.rank == 10), None)
        return top is not None and top.value != 1

    def _begin_subplan(self) -> None:
        """The title of the plan that begins here, taken back from the end of the one before."""
        loose = self._tail if self._closed else self._drafts[-1].pieces
        first = 0 if self._closed else 1  # an item keeps the line with its number
        for back in range(len(loose) - 1, max(first - 1, len(loose) - 15), -1):
            piece = loose[back]
            line = piece.span.quote(self._text).strip()
            if (
                len(line) <= 100
                and self._pack.title_word.search(line)
                and not line.endswith(("。", "."))
            ):
                rest = loose[back + 1 :]
                del loose[back:]
                self._trim(self._drafts[-1])
                self._open(piece, _SUBPLAN_RANK, None, None, piece.span.start)
                self._drafts[-1].pieces.extend(rest)
                if rest:
                    self._drafts[-1].end = rest[-1].span.end
                return

    def _trim(self, draft: _Draft) -> None:
        last = draft.pieces[-1] if draft.pieces else None
        draft.end = last.span.end if last else draft.end

    def _is_heading(self, piece: Piece, following: Piece | None) -> bool:
        """A heading that the file marks as one, or a bare line over items that start anew."""
        if piece.block.kind is BlockKind.HEADING:
            before_first = not self._drafts and (self._has_sections or piece.block.level == 1)
            return not before_first
        if piece.block.kind is BlockKind.ROW:
            return False
        line = piece.span.quote(self._text).strip()
        if self._shouted(line):
            return True
        if following is None or not self._begins_anew(following):
            return False
        if len(line) > 90 or "\n" in line or self._pack.signature_date.match(line):
            return False
        return line[-1:] not in "。.：:；;，,！!?？" and line[:1].isupper()

    def _begins_anew(self, piece: Piece) -> bool:
        """Whether a list of items begins here. Where the number stands alone on its line, the line
        above is the heading of that item, and not of the list."""
        marker = piece.marker
        if marker is None or marker.rank < 12:
            return False
        if self._drafts and self._stands_alone(piece, marker):
            return False
        return marker.value == 1 or marker.rank == BULLET_RANK

    def _shouted(self, line: str) -> bool:
        """A line in capitals, after the first prose, is a heading of an English text."""
        if (
            not line.isupper()
            or not line.replace("–", "-").isascii()
            or "\n" in line
            or not 8 <= len(line) <= 90
        ):
            return False
        prose = self._drafts or any(
            p.span.quote(self._text).rstrip().endswith(".") for p in self._front[-3:]
        )
        return (
            bool(prose) and line[-1].isalpha() and sum(c.isalpha() for c in line) > 0.7 * len(line)
        )

    def _closes(self, piece: Piece) -> bool:
        line = piece.span.quote(self._text)
        return len(line) < 400 and bool(
            self._pack.closing.match(line) or self._pack.signature_date.match(line)
        )

    def _lost_number(self, piece: Piece) -> bool:
        """An item whose number got lost: it opens with a heading like all its siblings, which are
        of one paragraph each, and the numbers of this list are lost or repeated anyway."""
        last = self._drafts[-1]
        if not 11 <= last.rank < BULLET_RANK or piece.block.kind is not BlockKind.PARAGRAPH:
            return False
        if not self._opens_with_heading(piece):
            return False
        below = self._drafts[last.parent + 1 :]
        siblings = [d for d in below if d.parent == last.parent and d.rank == last.rank]
        if len(siblings) < 2:
            return False
        repeated = len({d.value for d in siblings}) == 1
        return repeated and all(len(d.pieces) == 1 for d in siblings)

    def _opens_with_heading(self, piece: Piece) -> bool:
        match = self._pack.heading_end.search(self._text, piece.span.start, piece.span.end)
        if match is None:
            return False
        return (
            match.end() < piece.span.end
            and match.start() - piece.span.start <= self._pack.heading_length
        )

    def _open(
        self, piece: Piece, rank: float, number: str | None, value: int | None, body: int
    ) -> None:
        parent = len(self._drafts) - 1
        marked = number and piece.block.kind is BlockKind.HEADING
        while parent >= 0 and (
            self._drafts[parent].rank >= rank
            or (marked and _same_level(self._drafts[parent], piece.block.level))
        ):
            parent = self._drafts[parent].parent
        draft = _Draft(
            rank=rank,
            number=number,
            value=value,
            start=piece.span.start,
            body=body,
            end=piece.span.end,
            parent=parent,
            pieces=[piece],
        )
        if parent >= 0:
            self._drafts[parent].children += 1
        self._drafts.append(draft)

    def outline(self) -> Outline:
        """The finished tree."""
        nodes: list[Node] = []
        for index, draft in enumerate(self._drafts):
            nodes.append(self._node(index, draft, nodes))
        front, remarks = read_front(
            self._document,
            [p.span for p in self._front],
            {p.span for p in self._front if p.block.level == 1},
            LastWords(tuple(p.span for p in self._tail), bool(nodes)),
        )
        return Outline(
            document=self._document,
            front=front,
            nodes=tuple(nodes),
            remarks=tuple(sorted([*remarks, *self._remarks], key=lambda r: r.span)),
        )

    def _node(self, index: int, draft: _Draft, nodes: list[Node]) -> Node:
        heading, short = self._heading(draft)
        return Node(
            index=index,
            parent=draft.parent,
            rank=draft.rank,
            number=draft.number,
            value=draft.value,
            own=Span(draft.start, draft.end).strip(self._text),
            heading=heading,
            has_heading=short,
            section=self._section(draft, heading, nodes),
            leaf=draft.children == 0,
            cells=draft.cells,
        )

    def _heading(self, draft: _Draft) -> tuple[Span, bool]:
        first = draft.cells.get("task", draft.pieces[0].span)
        begin = draft.body
        while begin < first.end and self._text[begin].isspace():
            begin += 1
        words = 20 if self._pack.code == "zh" else 80
        far = min(first.end, begin + max(self._pack.heading_length, words) + 1)
        match = self._pack.heading_end.search(self._text, begin, far)  # further on it is no heading
        end = match.start() if match else far
        if end - begin <= self._pack.heading_length:
            return Span(begin, end).strip(self._text), True
        return Span(begin, min(begin + words, end)).strip(self._text), False

    def _section(self, draft: _Draft, heading: Span, nodes: list[Node]) -> SectionKind:
        above = nodes[draft.parent].section if draft.parent >= 0 else SectionKind.MEASURES
        if above is not SectionKind.MEASURES or draft.rank > 11:
            return above
        name = heading.quote(self._text)
        if self._pack.section_aside.search(name):
            return SectionKind.ASIDE
        if self._pack.section_safeguard.search(name) and (draft.children or draft.rank <= 10):
            return SectionKind.SAFEGUARD
        return above
