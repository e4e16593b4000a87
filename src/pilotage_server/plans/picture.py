"""The walk through a chain as a drawing: where each stop stands, and the lines between them.

Drawn here and not in the browser, so that it needs no script and every stop is a plain link. Sizes
are SVG attributes, in units of its view box.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .walk import Stop, View

WIDTH, HEAD, PITCH, SPREAD = 1376, 36, 30, 84
"""Width of the view box, height of the column heads, least and greatest height for one stop."""
BAR = 10
LABEL_GAP = 8
_NARROW, _WIDE = 6.3, 12.7
"""Width of a Latin and of a Chinese letter, at the size the style sheet sets them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A stop as drawn: the bar, and the words beside it, cut to the room there is."""

    stop: Stop
    x: int
    y: int
    top: int
    height: int
    text: str
    count: int
    on: bool
    room: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A way between two stops as drawn. ``on`` when it touches the point."""

    path: str
    width: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The drawing: heads of the columns with their places, stops and lines."""

    width: int
    height: int
    heads: tuple[tuple[int, str], ...]
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]


def picture_of(view: View, heads: Mapping[str, str], at: str = "") -> Picture:
    """``view`` drawn, under the words of ``heads`` for its columns; ``at`` is the point."""
    columns = {name: stops for name, stops in view.columns.items() if stops}
    rows = max((len(stops) for stops in columns.values()), default=0)
    height = max(rows * PITCH, 4 * PITCH)
    step = WIDTH // max(len(columns), 1)
    nodes: dict[str, Node] = {}
    for place, stops in enumerate(columns.values()):
        for node in _column(stops, place * step, step, height, view, at):
            nodes[node.stop.key] = node
    return Picture(
        width=WIDTH,
        height=HEAD + height,
        heads=tuple((place * step, heads[name]) for place, name in enumerate(columns)),
        nodes=tuple(nodes.values()),
        lines=tuple(_lines(view, nodes, at)),
    )


def _column(
    stops: Sequence[Stop], x: int, step: int, height: int, view: View, at: str
) -> list[Node]:
    pitch = min(height / len(stops), SPREAD)
    start = HEAD + (height - pitch * len(stops)) / 2
    found = []
    for place, stop in enumerate(stops):
        ends = sum(n for way, n in view.ways.items() if stop.key in way)
        tall = round(min(pitch - 8, 8 + 2.5 * ends))
        y = round(start + pitch * (place + 0.5))
        room = step - BAR - LABEL_GAP - 8
        found.append(
            Node(
                stop=stop,
                x=x,
                y=y,
                top=y - tall // 2,
                height=tall,
                text=_cut(f"{stop.label} {stop.words}".strip(), room),
                count=view.counts.get(stop.key, 1) if stop.key != at else 1,
                on=stop.key == at or stop.within == at != "",
                room=room,
            )
        )
    return found


def _cut(text: str, room: int) -> str:
    """``text`` as far as it fits into ``room``."""
    wide = 0.0
    for place, sign in enumerate(text):
        wide += _WIDE if ord(sign) > 0x2E7F else _NARROW
        if wide > room:
            return text[: max(place - 1, 1)].rstrip() + "…"
    return text


def _lines(view: View, nodes: Mapping[str, Node], at: str) -> list[Line]:
    """Every way, its ends side by side on the bars in the order in which they go apart."""
    ways = [(a, b, n) for (a, b), n in view.ways.items() if a in nodes and b in nodes]
    starts, ends = _slots(ways, nodes, end=False), _slots(ways, nodes, end=True)
    found = []
    for upper, lower, weight in ways:
        one, other = nodes[upper], nodes[lower]
        x, y = one.x + BAR, starts[upper, lower]
        to_x, to_y = other.x, ends[upper, lower]
        middle = (x + to_x) // 2
        path = f"M{x} {y:.1f}C{middle} {y:.1f} {middle} {to_y:.1f} {to_x} {to_y:.1f}"
        width = f"{min(9.0, 1.5 + weight):.1f}"
        found.append(Line(path=path, width=width, on=bool(at) and (one.on or other.on)))
    return found


def _slots(
    ways: Sequence[tuple[str, str, int]], nodes: Mapping[str, Node], *, end: bool
) -> dict[tuple[str, str], float]:
    """The height at which each way leaves its upper stop, or with ``end`` reaches its lower one."""
    at_node: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for upper, lower, _weight in ways:
        at_node[lower if end else upper].append((upper, lower))
    found = {}
    for key, here in at_node.items():
        node = nodes[key]
        here.sort(key=lambda way: nodes[way[0] if end else way[1]].y)
        for place, way in enumerate(here):
            found[way] = node.top + node.height * (place + 0.5) / len(here)
    return found
