"""Tables as text: .csv and .tsv with any usual separator."""

import csv
import re
from io import StringIO

from .builder import TextBuilder
from .table import Cell, Table

_SEPARATORS = ",;\t|，；"
_MOST_CELL = 1_000_000
_SAMPLE = 50


def read_delimited(text: str) -> TextBuilder:
    """The rows of ``text``; the separator is the one that parts the first lines most alike."""
    builder = TextBuilder()
    table = Table()
    for row in rows_of(text):
        table.add(Cell(words) for words in row)
    table.tell(builder, 1)
    return builder


def rows_of(text: str) -> list[list[str]]:
    """The cells of every line of ``text``."""
    csv.field_size_limit(_MOST_CELL)
    return _rows(text, _separator(text))


def _rows(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=separator))
    except csv.Error:  # a quotation mark that never closes: the lines as they stand
        return [line.split(separator) for line in text.split("\n")]


def _separator(text: str) -> str:
    declared = re.match(r"sep=(.)\n", text)
    if declared:
        return declared[1]
    lines = [line for line in text[:200_000].split("\n") if line.strip()][:_SAMPLE]
    return max(_SEPARATORS, key=lambda sign: _evenness(lines, sign))


def _evenness(lines: list[str], sign: str) -> float:
    """How many cells a separator makes, if it makes the same number in most lines."""
    counts = [len(next(csv.reader([line], delimiter=sign), [])) for line in lines]
    usual = max(set(counts), key=counts.count) if counts else 1
    return 0.0 if usual < 2 else counts.count(usual) / len(counts) + usual / 1000
