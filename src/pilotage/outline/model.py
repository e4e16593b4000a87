"""What belongs under what: the tree of a document's sections and items."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pilotage.base import Span
from pilotage.document import Document
from pilotage.language import SectionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A section or an item.

    ``own`` runs from its number to where its first child, or the next node, begins; ``heading``
    is the short first sentence, or the first words when there is none. ``parent`` is an index
    into the outline's nodes, -1 at the top. ``number`` is as printed, None when the text lost it.
    """

    index: int
    parent: int
    rank: float
    number: str | None
    value: int | None
    own: Span
    heading: Span
    has_heading: bool
    section: SectionKind
    leaf: bool
    cells: Mapping[str, Span] = field(default_factory=dict)
    """For a row of a table: its cells by column (``task``, ``lead``, ``limit``, …)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Text around the items that is no item, and what it is (``preamble``, ``addressees``, …)."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What a document says of itself; None when it does not."""

    title: str | None = None
    title_span: Span | None = None
    number: str | None = None
    issuer: str | None = None
    issued: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A document as a tree, with its front matter and the text that stands around the tree."""

    document: Document
    front: FrontMatter
    nodes: tuple[Node, ...]
    remarks: tuple[Remark, ...]

    def path(self, node: Node) -> tuple[str, ...]:
        """The headings of the sections around ``node``, outermost first, numbers as printed."""
        names: list[str] = []
        at = node.parent
        while at >= 0:
            section = self.nodes[at]
            names.append(self.label(section))
            at = section.parent
        return tuple(reversed(names))

    def label(self, node: Node) -> str:
        """Number and heading of a node on one line, without final punctuation."""
        number = node.number or ""
        heading = " ".join(node.heading.quote(self.document.text).split())
        gap = " " if number and self.document.language == "en" else ""
        return f"{number}{gap}{heading}".rstrip("。.：: ")

    def children(self, node: Node) -> tuple[Node, ...]:
        """The nodes right below ``node``, in order."""
        return tuple(n for n in self.nodes if n.parent == node.index)
