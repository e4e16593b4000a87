"""Words with their places, and which of them differ between two stretches of text.

White space, punctuation, letter case and width do not count, as they do not for a task's id.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import NamedTuple

from pilotage.base import Language, Span, fold_width
from pilotage.language import pack_for, read_marker

from .diff_match import Features, features
from .diff_model import Edit
from .model import Task

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|[{_HAN}]|[^\W\d_{_HAN}]+")
_CELL = re.compile(r"[^\t\n]+")
_WORK = 400_000
"""Pairs of equal words beyond which a stretch is told whole: the time grows with them."""
_MANY = 10_000
"""Pairs of pieces beyond which likeness is not looked for piece by piece."""
_SAME_SENTENCE = 0.3
"""Share of common words and pairs of words from which two sentences are told word by word."""
_SLIVER = {"zh": 1, "en": 3}
"""Letters that, left alone between two changes, are told as changed too: easier to read."""


Stretch = tuple[int, int, int, int]
"""From and to on the old side, from and to on the new."""


class Word(NamedTuple):
    """A word (a single character of Chinese) and where it stands."""

    key: str
    span: Span


def words_of(text: str, spans: Iterable[Span]) -> list[Word]:
    """The words in ``spans`` of ``text``, in order."""
    return [
        Word(found[0].casefold(), Span(*found.span()).shifted(span.start))
        for span in spans
        for found in _WORD.finditer(fold_width(span.quote(text)))
    ]


def unmarked(text: str, span: Span, language: Language) -> Span:
    """``span`` without the white space at its ends and the number printed at its start."""
    span = span.strip(text)
    marker = read_marker(pack_for(language), text, *span)
    return Span(marker.end, span.end).strip(text) if marker else span


def pieces_of(text: str, task: Task, language: Language) -> list[Span]:
    """The task's own words, piece by piece: its heading, its measures and what else it says.

    Its printed number, its note of units and a limit that stands by itself are left out: they are
    compared as what they are.
    """
    found: list[Span] = []
    at = task.span.start
    if task.number and text.startswith(task.number, at):
        at += len(task.number)
    measures = sorted(measure.span for measure in task.measures)
    for measure in (*measures, Span(task.span.end, task.span.end)):
        found += _cells_between(text, Span(at, measure.start), task)
        found.append(measure)
        at = max(at, measure.end)
    bare = (unmarked(text, span, language) for span in found)
    return [span for span in bare if span.end > span.start]


def _cells_between(text: str, span: Span, task: Task) -> Iterator[Span]:
    apart = [duty.span for duty in task.units if duty.span]
    apart += [task.limit.span] if task.limit and task.limit.span else []
    for found in _CELL.finditer(text, *span) if span.start < span.end else ():
        cell = Span(*found.span())
        if not any(cell.start < other.end and other.start < cell.end for other in apart):
            yield cell


def edits_between(
    old: Sequence[Sequence[Word]], new: Sequence[Sequence[Word]], language: Language
) -> list[Edit]:
    """What differs between two lists of pieces; the same, sides exchanged, the other way round."""
    if _keys(chain(*new)) < _keys(chain(*old)):
        return [Edit(old=e.new, new=e.old) for e in edits_between(new, old, language)]
    found: list[Edit] = []
    rows = ([tuple(_keys(piece)) for piece in side] for side in (old, new))
    for a, b, c, d in _changed(*rows):
        found += _pieces_apart(old[a:b], new[c:d], language)
    ends = _ends(old), _ends(new)
    return [Edit(old=_runs(o, ends[0]), new=_runs(n, ends[1])) for o, n in _spans(found)]


def _spans(edits: Iterable[Edit]) -> Iterator[tuple[tuple[Span, ...], tuple[Span, ...]]]:
    return ((edit.old, edit.new) for edit in edits)


def _keys(words: Iterable[Word]) -> list[str]:
    return [word.key for word in words]


def _changed(a: Sequence[Hashable], b: Sequence[Hashable]) -> Iterator[Stretch]:
    """The stretches that differ; one for all that differs where looking closer takes too long."""
    low = next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
    ends = enumerate(zip(reversed(a[low:]), reversed(b[low:]), strict=False))
    tail = next((i for i, (x, y) in ends if x != y), min(len(a), len(b)) - low)
    left, right = a[low : len(a) - tail], b[low : len(b) - tail]
    counts, others = Counter(left), Counter(right)
    if sum(n * others[key] for key, n in counts.items()) > _WORK:
        yield low, low + len(left), low, low + len(right)
        return
    for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            yield low + i, low + j, low + k, low + m


def _pieces_apart(
    old: Sequence[Sequence[Word]], new: Sequence[Sequence[Word]], language: Language
) -> Iterator[Edit]:
    """Like pieces word by word, in their order; what stands between them as a whole."""
    if min(len(old), len(new)) == 1 or len(old) * len(new) > _MANY:
        like = _alike(features(_keys(chain(*old))), features(_keys(chain(*new))))
        pairs = [(0, len(old), 0, len(new))] if like else []
    else:
        pairs = [(i, i + 1, j, j + 1) for i, j in _like(old, new)]
    at_old = at_new = 0
    for a, b, c, d in (*pairs, (len(old), len(old), len(new), len(new))):
        yield from _whole([*chain(*old[at_old:a])], [*chain(*new[at_new:c])])
        yield from _within([*chain(*old[a:b])], [*chain(*new[c:d])], language)
        at_old, at_new = b, d


def _like(old: Sequence[Sequence[Word]], new: Sequence[Sequence[Word]]) -> list[tuple[int, int]]:
    """Places of pieces with many words in common, in order on both sides, as many as can be."""
    a, b = ([features(_keys(piece)) for piece in side] for side in (old, new))
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            skip = max(best[i + 1][j], best[i][j + 1])
            best[i][j] = max(skip, best[i + 1][j + 1] + _alike(a[i], b[j]))
    found, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found


def _alike(a: Features, b: Features) -> float:
    """Share of what they have in common, 0 when it is too small for the two to be one."""
    both = a.total() + b.total()
    share = 2 * (a & b).total() / both if both else 0.0
    return share if share >= _SAME_SENTENCE else 0.0


def _whole(old: list[Word], new: list[Word]) -> Iterator[Edit]:
    if old or new:
        yield Edit(old=tuple(w.span for w in old), new=tuple(w.span for w in new))


def _within(old: list[Word], new: list[Word], language: Language) -> Iterator[Edit]:
    """The edits of one changed stretch, word by word."""
    for a, b, c, d in _joined(old, _changed(_keys(old), _keys(new)), language):
        yield Edit(old=tuple(w.span for w in old[a:b]), new=tuple(w.span for w in new[c:d]))


def _joined(old: list[Word], changed: Iterable[Stretch], language: Language) -> list[Stretch]:
    """The changed stretches, those joined that only a sliver of equal words keeps apart."""
    found: list[Stretch] = []
    for a, b, c, d in changed:
        if found:
            p, q, r, s = found[-1]
            kept = sum(len(word.key) for word in old[q:a])
            if kept <= _SLIVER[language] and min(q - p + s - r, b - a + d - c) > 1:
                found[-1] = (p, b, r, d)
                continue
        found.append((a, b, c, d))
    return found


def _ends(pieces: Sequence[Sequence[Word]]) -> frozenset[int]:
    """Where pieces end: a run of words is not drawn across, since something else stands there."""
    return frozenset(piece[-1].span.end for piece in pieces if piece)


def _runs(spans: Sequence[Span], ends: frozenset[int]) -> tuple[Span, ...]:
    """Neighbouring words as one span, piece by piece."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1].end not in ends:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)
