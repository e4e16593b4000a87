"""Lines to paragraphs: broken lines are joined, and a paragraph may run on over a page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from .lines import join_across
from .page import Line, is_ideograph

_ITEM = re.compile(
    r"[•●■▪◆\uf0b7\uf06c–-]\s"
    r"|[（(]?[一二三四五六七八九十百]{1,4}[、）)]"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条编]"
    r"|[（(]\d{1,2}[）)]|\d{1,2}[、．]|\d{1,2}\.(?!\d)|[①-⑳]"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s|[IVX]{1,5}\.\s|[A-Za-z][.)]\s|Article\s+\d"
)
_SENTENCE_END = tuple("。！？；：.!?:;”）)")
_HEAD_OF_WORD = re.compile(r"([A-Za-z]+)-$")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_TAIL_OF_WORD = re.compile(r"[a-z]+")


@dataclass(slots=True)
class Paragraph:
    """Lines that say one thing; ``size`` is that of its first line."""

    text: str
    size: float
    first: Line
    last: Line
    lines: int = 1
    item: bool = False


class _Setting(NamedTuple):
    """How the text is set: from line to line, as a multiple of the size, and the usual size."""

    pitch: float
    body: float


def paragraphs_of(lines: list[Line], body: float = 0.0) -> list[Paragraph]:
    """The paragraphs of lines in reading order; ``body`` is the size of the document's text."""
    if not lines:
        return []
    setting = _Setting(_pitch(lines), body or body_size(lines))
    words = _words(lines)
    found: list[Paragraph] = []
    for line in lines:
        if found and _runs_on(found[-1], line, setting):
            _append(found[-1], line, words)
        else:
            item = bool(_ITEM.match(line.text))
            found.append(Paragraph(line.text, line.size, line, line, item=item))
    return found


def body_size(lines: Iterable[Line]) -> float:
    """The size in which most signs are set, to half a point."""
    counts: dict[float, int] = {}
    for line in lines:
        size = round(line.size * 2) / 2
        counts[size] = counts.get(size, 0) + len(line.text)
    return max(counts, key=lambda size: counts[size], default=0.0)


def _pitch(lines: list[Line]) -> float:
    """The usual distance from a line to the next, as a multiple of the size."""
    steps = [
        (b.bottom - a.bottom) / max(a.size, 1)
        for a, b in pairwise(lines)
        if a.page == b.page and 0 < b.bottom - a.bottom < 4 * a.size
    ]
    return median(steps) if steps else 1.5


def _words(lines: list[Line]) -> frozenset[str]:
    """The words inside lines, by which a word broken at the end of a line is known again."""
    found: set[str] = set()
    broken = False
    for line in lines:
        words = _WORD.findall(line.text.lower())
        ends_broken = line.text.endswith("-")
        found.update(words[broken : len(words) - ends_broken])
        broken = ends_broken
    return frozenset(found)


def _runs_on(paragraph: Paragraph, line: Line, setting: _Setting) -> bool:
    last = paragraph.last
    if abs(line.size - last.size) > 0.08 * last.size:
        return False
    if _title_goes_on(paragraph, line, setting):
        return True
    if _parted(paragraph, line, setting) or _indented(paragraph, line):
        return False
    if is_ideograph(last.text[-1]) or is_ideograph(line.text[0]):
        return last.full
    goes_on = line.text[0].islower() and not last.text.endswith(_SENTENCE_END)
    return goes_on or _no_room_for(line, last) or _turned_over(last, line)


def _parted(paragraph: Paragraph, line: Line, setting: _Setting) -> bool:
    """Whether something other than the ends of the lines tells that a new paragraph begins."""
    last = paragraph.last
    if _ITEM.match(line.text) and not (_level_with(paragraph, line) and _broken_off(last)):
        return True
    return (
        _far(last, line, setting.pitch)
        or _stood_alone(paragraph, line)
        or _heading_ends(last, line)
    )


