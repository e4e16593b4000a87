"""Tables whose rows are items: their columns told by their heads."""

import re
from collections.abc import Mapping

from pilotage.base import Span, fold_width
from pilotage.document import Block
from pilotage.language import Marker, Pack, read_marker, read_number

_LONGEST_HEAD = 40
_SUM = re.compile(
    r"^(?:小计|合计|总计|共计|累计|sub-?total|grand total|total|sum)(?:$|[\s:：（(].*)",
    re.IGNORECASE,
)

Columns = Mapping[str, tuple[int, int]]
"""Column name (see ``Pack.columns``) to its first and last place in the row."""


def read_heads(text: str, block: Block, pack: Pack) -> Columns | None:
    """The columns that this row is the head of; None when it is no head of a table of items.

    A head names what is to be done, and who does it or by when. What is to be done may take several
    columns side by side (重点任务, 具体举措), or one head over them.
    """
    columns: dict[str, tuple[int, int]] = {}
    last = None
    for place, cell in enumerate(block.cells):
        words = cell.quote(text).strip()
        if len(words) > _LONGEST_HEAD:
            return None
        name = next((name for name, pattern in pack.columns if pattern.search(words)), None)
        if name and name not in columns:
            columns[name] = (place, place)
        elif last == "task" and (name == "task" or not words):
            columns["task"] = (columns["task"][0], place)
            continue
        last = name
    duties = {"lead", "responsible", "support", "limit"} & columns.keys()
    return columns if "task" in columns and duties else None


def read_row(text: str, block: Block, columns: Columns) -> dict[str, Span]:
    """The cells of a row by the names of their columns."""
    cells = {}
    for name, (first, last) in columns.items():
        own = [cell for cell in block.cells[first : last + 1] if cell.end > cell.start]
        if own:
            cells[name] = Span(own[0].start, own[-1].end).strip(text)
    return cells


def spans_the_table(text: str, block: Block) -> bool:
    """Whether a row holds one text for all its columns: the title of a group of rows."""
    return len({cell.quote(text).strip() for cell in block.cells} - {""}) == 1


def is_sum(words: str) -> bool:
    """Whether the first words of a row say that it adds up the rows above it."""
    return bool(_SUM.match(fold_width(words).strip()))


def number_of(text: str, cells: Mapping[str, Span], pack: Pack) -> tuple[Marker | None, str | None]:
    """The printed number of a row: at the start of its task, or in a column of its own."""
    if task := cells.get("task"):
        marker = read_marker(pack, text, task.start, task.end)
        if marker is not None:
            return marker, marker.text.strip()
    if number := cells.get("number"):
        words = number.quote(text)
        if read_number(words.strip(" .、．()（）")) is not None:
            return None, words
    return None, None
