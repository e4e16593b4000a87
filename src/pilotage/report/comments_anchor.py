"""Where the words of a plan stand in its Word file, and comments set round them."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from pilotage.base import Span

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PASSED_BY = frozenset(f"{W}{tag}" for tag in ("del", "moveFrom", "pPr", "sdtPr", "p")) | {
    _FALLBACK
}
_BREAKS = frozenset(f"{W}{tag}" for tag in ("sym", "noBreakHyphen"))
_NEAR, _FAR = 40, 400
"""How many letters further on the words of a paragraph are looked for: few for short ones."""
_SHORT, _LONG = 6, 12


class Letter(NamedTuple):
    """One letter of the file: the element that holds it, and its place there."""

    node: etree._Element
    offset: int


class Anchor(NamedTuple):
    """The first and the last letter that a comment is about."""

    first: Letter
    last: Letter


def anchors(root: etree._Element, text: str, spans: Sequence[Span | None]) -> list[Anchor | None]:
    """For each span of the canonical text its letters in the file.

    Where the file holds none of them (a printed list number), the nearest letter stands in; None
    only when the file holds no letter of the text at all.
    """
    held = _held(root, text)
    places = sorted(held)
    return [_anchor(held, places, span or Span(0, 0)) if places else None for span in spans]


def _anchor(held: dict[int, Letter], places: list[int], span: Span) -> Anchor:
    start = bisect_left(places, span.start)
    end = bisect_left(places, span.end)
    if start >= end:
        near = held[places[min(start, len(places) - 1)]]
        return Anchor(near, near)
    first = held[places[start]]
    paragraph = _paragraph(first.node)
    last = next(
        letter
        for place in reversed(places[start:end])
        if _paragraph((letter := held[place]).node) is paragraph
    )
    return Anchor(first, last)


def _paragraph(node: etree._Element) -> etree._Element | None:
    return next(node.iterancestors(f"{W}p"), None)


def _held(root: etree._Element, text: str) -> dict[int, Letter]:
    """Places of the canonical text whose letters the file holds; white space does not count."""
    places = [at for at, sign in enumerate(text) if not sign.isspace()]
    letters = "".join(text[at] for at in places)
    held: dict[int, Letter] = {}
    cursor = 0
    for stretch in _stretches(root):
        words = "".join((one.node.text or "")[one.offset] for one in stretch)
        at = _find(letters, words, cursor)
        if at < 0:
            continue
        for index, letter in enumerate(stretch):
            held.setdefault(places[at + index], letter)
        cursor = max(cursor, at + len(words))
    return held


def _find(letters: str, words: str, cursor: int) -> int:
    reach = _NEAR if len(words) < _SHORT else _FAR
    at = letters.find(words, cursor, cursor + len(words) + reach)
    if at < 0 and len(words) >= _SHORT:
        at = letters.find(words, cursor)
    if at < 0 and len(words) >= _LONG:
        at = letters.find(words)
    return at


def _stretches(root: etree._Element) -> Iterator[list[Letter]]:
    """The letters of each paragraph, cut where a sign stands that is no text of the file."""
    for paragraph in root.iter(f"{W}p"):
        if next(paragraph.iterancestors(_FALLBACK), None) is not None:
            continue
        stretch: list[Letter] = []
        for node in _below(paragraph):
            if node.tag in _BREAKS and stretch:
                yield stretch
                stretch = []
            elif node.tag == f"{W}t":
                said = enumerate(node.text or "")
                stretch += [Letter(node, at) for at, sign in said if not sign.isspace()]
        if stretch:
            yield stretch


def _below(node: etree._Element) -> Iterator[etree._Element]:
    for child in node:
        if child.tag in _PASSED_BY or not isinstance(child.tag, str):
            continue
        in_run = node.tag == f"{W}r"
        if (child.tag == f"{W}t" and in_run) or child.tag in _BREAKS:
            yield child
        else:
            yield from _below(child)


def place_comments(numbered: Sequence[tuple[int, Anchor]]) -> None:
    """Set the marks of each numbered comment round its letters, cutting runs where they begin.

    What a run looks like is kept by both its parts. Works from the end of the file to its
    beginning, so that a cut never moves a place that is still to come.
    """
    ends: dict[Letter, list[int]] = defaultdict(list)
    starts: dict[Letter, list[int]] = defaultdict(list)
    for number, (first, last) in numbered:
        starts[first].append(number)
        ends[Letter(last.node, last.offset + 1)].append(number)
    order: dict[etree._Element, int] = {}
    for root in {letter.node.getroottree().getroot() for letter in starts}:
        order |= {node: at for at, node in enumerate(root.iter(f"{W}t"))}
    both = {*starts, *ends}
    for letter in sorted(both, key=lambda x: (order[x.node], x.offset), reverse=True):
        marks = [mark for number in ends[letter] for mark in _end(number)]
        marks += [_mark("commentRangeStart", number) for number in starts[letter]]
        _insert(letter, marks)


def _insert(letter: Letter, marks: list[etree._Element]) -> None:
    """Between the letter before that place and the letter at it."""
    run = letter.node.getparent()
    if run is None:
        return
    text = letter.node.text or ""
    before = [n for n in letter.node.itersiblings(preceding=True) if n.tag != f"{W}rPr"]
    if letter.offset == 0 and not before:
        for mark in marks:
            run.addprevious(mark)
    elif letter.offset >= len(text) and letter.node.getnext() is None:
        for mark in reversed(marks):
            run.addnext(mark)
    else:
        rest = _cut(run, letter)
        for mark in marks:
            rest.addprevious(mark)


def _cut(run: etree._Element, letter: Letter) -> etree._Element:
    """The second half of the run, set after the first."""
    rest = etree.Element(f"{W}r")
    looks = run.find(f"{W}rPr")
    if looks is not None:
        rest.append(deepcopy(looks))
    node, text = letter.node, letter.node.text or ""
    after = list(node.itersiblings())
    if letter.offset == 0:
        after.insert(0, node)
    elif letter.offset < len(text):
        tail = etree.SubElement(rest, f"{W}t")
        for part, said in ((node, text[: letter.offset]), (tail, text[letter.offset :])):
            part.text = said
            part.set(_SPACE, "preserve")
    rest.extend(after)
    run.addnext(rest)
    return rest


def _mark(tag: str, number: int) -> etree._Element:
    mark = etree.Element(f"{W}{tag}")
    mark.set(f"{W}id", str(number))
    return mark


def _end(number: int) -> tuple[etree._Element, etree._Element]:
    run = etree.Element(f"{W}r")
    run.append(_mark("commentReference", number))
    return _mark("commentRangeEnd", number), run
