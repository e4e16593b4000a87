"""Which task of the one edition became which of the other.

Equal words first; then likeness, the likest pair first, one to one; then tasks left over whose
sentences stand in a task of the other side: that one was split, or they were merged into it.
Every step treats the two sides alike, so that comparing the other way round gives the same pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import fsum, log

from .diff_model import Ground, Link
from .model import Task

ALIKE = 0.34
"""Likeness from which two tasks are one; set on pairs of real editions (docs/how-to)."""
NEAREST = 0.18
"""Likeness that is enough for two tasks left over that are each other's likest, stand in
sections that are headed alike and are headed alike themselves: a task written anew keeps its place
and its subject."""
HEADED = 0.2
COVERED = 0.55
"""Share of a sentence's words found again from which the sentence is taken to be found again."""
PART = 0.5
"""Share of a task's sentences (by weight of words) from which it is part of another."""
_SHORT = 6
"""Features below which a sentence is too short to be found again: it would be anywhere."""
_HEADING = 0.35
"""Share of the heading in the likeness of a task that has more than a heading."""
_COMMON = 0.2
"""Features in more than this share of all tasks do not bring two tasks together."""

Features = Counter[str]
Part = tuple[float, int, int, int, int]
"""A share, the places of an old and a new task, how many sentences were found of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A task made ready for comparing: where it stands, what it says, in words and in features."""

    task: Task
    place: int
    section: tuple[str, ...]
    wording: str
    heading: Features
    body: Features
    sentences: tuple[Features, ...]
    above: Features
    """Of the heading of its section."""


@dataclass(slots=True)
class Group:
    """Places of old and new tasks that belong together, and why."""

    old: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def features(keys: Sequence[str]) -> Features:
    """Words that have more than one letter, and pairs of neighbours: for Chinese, the pairs."""
    return Counter([key for key in keys if len(key) > 1 or key.isascii()]) + Counter(
        map("\x1f".join, pairwise(keys))
    )


def alike(a: Features, b: Features) -> bool:
    """Whether two headings of sections have a third of their words in common, or both are none."""
    return not (a or b) or 3 * (a & b).total() >= max(a.total(), b.total())


def match(old: Sequence[Side], new: Sequence[Side]) -> list[Group]:
    """Groups that hold every place of either side exactly once."""
    return _Matching(old, new).groups()


class _Scale:
    """How much each feature weighs: the rarer among all tasks, the more."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self.total = len(sides)
        self.seen = Counter(f for side in sides for f in {**side.body, **side.heading})
        self.weight = {f: log(1 + self.total / n) for f, n in self.seen.items()}
        self.weighed: dict[int, float] = {}

    def of(self, found: Features) -> float:
        """The weight of a task's features, which live as long as the scale does."""
        if id(found) not in self.weighed:
            self.weighed[id(found)] = fsum(self.weight[f] * n for f, n in found.items())
        return self.weighed[id(found)]

    def common(self, a: Features, b: Features) -> float:
        small, large = (a, b) if len(a) < len(b) else (b, a)
        return fsum(self.weight[f] * min(n, large[f]) for f, n in small.items() if f in large)

    def dice(self, a: Features, b: Features) -> float:
        both = self.of(a) + self.of(b)
        return 2 * self.common(a, b) / both if both else 0.0

    def telling(self, feature: str) -> bool:
        return self.seen[feature] <= max(6, _COMMON * self.total)


