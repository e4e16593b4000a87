"""Sections that were renamed or renumbered, and tasks that changed places inside one."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from pilotage.base import Language, Span, wording

from .diff_match import Features, alike, features
from .diff_model import Aspect, Change, Value
from .diff_words import unmarked, words_of
from .model import Task

Section = tuple[str, ...]


def section_of(task: Task, language: Language) -> Section:
    """The wording of the headings above a task, without their numbers."""
    return tuple(
        wording(unmarked(line, Span(0, len(line)), language).quote(line)) for line in task.path
    )


def heading_of(task: Task, language: Language) -> Features:
    """The heading right above a task, without its number, as features; empty when there is none."""
    line = task.path[-1] if task.path else ""
    bare = unmarked(line, Span(0, len(line)), language)
    return features([word.key for word in words_of(line, [bare])])


def renamed(pairs: Sequence[tuple[Task, Task]], language: Language) -> dict[Section, Section]:
    """Old sections that are gone and the new ones that took their place, of the ``pairs`` of tasks.

    A section took another's place when most tasks of either went to, and came from, the other; a
    single task says so only when the headings are alike.
    """
    alike_pairs = [
        (a, b) for a, b in pairs if alike(heading_of(a, language), heading_of(b, language))
    ]
    sure = {(section_of(a, language), section_of(b, language)) for a, b in alike_pairs}
    ways = Counter((section_of(a, language), section_of(b, language)) for a, b in pairs)
    olds, news = {old for old, _ in ways}, {new for _, new in ways}
    return {
        old: new
        for (old, new), n in ways.items()
        if (n > 1 or (old, new) in sure)
        and old not in news
        and new not in olds
        and all(m < n for (a, b), m in ways.items() if (a == old) != (b == new))
    }


def section_changes(
    pairs: Sequence[tuple[Task, Task]], names: dict[Section, Section], language: Language
) -> Iterator[Change]:
    """Sections that stayed under another name or number, each once."""
    seen = set()
    for old, new in pairs:
        a, b = section_of(old, language), section_of(new, language)
        printed = " / ".join(old.path), " / ".join(new.path)
        stayed = a == b or names.get(a) == b
        if stayed and wording(printed[0]) != wording(printed[1]) and printed not in seen:
            seen.add(printed)
            yield Change(
                aspect=Aspect.NUMBER if a == b else Aspect.SECTION,
                old=Value(text=printed[0]),
                new=Value(text=printed[1]),
            )


def in_order(places: Sequence[int]) -> list[bool]:
    """Whether each of ``places`` keeps its order: whether every longest rising row needs it.

    Of two neighbours that changed places neither does: nothing says which of them moved.
    """
    before = _rising(places)
    after = _rising([-place for place in reversed(places)])[::-1]
    longest = max(before, default=0)
    through = [a + b - 1 == longest for a, b in zip(before, after, strict=True)]
    alone = Counter(a for a, on in zip(before, through, strict=True) if on)
    return [on and alone[a] == 1 for a, on in zip(before, through, strict=True)]


def _rising(places: Sequence[int]) -> list[int]:
    """The length of the longest rising row that ends at each place."""
    ends: list[int] = []
    found = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
        found.append(at + 1)
    return found
