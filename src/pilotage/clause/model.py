"""Who is told to do what, by when, how much: what one item of a document says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple

from pilotage.base import Precision, Span
from pilotage.outline import Outline

Comparison = Literal[">=", "<=", "=", "+", "-"]


class Role(StrEnum):
    """牵头, 配合, 责任 (roles not told apart)."""

    LEAD = "lead"
    SUPPORT = "support"
    RESPONSIBLE = "responsible"


class LimitKind(StrEnum):
    """By a date; ongoing; recurring; staged (several dates, the last one counts)."""

    BY = "by"
    ONGOING = "ongoing"
    RECURRING = "recurring"
    STAGED = "staged"


class Fate(StrEnum):
    """What became of a stretch of text. Nothing is dropped: the four add up to the document."""

    TASK = "task"
    HEADING = "heading"
    SET_ASIDE = "set_aside"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A stretch of text and its fate; ``reason`` names why it was set aside."""

    span: Span
    fate: Fate
    reason: str | None = None


class Mention(NamedTuple):
    """A unit as written in a responsibility note; ``inherited`` when the note stands elsewhere.

    A tuple, like ``Span``: a long text has tens of thousands, and they are made in half the time.
    """

    name: str
    span: Span
    role: Role
    inherited: bool = False


class Measure(NamedTuple):
    """One thing to do: a sentence of the task. A tuple, as ``Mention`` is."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """时限. ``date`` is the last day of the period, None when open-ended or relative.

    ``by`` names the person who ruled, when the limit was not read from the text (``span`` None).
    """

    text: str
    span: Span | None
    date: date | None
    precision: Precision | None
    kind: LimitKind
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure to be reached. ``quantity`` is None when the words hold a figure we do not read.

    ``by`` is the day by which it is to be reached. ``ruled_by`` names the person who ruled;
    ``span`` is None only then, when the text does not have the words.
    """

    text: str
    span: Span | None
    quantity: float | None
    unit: str | None
    comparison: Comparison | None
    by: date | None
    ruled_by: str | None = None

    @property
    def figure(self) -> str:
        """ "≥ 30 %": what was understood of the figure; empty when nothing was."""
        if self.quantity is None:
            return ""
        signs = {">=": "≥ ", "<=": "≤ ", "=": "", "+": "+", "-": "−"}
        number = f"{self.quantity:,.15g}"
        return f"{signs[self.comparison or '=']}{number} {self.unit or ''}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Another document cited in the text."""

    title: str
    number: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """What someone asked for at a meeting, in the words of the brief; never a task by itself."""

    speaker: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One item told apart: its place in the outline and everything it says.

    ``safeguard`` is true for an organisational measure that names no unit.
    """

    node: int
    span: Span
    number: str | None
    heading: str
    safeguard: bool
    measures: tuple[Measure, ...]
    mentions: tuple[Mention, ...]
    limit: Limit | None
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clauses:
    """All clauses of a document, the documents it cites, and the fate of every stretch of text."""

    outline: Outline
    items: tuple[Clause, ...]
    references: tuple[Reference, ...]
    directives: tuple[Directive, ...]
    portions: tuple[Portion, ...]
