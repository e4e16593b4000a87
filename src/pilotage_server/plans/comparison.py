"""Two editions of a plan side by side, as the page shows them.

Compared with ``pilotage.plan.diff``. A comparison is kept for as long as the process lives, by the
words of both editions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pilotage.base import Language, Span
from pilotage.plan import Aspect, Change, Difference, Plan, Succession, Task, diff
from pilotage.report import (
    aspect_word,
    change_words,
    course_counts,
    course_of,
    course_word,
    marked_spans,
    named,
    pieces,
    succession_reason,
)

from . import store
from .models import PlanRow

ASPECTS = (Aspect.UNIT, Aspect.ROLE, Aspect.LIMIT, Aspect.TARGET, Aspect.WORDS)
"""What a reader asks for by itself; other changes are shown with their tasks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A filter: its key in the address, its word, how many tasks it leaves."""

    key: str
    word: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One change in words."""

    aspect: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What became of a task: its names, its changes, why, and both texts with the words marked."""

    course: str
    word: str
    old: str
    new: str
    changes: tuple[Told, ...]
    reason: str
    old_texts: tuple[SafeString, ...]
    new_texts: tuple[SafeString, ...]
    folded: bool
    anchor: str


def difference(old: PlanRow, new: PlanRow) -> Difference:
    """What became of every task of ``old`` in ``new``, as the documents have it.

    What persons ruled is left out: a ruling is no word of the text.
    """
    return _compared(old.compiled, new.compiled)


@lru_cache(maxsize=16)
def _compared(old: str, new: str) -> Difference:
    return diff(store.parsed(old), store.parsed(new))


def choices(found: Difference, lang: Language) -> tuple[list[Choice], list[Choice]]:
    """The filters by what became of a task, and by what changed in it; without empty ones."""
    courses = [
        Choice(key=key, word=course_word(key, lang), count=n)
        for key, n in course_counts(found).items()
        if n
    ]
    aspects = [
        Choice(key=aspect.value, word=aspect_word(aspect, lang), count=n)
        for aspect in ASPECTS
        if (n := sum(aspect in one.aspects for one in found.successions))
    ]
    return courses, aspects


def chosen(found: Difference, show: str) -> list[Succession]:
    """The successions a filter leaves; without one, all that differ."""
    if not show:
        return [one for one in found.successions if not one.unchanged]
    if show == "all":
        return list(found.successions)
    return [
        one
        for one in found.successions
        if course_of(one) == show or show in {aspect.value for aspect in one.aspects}
    ]


def pair_of(one: Succession, found: Difference, lang: Language) -> Pair:
    """One succession as it is shown."""
    course = course_of(one)
    gone, come = marked_spans(one)
    return Pair(
        course=course,
        word=course_word(course, lang),
        old=_names(one.old),
        new=_names(one.new),
        changes=tuple(
            Told(aspect=aspect_word(change.aspect, lang), words=change_words(change, lang))
            for change in one.changes
            if change.aspect is not Aspect.WORDS
        ),
        reason=succession_reason(one, found, lang),
        old_texts=tuple(_marked(found.old, task.span, gone, "del") for task in one.old),
        new_texts=tuple(_marked(found.new, task.span, come, "ins") for task in one.new),
        folded=course in ("unchanged", "renumbered"),
        anchor=f"n-{one.new[0].id}" if one.new else f"o-{one.old[0].id}",
    )


def front_of(found: Difference, lang: Language) -> list[Told]:
    """What changed about the document itself and its sections."""

    def told(change: Change, aspect: Aspect) -> Told:
        return Told(aspect=aspect_word(aspect, lang), words=change_words(change, lang))

    front = [told(change, change.aspect) for change in found.front]
    return front + [told(change, Aspect.SECTION) for change in found.sections]


def outside_of(found: Difference) -> list[Mapping[str, SafeString]]:
    """The lines in no task where they differ, both sides marked."""
    return [
        {
            "old": _quoted(found.old, edit.old, "del"),
            "new": _quoted(found.new, edit.new, "ins"),
        }
        for edit in found.outside
    ]


def _names(tasks: Sequence[Task]) -> str:
    return " + ".join(named(task) for task in tasks)


def _marked(plan: Plan, whole: Span, spans: Sequence[Span], tag: str) -> SafeString:
    shapes = {True: "<{0}>{1}</{0}>", False: "{1}"}
    parts = (format_html(shapes[mark], tag, piece) for mark, piece in pieces(plan, whole, spans))
    return format_html_join("", "{}", ((part,) for part in parts))


def _quoted(plan: Plan, spans: Sequence[Span], tag: str) -> SafeString:
    return format_html_join(" ", "{}", ((_marked(plan, span, [span], tag),) for span in spans))
