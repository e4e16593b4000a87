"""What became of the tasks of one edition in the next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pilotage.base import Span
from pilotage.clause import Role

from .model import Plan, Task


class Relation(StrEnum):
    """One task to one; one to several; several to one; new in the later edition; gone from it."""

    MATCHED = "matched"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    REMOVED = "removed"


class Aspect(StrEnum):
    """What of a task, of a section or of the document's front differs."""

    TITLE = "title"
    DOCUMENT_NUMBER = "document_number"
    ISSUER = "issuer"
    ISSUED = "issued"
    NUMBER = "number"
    SECTION = "section"
    ORDER = "order"
    KIND = "kind"
    HEADING = "heading"
    UNIT = "unit"
    UNIT_NAME = "unit_name"
    ROLE = "role"
    LIMIT = "limit"
    TARGET = "target"
    WORDS = "words"


class Ground(StrEnum):
    """Why tasks are taken for one: equal words, like words, sentences of one in the other."""

    SAME = "same"
    ALIKE = "alike"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One side of a change: as it reads, and its place in that side's text (None: no words)."""

    text: str
    span: Span | None = None
    role: Role | None = None
    """The role of the unit, when ``text`` names one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One aspect that differs; a side that has nothing to show is None."""

    aspect: Aspect
    old: Value | None
    new: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Words that gave way to others. A side is empty when words only came, or only went."""

    old: tuple[Span, ...]
    new: tuple[Span, ...]


def untold(edits: Iterable[Edit], changes: Iterable[Change]) -> list[Edit]:
    """The edits that no change of a heading, a unit, a limit or a target tells already."""
    cells = [change for change in changes if change.aspect is not Aspect.WORDS]
    old = [change.old.span for change in cells if change.old and change.old.span]
    new = [change.new.span for change in cells if change.new and change.new.span]
    return [edit for edit in edits if not (_within(edit.old, old) and _within(edit.new, new))]


def _within(spans: Iterable[Span], others: Sequence[Span]) -> bool:
    return all(any(other.covers(span) for other in others) for span in spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An old and a new task (their ids) taken for one, and why.

    ``strength``, ``heading`` and ``body`` are shares from 0 to 1: of the whole, the likeness of the
    headings and of the bodies, rarer words counting for more. For PART ``covered`` of ``sentences``
    sentences of the smaller task stand in the other.
    """

    old: str
    new: str
    ground: Ground
    strength: float
    heading: float
    body: float
    covered: int = 0
    sentences: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """What became of one task, or of several. Every task of either edition is in exactly one.

    ``nearest`` is, of an added or removed task, the likest one that it was not taken for.
    """

    relation: Relation
    old: tuple[Task, ...]
    new: tuple[Task, ...]
    links: tuple[Link, ...] = ()
    changes: tuple[Change, ...] = ()
    edits: tuple[Edit, ...] = ()
    nearest: Link | None = None

    @property
    def strength(self) -> float:
        """The weakest of its links, 0 to 1; 1 minus the nearest likeness when it has none."""
        if self.links:
            return min(link.strength for link in self.links)
        return 1 - (self.nearest.strength if self.nearest else 0.0)

    @property
    def aspects(self) -> frozenset[Aspect]:
        """What differs."""
        return frozenset(change.aspect for change in self.changes)

    @property
    def untold(self) -> list[Edit]:
        """The edits that are told as words alone."""
        return untold(self.edits, self.changes)

    @property
    def moved(self) -> bool:
        """Whether it stands in another section, or in another place among its neighbours."""
        return bool(self.aspects & {Aspect.SECTION, Aspect.ORDER})

    @property
    def renumbered(self) -> bool:
        """Whether nothing but the printed number differs."""
        return self.relation is Relation.MATCHED and self.aspects == {Aspect.NUMBER}

    @property
    def unchanged(self) -> bool:
        """Whether nothing differs at all."""
        return self.relation is Relation.MATCHED and not self.changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two editions compared. ``front`` and ``sections`` are the document's own changes,
    ``outside`` the lines that belong to no task."""

    old: Plan
    new: Plan
    successions: tuple[Succession, ...]
    front: tuple[Change, ...]
    sections: tuple[Change, ...]
    outside: tuple[Edit, ...]

    @property
    def empty(self) -> bool:
        """Whether the two say the same, word for word and in the same order."""
        tasks = all(succession.unchanged for succession in self.successions)
        return tasks and not (self.front or self.sections or self.outside)
