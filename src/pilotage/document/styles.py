"""The paragraph styles of a Word file: which are headings, which number their paragraphs."""

from dataclasses import dataclass

from lxml import etree

from .numbering import W

_MOST_STEPS = 20
"""A style is based on a style that is based on …; longer chains are knots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """``level`` is that of a heading (0: none, the title counts as 1); ``contents`` says that it is
    a line of a table of contents; ``list_id`` and ``depth`` are its automatic list, if any."""

    level: int = 0
    contents: bool = False
    list_id: str | None = None
    depth: int | None = None


class Styles:
    """All styles, each looked up once."""

    def __init__(self, root: etree._Element | None) -> None:
        self._nodes = {
            node.get(f"{W}styleId", ""): node
            for node in (root.iter(f"{W}style") if root is not None else ())
        }
        self._found: dict[str, Style] = {}
        self.lists = {name: at for name in self._nodes if (at := self.of(name).list_id)}

    def of(self, name: str | None) -> Style:
        """The style with that id; a plain one when there is none."""
        if name is None or name not in self._nodes:
            return Style()
        if name not in self._found:
            self._found[name] = self._read(name)
        return self._found[name]

    def _read(self, name: str) -> Style:
        """What the style says, or else the one on which it is based."""
        level, contents = 0, False
        list_id: str | None = None
        depth: int | None = None
        at: str | None = name
        for _ in range(_MOST_STEPS):
            node = self._nodes.get(at or "")
            if node is None:
                break
            properties = node.find(f"{W}pPr")
            level = level or _heading(node)
            contents = contents or _named(node).startswith("toc ")
            own_list, own_depth = list_of(properties)
            list_id = own_list if list_id is None else list_id
            depth = own_depth if depth is None else depth
            based = node.find(f"{W}basedOn")
            at = based.get(f"{W}val") if based is not None else None
        return Style(level=max(level, 0), contents=contents, list_id=list_id, depth=depth)


def _named(node: etree._Element) -> str:
    name = node.find(f"{W}name")
    return name.get(f"{W}val", "").lower() if name is not None else ""


def _heading(node: etree._Element) -> int:
    """The level of a heading style; -1 for one that says it is none, 0 when it says nothing."""
    name = _named(node)
    if name.startswith("heading ") and name[8:].isdecimal() and len(name) < 10:
        return int(name[8:])
    if name == "title":
        return 1
    outline = outline_level(node.find(f"{W}pPr"))
    return 0 if outline is None else outline or -1


def outline_level(properties: etree._Element | None) -> int | None:
    """The level of paragraph properties that state one: 1 to 9, 0 for body text, None if unsaid."""
    at = properties.find(f"{W}outlineLvl") if properties is not None else None
    value = at.get(f"{W}val", "") if at is not None else ""
    if not value.isdecimal():
        return None
    return int(value) + 1 if len(value) == 1 and value != "9" else 0


def list_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """The list and the level in it that paragraph properties name."""
    number = properties.find(f"{W}numPr") if properties is not None else None
    if number is None:
        return None, None
    list_at, depth_at = number.find(f"{W}numId"), number.find(f"{W}ilvl")
    depth = depth_at.get(f"{W}val", "0") if depth_at is not None else ""
    return (
        list_at.get(f"{W}val") if list_at is not None else None,
        min(int(depth[:3]), 8) if depth.isdecimal() else None,
    )
