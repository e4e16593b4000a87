"""The difference of two editions as text for a terminal, and as JSON with its reasons."""

from collections.abc import Iterator, Sequence
from typing import Any

from pilotage.base import Language, Span
from pilotage.plan import Aspect, Difference, Edit, Succession, diff_to_json

from .columns import fit, pad, printable, width_of, wrap
from .diff_wording import (
    aspect_word,
    change_words,
    course,
    label,
    labels,
    named,
    reason,
    summary,
)
from .paint import Ink, paint

_INK = {"added": Ink.BLUE, "removed": Ink.RED, "renumbered": Ink.FAINT, "changed": Ink.YELLOW}
_AROUND = {"en": 32, "zh": 16}
"""Characters shown on either side of changed words."""
_EDITS = 6
"""Changed places shown of a task; the JSON and the page show all."""
_LONG = 120
"""Columns shown of the beginning and of the end of a longer stretch of changed words."""
_STOPS = "\n\t"


def diff_json(found: Difference, lang: Language = "en") -> dict[str, Any]:
    """Schema ``pilotage.diff/1``, each task with its reason worded in ``lang``."""
    value = diff_to_json(found)
    for row, one in zip(value["tasks"], found.successions, strict=True):
        row["reason"] = reason(one, found, lang)
    return value


def diff_text(
    found: Difference, lang: Language = "en", colour: bool = False, *, width: int = 100
) -> str:
    """What became of every task, what changed in it and why they were taken for one.

    Unchanged tasks are only counted. ``width`` is in columns. Ends with a line break.
    """
    names = [printable(plan.source.name) for plan in (found.old, found.new)]
    lines = [
        paint(" → ".join(names), Ink.BOLD, colour),
        *wrap(summary(found, lang), width),
        *_document(found, lang, width),
    ]
    told = _Told(found, lang, colour, max(width, 60))
    for one in found.successions:
        if not one.unchanged:
            lines += ["", *told.block(one)]
    lines += told.outside()
    return "\n".join(lines) + "\n"


def _document(found: Difference, lang: Language, width: int) -> Iterator[str]:
    colon = "：" if lang == "zh" else ": "
    for change in (*found.front, *found.sections):
        section = change in found.sections
        key = Aspect.SECTION if section else change.aspect
        first, *rest = wrap(
            f"{aspect_word(key, lang)}{colon}{change_words(change, lang)}", width - 2
        )
        yield f"  {first}"
        yield from (f"    {line}" for line in rest)


class _Told:
    """The blocks of one comparison, their columns aligned."""

    def __init__(self, found: Difference, lang: Language, colour: bool, width: int) -> None:
        self.found, self.lang, self.colour, self.width = found, lang, colour, width
        self.label = max(width_of(label(key, lang)) for key in labels())
        self.aspect = max(
            width_of(aspect_word(a, lang)) for a in Aspect if a is not Aspect.DOCUMENT_NUMBER
        )

    def block(self, one: Succession) -> Iterator[str]:
        """What became of it; then, unless it was only renumbered, what changed, and why."""
        key = course(one)
        head = pad(label(key, self.lang), self.label)
        names = self._names(one)
        yield f"{paint(head, _INK.get(key, Ink.BOLD), self.colour)}  {names[0]}"
        yield from (" " * (self.label + 2) + name for name in names[1:])
        if key != "renumbered":
            yield from self._changes(one)
            yield from self._row("", reason(one, self.found, self.lang), Ink.FAINT)

    def _names(self, one: Succession) -> list[str]:
        room = self.width - self.label - 2
        old, new = ([named(task) for task in tasks] for tasks in (one.old, one.new))
        if len(old) == len(new) == 1 and one.old[0].heading == one.new[0].heading:
            number = one.old[0].number
            arrow = f"{number} → " if number and number != one.new[0].number else ""
            return wrap(arrow + new[0], room)
        marked = [*(f"− {name}" for name in old), *(f"+ {name}" for name in new)]
        return [line for name in marked for line in wrap(name, room)]

    def _changes(self, one: Succession) -> Iterator[str]:
        for change in one.changes:
            if change.aspect is not Aspect.WORDS and change.aspect is not Aspect.NUMBER:
                yield from self._row(
                    aspect_word(change.aspect, self.lang), change_words(change, self.lang)
                )
        if Aspect.WORDS in one.aspects:
            yield from self._edits(one.untold, aspect_word(Aspect.WORDS, self.lang))

    def _edits(self, edits: Sequence[Edit], head: str) -> Iterator[str]:
        for edit in edits[:_EDITS]:
            yield from self._row(head, self._shown(edit))
            head = ""
        if (more := len(edits) - _EDITS) > 0:
            told = f"… 另有{more}处" if self.lang == "zh" else f"… and {more} more places"
            yield from self._row("", told)

    def _shown(self, edit: Edit) -> str:
        """The words that went and came between those around them, as word diffs are written."""
        text, spans = (
            (self.found.new.text, edit.new) if edit.new else (self.found.old.text, edit.old)
        )
        before, after = _around(text, spans, _AROUND[self.found.new.language])
        gone = _quoted(self.found.old.text, edit.old)
        come = _quoted(self.found.new.text, edit.new)
        marks = (f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else "")
        return " ".join(f"{before}{marks}{after}".split())

    def _row(self, head: str, text: str, ink: Ink | None = None) -> Iterator[str]:
        margin = self.label + 2
        room = self.width - margin - self.aspect - 2
        for line in wrap(text, room):
            shown = paint(line, ink, self.colour) if ink else line
            yield f"{' ' * margin}{pad(head, self.aspect)}  {shown}"
            head = ""

    def outside(self) -> Iterator[str]:
        """What differs in the lines that are in no task."""
        if self.found.outside:
            yield ""
            n = len(self.found.outside)
            yield (
                f"任务以外的文字有{n}处不同："
                if self.lang == "zh"
                else f"Outside the tasks the text differs in {n} {'place' if n == 1 else 'places'}:"
            )
            yield from self._edits(self.found.outside, "")


def _quoted(text: str, spans: Sequence[Span]) -> str:
    """The words, those of several places parted by …; of very many the first and the last."""
    words = " … ".join(span.quote(text) for span in spans)
    if width_of(words) <= 2 * _LONG:
        return words
    start, end = fit(words, _LONG), fit(words[::-1], _LONG)[::-1]
    return f"{start.rpartition(' ')[0] or start} […] {end.partition(' ')[2] or end}"


def _around(text: str, spans: Sequence[Span], reach: int) -> tuple[str, str]:
    """The words before the first span and after the last, on their own line."""
    start, end = spans[0].start, spans[-1].end
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    if start > reach and text[start - reach - 1 : start - reach].isascii():
        before = before.partition(" ")[2] or before
    if text[end + reach : end + reach + 1].isascii():
        after = after.rpartition(" ")[0] or after
    for stop in _STOPS:
        before, after = before.rpartition(stop)[2], after.partition(stop)[0]
    cut = start - len(before) > 0 and text[start - len(before) - 1] not in _STOPS
    more = end + len(after) < len(text) and text[end + len(after)] not in _STOPS
    return ("…" if cut else "") + before, after + ("…" if more else "")
