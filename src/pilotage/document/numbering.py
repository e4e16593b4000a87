"""Word's automatic numbers turned back into what Word prints.

``word/numbering.xml`` (ECMA-376 part 1, §17.9) maps a paragraph's list to an abstract list with
nine levels, each with a format, a start and a pattern such as ``（%1）``.
"""

from dataclasses import dataclass, field

from lxml import etree

from .counting import printed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    format: str
    start: int
    pattern: str
    suffix: str
    legal: bool
    """isLgl: the numbers of the levels above are printed as figures."""
    restart: int | None
    """lvlRestart: 0 never, n after level n; None after every level above."""
    style: str | None


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int]
    """startOverride: level to the number with which this list begins anew, once."""


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has counted."""

    _lists: dict[str, _List] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)

    def depth_of(self, list_id: str, style: str | None) -> int | None:
        """The level of a list that is bound to a paragraph style, if any."""
        found = self._lists.get(list_id)
        for depth, level in found.levels.items() if found and style else ():
            if level.style == style:
                return depth
        return None

    def label(self, list_id: str, depth: int) -> str:
        """The printed number of the next paragraph at ``depth`` (0 to 8) of that list, or ''."""
        found = self._lists.get(list_id)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return ""
        counter = self._counters.setdefault(found.abstract, [None] * 9)
        value, begins = counter[depth], found.restarts.pop(depth, None)
        if begins is not None:
            counter[depth] = begins
        else:
            counter[depth] = level.start if value is None else value + 1
        for below in range(depth + 1, 9):
            deeper = found.levels.get(below)
            after = deeper.restart if deeper else None
            if after is None or depth < after:
                counter[below] = None
        return "" if level.format == "bullet" else _label(found, level, counter)

    def add(self, list_id: str, found: _List) -> None:
        """One more list."""
        self._lists[list_id] = found


def _label(found: _List, level: _Level, counter: list[int | None]) -> str:
    text = level.pattern
    for depth in range(9):
        if f"%{depth + 1}" in text:
            at = found.levels.get(depth, level)
            value = counter[depth]
            number = at.start if value is None else value
            form = "decimal" if level.legal and at.format != "none" else at.format
            text = text.replace(f"%{depth + 1}", printed(form, number))
    return text + level.suffix if text else ""


def read_numbering(root: etree._Element | None, list_of_style: dict[str, str]) -> Numbering:
    """The lists that ``numbering.xml`` declares; none when the part is missing.

    ``list_of_style`` gives the list of a numbering style, for lists that point to one.
    """
    numbering = Numbering()
    if root is None:
        return numbering
    abstracts = {a.get(f"{W}abstractNumId", ""): a for a in root.iter(f"{W}abstractNum")}
    nums = {num.get(f"{W}numId", ""): num for num in root.iter(f"{W}num")}
    for list_id, num in nums.items():
        name = _value(num, "abstractNumId", "")
        linked = _value(abstracts[name], "numStyleLink", "") if name in abstracts else ""
        if linked and list_of_style.get(linked) in nums:
            name = _value(nums[list_of_style[linked]], "abstractNumId", name)
        if name not in abstracts:
            continue
        levels = {_depth(at): _level(at) for at in abstracts[name].iter(f"{W}lvl")}
        restarts = {}
        for override in num.iter(f"{W}lvlOverride"):
            depth = _depth(override)
            replaced = override.find(f"{W}lvl")
            if replaced is not None:
                levels[depth] = _level(replaced)
            start = _value(override, "startOverride", "")
            if start.isdecimal():
                restarts[depth] = int(start[:9])
        numbering.add(list_id, _List(name, levels, restarts))
    return numbering


def _depth(node: etree._Element) -> int:
    depth = node.get(f"{W}ilvl", "0")
    return min(int(depth), 8) if depth.isdecimal() and len(depth) < 4 else 0


def _value(node: etree._Element, tag: str, default: str) -> str:
    found = node.find(f"{W}{tag}")
    return found.get(f"{W}val", default) if found is not None else default


def _level(level: etree._Element) -> _Level:
    suffix = {"tab": " ", "space": " ", "nothing": ""}.get(_value(level, "suff", "tab"), " ")
    pattern = _value(level, "lvlText", "")
    if pattern.endswith(("、", "）", "．")):
        suffix = ""
    start, restart = _value(level, "start", "1"), _value(level, "lvlRestart", "")
    legal = level.find(f"{W}isLgl")
    return _Level(
        format=_value(level, "numFmt", "decimal"),
        start=int(start[:9]) if start.isdecimal() else 1,
        pattern=pattern,
        suffix=suffix,
        legal=legal is not None and legal.get(f"{W}val", "1") not in ("0", "false"),
        restart=int(restart[:1]) if restart.isdecimal() else None,
        style=_value(level, "pStyle", "") or None,
    )
