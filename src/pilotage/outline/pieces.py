"""Blocks cut into pieces that each start with at most one printed number.

A document that lost its line breaks is one block; its items are found again by the sequence of
their numbers: only 二、 can follow 一、, and only （一） or 1. can open a level below.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from pilotage.base import Span
from pilotage.document import Block, BlockKind, Document
from pilotage.language import Marker, Pack, pack_for, read_marker, read_number

_LONG = 450
"""A Chinese paragraph longer than this may have swallowed items; most real ones are shorter."""
_LOST_BREAK = re.compile(r"[ \t　\xa0]{2,}(?=\S)")
_GLUED = re.compile(
    r"[)）](?:[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|(?:[0-9]{1,2}|[０-９]{1,2})[.．、](?![0-9]))"
)
_BEFORE_A_FIGURE = re.compile(r"\s*(?P<number>[0-9]{1,2})\.(?=[0-9]+(?:\.[0-9]+)?[^\s0-9.．、])")
"""A number whose item opens with a figure: ``4.5G网络全覆盖``, ``3.12个园区建成``."""
_BULLET = re.compile(r"\s*(?P<sign>[•●▪◦‣])\s+(?=\S)")
BULLET_RANK = 15
_STOPS = "。；：:）)”\n 　\xa0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text with the printed number it starts with, if any."""

    span: Span
    marker: Marker | None
    block: Block


def cut(document: Document) -> list[Piece]:
    """All pieces of ``document``, in order.

    Where nothing is numbered at all, the bullets stand for the numbers.
    """
    cutter = _Cutter(document.text, pack_for(document.language))
    pieces = [piece for block in document.blocks for piece in cutter.pieces(block)]
    if any(piece.marker is not None for piece in pieces):
        return pieces
    return [_bulleted(document.text, piece) for piece in pieces]


def _bulleted(text: str, piece: Piece) -> Piece:
    match = _BULLET.match(text, piece.span.start, piece.span.end)
    if match is None:
        return piece
    return replace(piece, marker=Marker(BULLET_RANK, None, match["sign"], match.end()))


class _Cutter:
    """Keeps count of the numbers met so far, level by level."""

    def __init__(self, text: str, pack: Pack) -> None:
        self._text = text
        self._pack = pack
        self._last: dict[int, int] = {}
        """The last number of each level that is open."""
        self._running: dict[int, int] = {}
        """The last number of each level, open or not: some run on through the sections."""

    def pieces(self, block: Block) -> Iterator[Piece]:
        """The pieces of one block."""
        pattern = self._pack.inline_marker
        if pattern is None or block.kind is not BlockKind.PARAGRAPH or not self._fused(block.span):
            yield self._whole(block, block.span)
            return
        for span in self._lines(block.span):
            if self._fused(span):
                yield from self._unswallow(block, span, pattern)
            else:
                yield self._whole(block, span)

    def _fused(self, span: Span) -> bool:
        """Whether a paragraph may hold several items: it is over-long, or a number follows right
        upon the bracket that closed the item before."""
        return span.end - span.start > _LONG or bool(
            _GLUED.search(self._text, span.start, span.end)
        )

    def _whole(self, block: Block, span: Span) -> Piece:
        marker = read_marker(self._pack, self._text, span.start, span.end)
        if marker is None and self._text[span.start].isdigit():
            marker = self._before_a_figure(span)
        if marker is not None and marker.value is not None:
            self._count(marker.rank, marker.value)
        return Piece(
            span=span,
            marker=marker,
            block=block if block.span == span else replace(block, span=span),
        )

    def _before_a_figure(self, span: Span) -> Marker | None:
        """The number of an item that opens with a figure: no decimal, since it is the next one."""
        rank = self._pack.ranks.get("arabic", 0)
        match = _BEFORE_A_FIGURE.match(self._text, span.start, span.end)
        if match is None or self._pack.code != "zh" or rank not in self._last:
            return None
        value = int(match["number"])
        return Marker(rank, value, match[0], match.end()) if self._last[rank] + 1 == value else None

    def _lines(self, span: Span) -> list[Span]:
        """Runs of blanks inside a paragraph are line breaks that a copy lost."""
        starts = [m.end() for m in _LOST_BREAK.finditer(self._text, span.start, span.end)]
        if not self._last and (
            number := self._pack.number.search(self._text, *self._opening(span))
        ):
            starts = sorted({*starts, number.end()})  # title and number run into the addressees
        borders = [span.start, *(s for s in starts if s > span.start + 1), span.end]
        return [Span(a, b) for a, b in pairwise(borders) if b > a]

    def _opening(self, span: Span) -> tuple[int, int]:
        return span.start, min(span.end, span.start + 160)

    def _unswallow(self, block: Block, span: Span, pattern: re.Pattern[str]) -> Iterator[Piece]:
        """The items inside one over-long paragraph, by the sequence of their numbers."""
        starts = list(self._sequence(span, pattern))
        if not starts or starts[0][0] > span.start:
            end = starts[0][0] if starts else span.end
            yield self._whole(block, Span(span.start, end))
        borders = [start for start, _ in starts[1:]] + [span.end]
        for (start, marker), end in zip(starts, borders, strict=False):
            part = Span(start, end)
            yield Piece(span=part, marker=marker, block=replace(block, span=part))

    def _sequence(self, span: Span, pattern: re.Pattern[str]) -> Iterator[tuple[int, Marker]]:
        for match in pattern.finditer(self._text, span.start, span.end):
            rank = self._pack.ranks[match.lastgroup or ""]
            before = self._text[match.start() - 1] if match.start() > span.start else "。"
            value = read_number(match[0].strip("（）()、.．"))
            if value is not None and self._follows(value, rank, before):
                self._count(rank, value)
                yield match.start(), Marker(rank, value, match[0], match.end())

    def _follows(self, value: int, rank: int, before: str) -> bool:
        """Whether a number so valued may stand here: the next of its level, the first of a deeper
        one, or the next of a level that runs on through the sections (GRAMMAR §1)."""
        deepest = max(self._last, default=0)
        if value == 1:
            return rank > deepest or before in _STOPS
        if value == self._last.get(rank, 0) + 1:
            return True
        return value == self._running.get(rank, 0) + 1 and rank > deepest

    def _count(self, rank: int, value: int) -> None:
        self._last = {r: v for r, v in self._last.items() if r < rank} | {rank: value}
        self._running[rank] = value