def _stood_alone(paragraph: Paragraph, line: Line) -> bool:
    """Whether a single line in the middle is followed by one that is not."""
    last = paragraph.last
    moved = abs(last.x0 - line.x0) > 0.5 * line.size
    return paragraph.lines == 1 and last.centred and not line.centred and moved


def _title_goes_on(paragraph: Paragraph, line: Line, setting: _Setting) -> bool:
    """A title over several lines: each in the middle, or larger and as wide as the page."""
    last = paragraph.last
    large = line.size > 1.12 * setting.body
    broad = large and not is_ideograph(line.text[0]) and line.face == last.face
    return (
        (broad or (line.centred and (last.centred or (large and last.full))))
        and last.page == line.page
        and not _far(last, line, setting.pitch)
        and not last.text.endswith(_SENTENCE_END)
        and not _ITEM.match(line.text)
        and len(paragraph.text) < 400
        and last.x1 - last.x0 > 0.4 * (last.right - last.left)
    )


def _far(last: Line, line: Line, pitch: float) -> bool:
    """Whether more than the usual distance lies between the two, or another column begins."""
    if line.page != last.page or line.bottom <= last.bottom:
        return last.text.endswith(("。", ".", "!", "?", "！", "？"))
    return line.bottom - last.bottom > (1.35 * max(pitch, 1.0)) * max(last.size, line.size)


def _heading_ends(last: Line, line: Line) -> bool:
    """Whether a line in a face of its own ends as a heading does and a sentence begins below."""
    return (
        last.face != line.face
        and -1 not in (last.face, line.face)
        and not last.text.endswith((",", "，", "、", "-"))
        and not line.text[0].islower()
        and (not is_ideograph(line.text[0]) or not last.full)
    )


def _level_with(paragraph: Paragraph, line: Line) -> bool:
    """Whether a line begins where the lines of a paragraph that is no item begin."""
    return paragraph.lines > 1 and abs(line.x0 - paragraph.last.x0) < 0.5 * line.size


def _broken_off(last: Line) -> bool:
    return last.full and not last.text.endswith(_SENTENCE_END)


def _indented(paragraph: Paragraph, line: Line) -> bool:
    """Whether a line steps in from where this paragraph's lines begin, as a new one does."""
    if (
        abs(line.left - paragraph.last.left) > 1
    ):  # another page or column: only its own border counts
        step = (line.x0 - line.left) - (paragraph.last.x0 - paragraph.last.left)
        return paragraph.lines > 1 and step > 0.9 * line.size
    start = paragraph.last.x0
    if paragraph.lines == 1 and paragraph.item:
        return line.x0 > start + 6 * line.size
    return line.x0 > start + 0.9 * line.size


def _no_room_for(line: Line, last: Line) -> bool:
    """Whether the first word of ``line`` would not have fitted at the end of ``last``."""
    word = line.text.split(" ", 1)[0]
    share = len(word) / max(len(line.text), 1)
    width = share * (line.x1 - line.x0)
    return last.x1 + width + 0.2 * last.size > last.right - 0.8 * last.size


def _turned_over(last: Line, line: Line) -> bool:
    """Whether a sentence without its end stands at the end of a page."""
    return (
        line.page != last.page
        and line.face == last.face
        and not last.text.endswith(_SENTENCE_END)
        and last.x1 > last.left + 0.6 * (last.right - last.left)
    )


def _append(paragraph: Paragraph, line: Line, words: frozenset[str]) -> None:
    head, tail = _HEAD_OF_WORD.search(paragraph.text), _TAIL_OF_WORD.match(line.text)
    if head and tail:
        kept = _hyphen_stays(head[1].lower(), tail[0].lower(), words)
        paragraph.text = (paragraph.text if kept else paragraph.text[:-1]) + line.text
    else:
        paragraph.text = join_across(paragraph.text, line.text)
    paragraph.last = line
    paragraph.lines += 1


def _hyphen_stays(head: str, tail: str, words: frozenset[str]) -> bool:
    """Whether the hyphen at the end of a line belongs to the word, by how the document writes."""
    if head + tail in words:
        return False
    return f"{head}-{tail}" in words or (head in words and tail in words)