class _Matching:
    def __init__(self, old: Sequence[Side], new: Sequence[Side]) -> None:
        self.old, self.new = old, new
        self.scale = _Scale([*old, *new])
        self.of_old: dict[int, Group] = {}
        self.of_new: dict[int, Group] = {}
        self.known: dict[tuple[int, int], float] = {}

    def groups(self) -> list[Group]:
        """In the order of the old text, then what is new."""
        self._same(lambda side: side.task.id)
        self._same(lambda side: (side.section, side.wording))
        self._same(lambda side: side.wording)
        likely = self._likely()
        self._alike(likely)
        self._nearest_each(likely)
        self._attach_all(likely)
        self._lonely(likely)
        seen: dict[int, Group] = {}
        for group in (*self.of_old.values(), *self.of_new.values()):
            seen.setdefault(id(group), group)
        return list(seen.values())

    def _same(self, key: Callable[[Side], Hashable]) -> None:
        """Pairs of equal key; of several with one key the first with the first, and so on."""
        free: defaultdict[Hashable, list[int]] = defaultdict(list)
        for side in self.new:
            if side.place not in self.of_new:
                free[key(side)].append(side.place)
        for side in self.old:
            if side.place not in self.of_old and free[key(side)]:
                self._pair(side.place, free[key(side)].pop(0), Ground.SAME, 1.0)

    def _pair(self, i: int, j: int, ground: Ground, strength: float) -> None:
        group = Group([i], [j], [self._link(i, j, ground, strength)])
        self.of_old[i] = self.of_new[j] = group

    def _link(self, i: int, j: int, ground: Ground, strength: float, *sentences: int) -> Link:
        a, b = self.old[i], self.new[j]
        covered, of = sentences or (0, 0)
        return Link(
            old=a.task.id,
            new=b.task.id,
            ground=ground,
            strength=round(strength, 3),
            heading=round(self.scale.dice(a.heading, b.heading), 3),
            body=1.0 if ground is Ground.SAME else round(self.scale.dice(a.body, b.body), 3),
            covered=covered,
            sentences=of,
        )

    def _likely(self) -> list[tuple[int, int]]:
        """Pairs, not both settled, that share something which few tasks have."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for side in self.new:
            for feature in {**side.body, **side.heading}:
                if self.scale.telling(feature):
                    places[feature].append(side.place)
        found = set()
        for side in self.old:
            shared = Counter(j for f in {**side.body, **side.heading} for j in places.get(f, ()))
            found |= {(side.place, j) for j, n in shared.items() if n > 1}
        return sorted((i, j) for i, j in found if not (i in self.of_old and j in self.of_new))

    def likeness(self, i: int, j: int) -> float:
        """0 to 1: of headings and bodies together; of headings alone where there is no body."""
        if (i, j) not in self.known:
            a, b = self.old[i], self.new[j]
            heading = self.scale.dice(a.heading, b.heading)
            body = self.scale.dice(a.body, b.body) if a.body and b.body else heading
            self.known[i, j] = _HEADING * heading + (1 - _HEADING) * body
        return self.known[i, j]

    def _key(self, strength: float, i: int, j: int) -> tuple[float, bool, int, int, list[str]]:
        """Best first; what follows the strength is the same with the sides exchanged."""
        a, b = self.old[i], self.new[j]
        return (
            -round(strength, 6),
            a.section != b.section,
            abs(i - j),
            i + j,
            sorted((a.wording, b.wording)),
        )

    def _alike(self, likely: Sequence[tuple[int, int]]) -> None:
        free = [(i, j) for i, j in likely if i not in self.of_old and j not in self.of_new]
        scored = [(self.likeness(i, j), i, j) for i, j in free]
        for strength, i, j in sorted(
            (one for one in scored if one[0] >= ALIKE), key=lambda one: self._key(*one)
        ):
            if i not in self.of_old and j not in self.of_new:
                self._pair(i, j, Ground.ALIKE, strength)

    def _nearest_each(self, likely: Sequence[tuple[int, int]]) -> None:
        """Pairs left over of which each is the other's likest."""
        best: dict[tuple[str, int], tuple[float, int, int]] = {}
        for i, j in likely:
            if i not in self.of_old and j not in self.of_new:
                self._keep_best(best, (self.likeness(i, j), i, j))
        for (end, i), one in best.items():
            strength, _, j = one
            if end == "old" and best["new", j] == one and strength >= NEAREST:
                a, b = self.old[i], self.new[j]
                headed = self.scale.dice(a.heading, b.heading) >= HEADED
                if headed and alike(a.above, b.above):
                    self._pair(i, j, Ground.ALIKE, strength)

    def _keep_best(
        self, best: dict[tuple[str, int], tuple[float, int, int]], one: tuple[float, int, int]
    ) -> None:
        for end in (("old", one[1]), ("new", one[2])):
            known = best.get(end)
            if known is None or self._key(*one) < self._key(*known):
                best[end] = one

    def _attach_all(self, likely: Sequence[tuple[int, int]]) -> None:
        """Tasks left over that are surely part of another join it, the surest first."""
        found = {pair: parts for pair in likely if (parts := self._sure(*pair))}
        while found:
            part = min(
                (one for parts in found.values() for one in parts),
                key=lambda one: self._key(*one[:3]),
            )
            group = self._attach(*part)
            for pair in [(i, j) for i, j in found if i in group.old or j in group.new]:
                del found[pair]
            for i, j in likely:
                if (i in group.old or j in group.new) and (parts := self._sure(i, j)):
                    found[i, j] = parts

    def _sure(self, i: int, j: int) -> list[Part]:
        return [one for one in self._parts(i, j) if one[0] >= PART]

    def _attach(self, share: float, i: int, j: int, covered: int, of: int) -> Group:
        group = self.of_old.get(i) or self.of_new.get(j) or Group()
        group.old += [] if i in group.old else [i]
        group.new += [] if j in group.new else [j]
        group.links.append(self._link(i, j, Ground.PART, share, covered, of))
        self.of_old[i] = self.of_new[j] = group
        return group

    def _parts(self, i: int, j: int) -> Iterator[Part]:
        """How far ``i`` is part of ``j``, or ``j`` of ``i``, when that can still be so."""
        left, right = self.of_old.get(i), self.of_new.get(j)
        if left is None and (right is None or len(right.new) == 1):
            yield self._part(self.old[i], self.new[j], [self.old[o] for o in _old(right)], i, j)
        if right is None and (left is None or len(left.old) == 1):
            yield self._part(self.new[j], self.old[i], [self.new[n] for n in _new(left)], i, j)

    def _part(self, part: Side, whole: Side, others: Sequence[Side], i: int, j: int) -> Part:
        """The share of ``part`` that stands in what the ``others`` leave of ``whole``.

        Where there are no others, a single sentence found again does not make two tasks one.
        """
        left = whole.body.copy()
        for other in others:
            left -= other.body
        sizes = [self.scale.of(sentence) for sentence in part.sentences]
        found = [
            size
            for size, sentence in zip(sizes, part.sentences, strict=True)
            if sentence.total() >= _SHORT and self.scale.common(sentence, left) / size >= COVERED
        ]
        alone = not others and len(found) < 2
        share = fsum(found) / fsum(sizes) if fsum(sizes) and not alone else 0.0
        return share, i, j, len(found), len(sizes)

    def _lonely(self, likely: Sequence[tuple[int, int]]) -> None:
        """What is left over was added or removed; the nearest on the other side is kept to say."""
        nearest: dict[tuple[str, int], tuple[float, int, int]] = {}
        for i, j in likely:
            self._keep_best(nearest, (self.likeness(i, j), i, j))
        for side in self.old:
            if side.place not in self.of_old:
                links = self._nearest(nearest.get(("old", side.place)))
                self.of_old[side.place] = Group([side.place], [], links)
        for side in self.new:
            if side.place not in self.of_new:
                links = self._nearest(nearest.get(("new", side.place)))
                self.of_new[side.place] = Group([], [side.place], links)

    def _nearest(self, one: tuple[float, int, int] | None) -> list[Link]:
        return [self._link(one[1], one[2], Ground.ALIKE, one[0])] if one else []


def _old(group: Group | None) -> list[int]:
    return group.old if group else []


def _new(group: Group | None) -> list[int]:
    return group.new if group else []
