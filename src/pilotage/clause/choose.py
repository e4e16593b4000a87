"""Which items are tasks: the smallest numbered ones with a responsibility note of their own, or,
in a document without any note, the smallest numbered ones of its measures (DESIGN §4.1)."""

from dataclasses import dataclass

from pilotage.base import Span
from pilotage.language import SectionKind
from pilotage.outline import Node, Outline

from .note import Note

_SECTION_RANK = 10
"""一、 and above: below it, several notes in one item are still one item (GRAMMAR §2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An item to be read as a clause. ``span`` is its whole text, children included."""

    node: Node
    span: Span
    notes: tuple[Note, ...]
    safeguard: bool
    numbered: bool = True
    heading: Span | None = None
    """The heading when it is not the node's own (an unnumbered paragraph of it)."""


def choose(outline: Outline, notes: list[list[Note]]) -> list[Chosen]:
    """The items of ``outline``, in order; ``notes`` are those in each node's own text."""
    below = _noted_below(outline, notes)
    annotated = any(notes)
    named = {(node.parent, node.rank) for node in outline.nodes if notes[node.index]}
    chosen: list[Chosen] = []
    swallowed_to = -1
    for node in outline.nodes:
        if node.own.start < swallowed_to:
            continue
        if notes[node.index] and not below[node.index]:
            items = _noted(outline, node, notes)
            swallowed_to = items[-1].span.end
            chosen.extend(items)
        elif node.leaf and _counts(outline, node):
            beside = (node.parent, node.rank) in named
            safeguard = node.section is SectionKind.SAFEGUARD or (annotated and not beside)
            chosen.append(Chosen(node=node, span=node.own, notes=(), safeguard=safeguard))
    return chosen


def _noted_below(outline: Outline, notes: list[list[Note]]) -> list[bool]:
    """For each node, whether an item below it has a note."""
    below = [False] * len(outline.nodes)
    for node in reversed(outline.nodes):
        if node.parent >= 0 and (below[node.index] or notes[node.index]):
            below[node.parent] = True
    return below


def _noted(outline: Outline, node: Node, notes: list[list[Note]]) -> list[Chosen]:
    own = notes[node.index]
    paragraphs = _paragraphs(outline, node, own)
    if paragraphs:
        return paragraphs
    end = node.own.end
    for at in range(node.index + 1, len(outline.nodes)):
        if outline.nodes[at].rank <= node.rank:
            break
        end = outline.nodes[at].own.end
    return [Chosen(node=node, span=Span(node.own.start, end), notes=tuple(own), safeguard=False)]


def _paragraphs(outline: Outline, node: Node, own: list[Note]) -> list[Chosen]:
    """Unnumbered paragraphs of one section that each close with a note are items of their own."""
    text = outline.document.text
    lines = _lines(text, node.own)
    if len(own) < 2 or not node.leaf or len(lines) < 3 or node.rank > _SECTION_RANK:
        return []
    noted = [(line, [n for n in own if line.covers(n.span)]) for line in lines]
    closing = [
        (line, inside)
        for line, inside in noted
        if inside and inside[-1].span.end >= line.end - 2 and inside[-1].span.start > line.start
    ]
    if len(closing) < 2 or len(closing) < len([x for x in noted if x[1]]):
        return []
    items: list[Chosen] = []
    for line, inside in closing:
        first = line.covers(Span(node.own.start, node.own.start + 1))
        items.append(
            Chosen(
                node=node,
                span=line,
                notes=tuple(inside),
                safeguard=False,
                numbered=first,
                heading=None if first else _first_words(text, line),
            )
        )
    return items


def _lines(text: str, span: Span) -> list[Span]:
    lines, start = [], span.start
    while start < span.end:
        end = text.find("\n", start, span.end)
        end = span.end if end < 0 else end
        line = Span(start, end).strip(text)
        if line.end > line.start:
            lines.append(line)
        start = end + 1
    return lines


def _first_words(text: str, line: Span) -> Span:
    for sign in ("。", ". "):
        at = text.find(sign, line.start, min(line.end, line.start + 60))
        if at > 0:
            return Span(line.start, at)
    return Span(line.start, min(line.end, line.start + 20))


def _counts(outline: Outline, node: Node) -> bool:
    """A leaf counts when it is numbered (or lost its number among numbered siblings) and its
    section is there to do something."""
    if node.section is SectionKind.ASIDE:
        return False
    if node.number is None and not node.cells:
        siblings = outline.nodes[node.index - 1 : node.index]
        return (
            bool(siblings)
            and siblings[0].parent == node.parent
            and siblings[0].rank == node.rank
            and siblings[0].number is not None
        )
    return True
