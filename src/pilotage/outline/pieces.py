"""Blocks cut into pieces that each start with at most one printed number.

A document that lost its line breaks is one block; its items are found again by the sequence of
their numbers: only 二、 can follow 一、, and only （一） or 1. can open a level below.
"""

import re
from dataclasses import dataclass

from pilotage.base import Span
from pilotage.document import Block, BlockKind, Document
from pilotage.language import Marker, Pack, pack_for, read_marker, read_number

_LONG = 450
"""A Chinese paragraph longer than this may have swallowed items; most real ones are shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text with the printed number it starts with, if any."""

    span: Span
    marker: Marker | None
    block: Block


def cut(document: Document) -> list[Piece]:
    """All pieces of ``document``, in order."""
    pack = pack_for(document.language)
    pieces: list[Piece] = []
    for block in document.blocks:
        pattern = pack.inline_marker
        if pattern and block.kind is BlockKind.PARAGRAPH and _swallowed(block):
            pieces.extend(_unswallow(document.text, block, pack, pattern))
        else:
            marker = read_marker(pack, document.text, block.span.start, block.span.end)
            pieces.append(Piece(span=block.span, marker=marker, block=block))
    return pieces


def _swallowed(block: Block) -> bool:
    return block.span.end - block.span.start > _LONG


def _unswallow(text: str, block: Block, pack: Pack, pattern: re.Pattern[str]) -> list[Piece]:
    """The items inside one over-long paragraph, by the sequence of their numbers."""
    starts = _sequence(text, block.span, pack, pattern)
    if len(starts) < 2:
        marker = read_marker(pack, text, block.span.start, block.span.end)
        return [Piece(span=block.span, marker=marker, block=block)]
    borders = [start for start, _ in starts] + [block.span.end]
    pieces = []
    if borders[0] > block.span.start:
        pieces.append(Piece(span=Span(block.span.start, borders[0]), marker=None, block=block))
    for (start, marker), end in zip(starts, borders[1:], strict=True):
        pieces.append(Piece(span=Span(start, end), marker=marker, block=block))
    return pieces


def _sequence(
    text: str, span: Span, pack: Pack, pattern: re.Pattern[str]
) -> list[tuple[int, Marker]]:
    found: list[tuple[int, Marker]] = []
    last: dict[int, int] = {}
    for match in pattern.finditer(text, span.start, span.end):
        form = match.lastgroup or ""
        rank = pack.ranks[form]
        before = text[match.start() - 1] if match.start() > span.start else "。"
        value = read_number(match[0].strip("（）()、.．"))
        if value is None or not _follows(value, rank, last, before):
            continue
        last = {r: v for r, v in last.items() if r < rank} | {rank: value}
        found.append((match.start(), Marker(rank, value, match[0], match.end())))
    return found


def _follows(value: int, rank: int, last: dict[int, int], before: str) -> bool:
    """Whether a number so valued may stand here: the next of its level, or the first of a deeper
    one.

    Items of the second level may also run on through the sections (GRAMMAR §1), so a higher number
    than the last is accepted after the end of a sentence.
    """
    if value == last.get(rank, 0) + 1 and (value > 1 or before in "。；：:）)”\n 　" or rank > 11):
        return True
    deepest = max(last, default=0)
    if value == 1:
        return (rank > deepest or not last) or (rank in last and before in "。）)")
    return rank == 11 and rank not in last and bool(last) and before in "。）)件证批场境理务新系平"
