"""Word's automatic numbers turned back into what Word prints.

``word/numbering.xml`` (ECMA-376 part 1, §17.9) maps a paragraph's list to an abstract list with
nine levels, each with a format, a start and a pattern such as ``（%1）``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from pilotage.language import chinese_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _roman(n: int) -> str:
    out = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        out += sign * (n // value)
        n %= value
    return out


def _letter(n: int) -> str:
    return chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1)


def _circled(n: int) -> str:
    return chr(0x245F + n) if 1 <= n <= 20 else str(n)


_CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "ideographTraditional",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "ideographDigital",
    "chineseLegalSimplified",
)
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in str(n)),
    "none": lambda _: "",
    **dict.fromkeys(_CHINESE, chinese_number),
}


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    start: int
    pattern: str
    suffix: str


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)

    def label(self, list_id: str, depth: int) -> str:
        """The printed number of the next paragraph at ``depth`` (0 to 8) of that list, or ''."""
        level = self.levels.get(list_id, {}).get(depth)
        if level is None or level.format == "bullet":
            return ""
        counter = self._counters.setdefault(self.abstract.get(list_id, list_id), [None] * 9)
        value = counter[depth]
        counter[depth] = level.start if value is None else value + 1
        counter[depth + 1 :] = [None] * (8 - depth)
        return self._printed(list_id, level, counter)

    def _printed(self, list_id: str, level: _Level, counter: list[int | None]) -> str:
        text = level.pattern
        for depth in range(9):
            if f"%{depth + 1}" in text:
                at = self.levels[list_id].get(depth, level)
                number = counter[depth] if counter[depth] is not None else at.start
                text = text.replace(f"%{depth + 1}", _FORMATS.get(at.format, str)(number or 0))
        return text + level.suffix


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists that ``numbering.xml`` declares; none when the part is missing."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstracts = {a.get(f"{W}abstractNumId"): a for a in root.iter(f"{W}abstractNum")}
    for num in root.iter(f"{W}num"):
        list_id = num.get(f"{W}numId", "")
        link = num.find(f"{W}abstractNumId")
        name = link.get(f"{W}val", "") if link is not None else ""
        abstract = abstracts.get(name)
        if abstract is None:
            continue
        numbering.levels[list_id] = {
            int(level.get(f"{W}ilvl", "0")): _level(level) for level in abstract.iter(f"{W}lvl")
        }
        restarts = num.find(f"{W}lvlOverride/{W}startOverride") is not None
        numbering.abstract[list_id] = f"{name}/{list_id}" if restarts else name
    return numbering


def _level(level: etree._Element) -> _Level:
    def value(tag: str, default: str) -> str:
        found = level.find(f"{W}{tag}")
        return found.get(f"{W}val", default) if found is not None else default

    suffix = {"tab": " ", "space": " ", "nothing": ""}.get(value("suff", "tab"), " ")
    pattern = value("lvlText", "")
    if pattern.endswith(("、", "）", "．")):
        suffix = ""
    start = value("start", "1")
    return _Level(value("numFmt", "decimal"), int(start) if start.isdigit() else 1, pattern, suffix)
