"""Plain text: a line is a paragraph, unless the lines of the file are broken at a page's width."""

import re

from .builder import TextBuilder
from .sheets import without_furniture

_STARTS_ITEM = re.compile(
    r"\s*(?:[•\-–*\uf0b7\u2022]|\(?\d{1,2}[.)]\s|[A-Z]\.\s|[IVX]+\.\s|Article\s)"
)
_ONLY_A_NUMBER = re.compile(r"\s*(?:\(?\d{1,2}[.)]|[A-Z]\.|[IVX]+\.)\s*")
_STARTS_CHINESE = re.compile(
    r"\s{2,}|\u3000|[（(]?[一二三四五六七八九十]{1,3}[、）)]|[（(]\d{1,2}[）)]|\d{1,2}[.．、](?!\d)"
    r"|第[一二三四五六七八九十]{1,3}[章节条]|[①-⑳]|附件|[•●■]"
)
_IDEOGRAPH = re.compile("[\u2e80-\uffff]")
_SAMPLE = 3000
"""Lines that are looked at to tell how a file is set."""
_WIDEST_CHINESE = 60
_LEAST_TABS = 4
_LONGEST_HEAD = 24
_MOST_COLUMNS = 16


def read_plain(text: str) -> TextBuilder:
    """The paragraphs of ``text``; page numbers and running heads set aside."""
    builder = TextBuilder()
    text, furniture = without_furniture(text)
    tables = _tables(text) if text.count("\t") >= _LEAST_TABS else []
    at = 0
    for number, (start, end, rows) in enumerate(tables):
        _prose(builder, text[at:start])
        for cells in rows:
            builder.row(cells, number)
        at = end
    _prose(builder, text[at:])
    for line, reason in furniture:
        builder.aside(line, reason)
    return builder


def _tables(text: str) -> list[tuple[int, int, list[list[str]]]]:
    """Where the lines of ``text`` are rows parted by tabs, as a copied table is: from, to, rows.

    The first line holds the heads: short, none empty, no two the same; each further one has as many
    cells.
    """
    found: list[tuple[int, int, list[list[str]]]] = []
    rows: list[list[str]] = []
    start = at = 0
    for line in [*text.splitlines(keepends=True), ""]:
        cells = [cell.strip() for cell in line.rstrip("\r\n").split("\t")]
        if rows and len(cells) != len(rows[0]):
            if len(rows) > 1:
                found.append((start, at, rows))
            rows = []
        if rows or _are_heads(cells):
            start = start if rows else at
            rows.append(cells)
        at += len(line)
    return found


def _are_heads(cells: list[str]) -> bool:
    short = all(0 < len(cell) <= _LONGEST_HEAD for cell in cells)
    return 3 <= len(cells) <= _MOST_COLUMNS and short and len(set(cells)) == len(cells)


def _prose(builder: TextBuilder, text: str) -> None:
    if text.count("\t") > text.count(" "):  # a copy that parts words by tabs
        text = text.replace("\t", " ")
    for paragraph in _paragraphs(text.split("\n")):
        builder.paragraph(paragraph)


def _paragraphs(lines: list[str]) -> list[str]:
    if hard_wrapped(lines):
        return _joined(lines)
    width = _chinese_width(lines)
    return _joined_chinese(lines, width) if width else lines


def hard_wrapped(lines: list[str]) -> bool:
    """Whether prose was broken at a fixed width: most long lines stop short of a full stop."""
    sample = [line for line in lines[:_SAMPLE] if len(line) >= 55]
    latin = [line.rstrip() for line in sample if line.isascii() or _mostly_latin(line)]
    long = [line for line in latin if 55 <= len(line) <= 130]
    longer = sum(len(line) > 200 for line in latin)
    if len(long) < 8 or longer > len(long) / 4:
        return False
    return sum(line[-1] not in ".:;!?" for line in long) > 0.6 * len(long)


def _mostly_latin(line: str) -> bool:
    least = 0.1 * len(line)
    head = line[: int(2 * least) + 1]  # a Chinese line has enough of them there
    return len(_IDEOGRAPH.findall(head)) < least and len(_IDEOGRAPH.findall(line)) < least


def _joined(lines: list[str]) -> list[str]:
    """Lines up to a blank one, or to a line that starts an item, form a paragraph.

    The line breaks stay inside the paragraph: the canonical text is the file's own.
    """
    paragraphs: list[str] = []
    current: list[str] = []
    for line in lines:
        if not line.strip() or (current and _starts_anew(line, current[-1])):
            _flush(current, paragraphs)
        if line.strip():
            current.append(line)
    _flush(current, paragraphs)
    return paragraphs


def _starts_anew(line: str, previous: str) -> bool:
    """Whether ``line`` begins an item or follows the heading of one; a number that stands alone on
    its line waits for its text."""
    if _STARTS_ITEM.match(line):
        return True
    heading = len(previous.strip()) < 55 and _STARTS_ITEM.match(previous)
    return bool(heading) and not _ONLY_A_NUMBER.fullmatch(previous)


def _flush(current: list[str], paragraphs: list[str]) -> None:
    if current:
        paragraphs.append("\n".join(current))
        current.clear()


def _chinese_width(lines: list[str]) -> int:
    """The width at which Chinese prose was broken; 0 when its lines are paragraphs.

    Broken lines are nearly all of one length and end anywhere; paragraphs are of any length and
    end with a sentence.
    """
    sample = [line.rstrip() for line in lines[:_SAMPLE] if len(line) >= 16]
    if len(sample) < 8 or max(map(len, sample)) > _WIDEST_CHINESE:
        return 0
    width = max(map(len, sample))
    full = [line for line in sample if len(line) >= width - 3]
    broken = sum(line[-1] not in "。；：！？" for line in full)
    chinese = sum(len(_IDEOGRAPH.findall(line)) for line in full) > 0.6 * sum(map(len, full))
    return width if chinese and len(full) > 0.5 * len(sample) and broken > 0.7 * len(full) else 0


def _joined_chinese(lines: list[str], width: int) -> list[str]:
    """Lines as wide as the page go on in the next, without a blank between."""
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        if not line.strip():
            goes_on = False
        elif goes_on and not _STARTS_CHINESE.match(line):
            paragraphs[-1] += line.strip()
        else:
            paragraphs.append(line)
        goes_on = len(line.rstrip()) >= width - 3
    return paragraphs
