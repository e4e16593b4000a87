"""The document as the review page shows it: every character, with its values marked.

Written as strings, not as a template: a plan of a hundred tasks has thousands of marks.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import quote

from django.utils.safestring import SafeString, mark_safe

from pilotage.base import Span
from pilotage.plan import Fate, Plan, Portion, Task

from .marks import Layer, Mark, marks_of

CLASSES = {
    Layer.UNIT: "m",
    Layer.LIMIT: "m time",
    Layer.CITE: "m cite",
    Layer.TARGET: "m target",
    Layer.MEASURE: "m measure",
    Layer.HEADING: "head",
    Layer.UNREAD: "m unread",
    Layer.ASIDE: "m aside",
}
JOINER = "\u2060"
_LINE = re.compile(r"[^\n]*\S[^\n]*")


NOWHERE = Span(0, 0)


def document_html(
    plan: Plan, selected: str, reasons: Mapping[str, str], shown: Span = NOWHERE
) -> SafeString:
    """The whole text of ``plan``. Marks of the task with id ``selected`` lead to its values on the
    same page, those of other tasks to the page of theirs; ``reasons`` words why text was set aside
    ("other" for what it does not know). The words in ``shown`` are marked, anchored at ``found``.
    """
    written = "\n".join(_Writer(plan, selected, reasons, shown).lines())
    return mark_safe(written)  # noqa: S308 - escaped


class _Writer:
    def __init__(self, plan: Plan, selected: str, reasons: Mapping[str, str], shown: Span) -> None:
        self.plan = plan
        self.shown = shown
        self.selected = selected
        self.reasons = reasons
        self.marks = marks_of(plan)
        self.starts = {task.span.start: (n, task) for n, task in enumerate(plan.tasks, 1)}
        self.task_starts = sorted(self.starts)
        self.open: list[Mark] = []
        self.next = 0
        self.anchored: set[str] = set()
        self.said = ""
        self.portions = [p for p in plan.portions if p.fate is not Fate.TASK]
        self.portion = 0

    def lines(self) -> Iterator[str]:
        for found in _LINE.finditer(self.plan.text):
            line = Span(*found.span()).strip(self.plan.text)
            portion = self._portion_at(line)
            yield from self._said_of(portion)
            tag, attributes = self._frame(line, portion)
            yield f"<{tag}{attributes}>{''.join(self._pieces(line))}</{tag}>"

    def _portion_at(self, line: Span) -> Portion | None:
        """The stretch that is no task and holds the whole line, if there is one."""
        while (
            self.portion < len(self.portions) and self.portions[self.portion].span.end <= line.start
        ):
            self.portion += 1
        here = self.portions[self.portion] if self.portion < len(self.portions) else None
        return here if here and here.span.covers(line) else None

    def _said_of(self, portion: Portion | None) -> Iterator[str]:
        """A line of its own that says why the next lines were set aside, once a run of lines."""
        reason = self._reason(portion)
        if reason and reason != self.said:
            yield f'<p class="small dim why">{escape(reason)}</p>'
        self.said = reason

    def _reason(self, portion: Portion | None) -> str:
        if portion is None or portion.fate is Fate.HEADING:
            return ""
        name = "unread" if portion.fate is Fate.UNREAD else portion.reason or ""
        return self.reasons.get(name) or self.reasons["other"]

    def _frame(self, line: Span, portion: Portion | None) -> tuple[str, str]:
        """The tag of a line and its attributes: a heading, a task's first line, or plain."""
        task = self._task_starting_in(line)
        if task:
            place, found = task
            anchor = f' id="t-{place}"' + (' class="here"' if found.id == self.selected else "")
            return ("h4" if _is_heading(found, line, self.plan.text) else "p"), anchor
        if portion and portion.fate is Fate.HEADING:
            return "h3", ""
        return "p", ""

    def _task_starting_in(self, line: Span) -> tuple[int, Task] | None:
        at = bisect_left(self.task_starts, line.start)
        if at < len(self.task_starts) and self.task_starts[at] < line.end:
            return self.starts[self.task_starts[at]]
        return None

    def _pieces(self, line: Span) -> Iterator[str]:
        """The line cut where marks begin and end, each piece under its strongest mark."""
        at = line.start
        while at < line.end:
            self._catch_up(at)
            end = self._next_edge(at, line.end)
            yield self._found(Span(at, end), self._piece(Span(at, end)))
            at = end

    def _found(self, span: Span, piece: str) -> str:
        """``piece``, marked when it is among the words that were asked for."""
        if span.start == span.end or not self.shown.covers(span):
            return piece
        anchor = ' id="found"' if "found" not in self.anchored else ""
        self.anchored.add("found")
        return f'<mark class="found"{anchor}>{piece}</mark>'

    def _catch_up(self, at: int) -> None:
        """Drop the marks that have ended and take up those that have begun."""
        self.open = [mark for mark in self.open if mark.span.end > at]
        while self.next < len(self.marks) and self.marks[self.next].span.start <= at:
            mark = self.marks[self.next]
            self.next += 1
            if mark.span.end > at:
                self.open.append(mark)

    def _next_edge(self, at: int, end: int) -> int:
        edges = [mark.span.end for mark in self.open if mark.span.end > at]
        edges += [edge for edge in self.shown if edge > at]
        if self.next < len(self.marks):
            edges.append(self.marks[self.next].span.start)
        return min([end, *edges])

    def _piece(self, span: Span) -> str:
        words = escape(span.quote(self.plan.text))
        if not self.open:
            return words
        strongest = min(self.open, key=lambda mark: (mark.layer, -mark.span.start))
        hidden = "".join(
            f'<span id="s-{mark.key}"></span>'
            for mark in self.open
            if mark is not strongest and mark.layer == strongest.layer and self._first(mark)
        )
        return hidden + self._marked(strongest, words, ends=span.end == strongest.span.end)

    def _marked(self, mark: Mark, words: str, *, ends: bool) -> str:
        css = CLASSES[mark.layer]
        if not mark.key:
            return f'<span class="{css}">{words}</span>'
        anchor = f' id="s-{mark.key}"' if self._first(mark) else ""
        index = f"{JOINER}<sup>{mark.sign}</sup>" if ends and mark.sign else ""
        key = f' data-k="{mark.key}"'
        return f'<a class="{css}"{key}{anchor} href="{self._to(mark)}">{words}{index}</a>'

    def _first(self, mark: Mark) -> bool:
        """Whether this mark still lacks its anchor; it has it from now on."""
        if not mark.key or mark.key in self.anchored:
            return False
        self.anchored.add(mark.key)
        return True

    def _to(self, mark: Mark) -> str:
        if not mark.task:
            return f"#v-{mark.key}"
        task = self.plan.tasks[mark.task - 1].id
        page = "" if task == self.selected else f"?task={quote(task)}"
        return f"{page}#v-{mark.key}"


def _is_heading(task: Task, line: Span, text: str) -> bool:
    """Whether the first line of a task holds its heading and nothing else but its number."""
    rest = line.quote(text).replace(task.heading, "", 1)
    return bool(task.heading) and len(rest.strip(" 　.。:：")) <= len(task.number or "") + 3
