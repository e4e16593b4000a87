"""Printed numbers, and the items that stand side by side under a heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pilotage.base import Span, fold_width
from pilotage.language import Marker, pack_for, read_marker
from pilotage.plan import Plan, Task

_START = re.compile(r"^|(?<=[。；;）)])[^\S\n]*", re.MULTILINE)
"""Where an item may begin: on a new line or, in a text that lost its lines, after a sentence."""

_CHAPTER = re.compile(r"\s*(\d+)\.\d")
"""3.1 and 3.2 are one list; 4.1 begins another."""

Path = tuple[str, ...]
"""Headings from the outermost in, and a task's id at the end of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A task or a heading with tasks below it: its number as printed, its place, its end.

    ``style`` is the same for numbers of one form: 1. and １．, but not 1) nor （1）. ``value`` is
    what the number counts.
    """

    number: str
    style: str
    value: int
    span: Span


def numbers_in(plan: Plan, span: Span, style: str) -> set[int]:
    """The values of the numbers of that style printed within ``span``."""
    pack = pack_for(plan.language)
    starts = {found.end() for found in _START.finditer(plan.text, *span)}
    if pack.inline_marker:
        starts |= {found.start() for found in pack.inline_marker.finditer(plan.text, *span)}
    markers = (read_marker(pack, plan.text, start, span.end) for start in starts)
    return {m.value for m in markers if m and _style(m) == style and m.value is not None}


def siblings(plan: Plan) -> Iterator[tuple[str, list[Item]]]:
    """Each heading that has numbered items below it, and those items in order.

    Unnumbered items are passed over. The outermost items stand under the plan's own title.
    """
    groups: dict[Path, dict[Path, Item]] = {}
    for task in plan.tasks:
        for depth in range(len(task.path)):
            group = groups.setdefault(task.path[:depth], {})
            _add_heading(group, task.path[: depth + 1], plan, task)
        if task.number and (item := _item(plan, task.span.quote(plan.text), task.span)):
            groups.setdefault(task.path, {})[*task.path, task.id] = item
    for above, items in groups.items():
        yield (above[-1] if above else plan.title or plan.source.name), list(items.values())


def _add_heading(group: dict[Path, Item], path: Path, plan: Plan, task: Task) -> None:
    """The heading as an item; known already, it reaches to the end of one more task."""
    if known := group.get(path):
        group[path] = replace(known, span=Span(known.span.start, task.span.end))
        return
    start = plan.text.rfind(path[-1], 0, task.span.start)
    span = Span(start if start >= 0 else task.span.start, task.span.end)
    if item := _item(plan, path[-1], span):
        group[path] = item


def _item(plan: Plan, printed: str, span: Span) -> Item | None:
    marker = read_marker(pack_for(plan.language), printed, 0, len(printed))
    if marker is None or marker.value is None:
        return None
    return Item(number=marker.text.strip(), style=_style(marker), value=marker.value, span=span)


def _style(marker: Marker) -> str:
    printed = fold_width(marker.text)
    around = "".join(c for c in printed if not c.isalnum() and not c.isspace())
    chapter = _CHAPTER.match(printed)
    return f"{marker.rank}{around}{chapter[1] if chapter else ''}"
