"""The visible words of a Word paragraph: what was inserted stays, what was deleted goes."""

from dataclasses import dataclass, field

from lxml import etree

from .builder import ITALIC, UPRIGHT, tightened
from .numbering import W

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
"""What tracked changes took away."""
_SILENT = DELETED | {
    f"{W}{tag}" for tag in ("instrText", "delText", "pPr", "sdtPr", "txbxContent", "rt", "fldData")
}
_TEXT = frozenset({f"{W}t", f"{_M}t"})
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}noBreakHyphen": "-",
    f"{W}br": "\n",
    f"{W}cr": "\n",
}
_SYMBOLS = {
    0xB7: "•",
    0x6C: "●",
    0x6E: "■",
    0x71: "□",
    0xA8: "□",
    0x6F: "□",
    0xA7: "▪",
    0x76: "❖",
    0xD8: "➢",
    0xFC: "✓",
    0xFE: "☑",
    0x52: "☑",
    0xFB: "✗",
    0x81: "①",
    0x82: "②",
    0x83: "③",
    0x84: "④",
    0x85: "⑤",
}
"""Signs of the fonts Wingdings and Symbol that stand in plans: bullets, boxes, ticks, figures."""


@dataclass(slots=True)
class Words:
    """``text`` is what is printed; ``hidden`` is what the file marks as not to be printed."""

    parts: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        text = "".join(self.parts)
        return tightened(text) if ITALIC in text else text


def words_of(node: etree._Element) -> Words:
    """The words of a paragraph; those of text boxes in it stand apart."""
    words = Words()
    _gather(node, words.parts, words)
    return words


def _gather(node: etree._Element, parts: list[str], words: Words) -> None:
    for child in node:
        tag = child.tag
        if tag in _TEXT:
            parts.append(child.text or "")
        elif tag in _SIGNS:
            page = tag == f"{W}br" and child.get(f"{W}type") in ("page", "column")
            parts.append("" if page else _SIGNS[tag])
        elif tag == f"{W}sym":
            parts.append(_symbol(child.get(f"{W}char", "")))
        elif tag == f"{W}r":
            _run(child, parts, words)
        elif tag not in _SILENT and tag != _MC_FALLBACK and isinstance(tag, str):
            _gather(child, parts, words)


def _run(run: etree._Element, parts: list[str], words: Words) -> None:
    setting = run.find(f"{W}rPr")
    if setting is None:
        _gather(run, parts, words)
    elif _is_on(setting, "vanish"):
        unseen: list[str] = []
        _gather(run, unseen, words)
        words.hidden.append("".join(unseen))
    elif _is_on(setting, "i"):
        slanted: list[str] = []
        _gather(run, slanted, words)
        parts.append(f"{ITALIC}{''.join(slanted)}{UPRIGHT}")
    else:
        _gather(run, parts, words)


def _is_on(setting: etree._Element, switch: str) -> bool:
    found = setting.find(f"{W}{switch}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false")


def _symbol(code: str) -> str:
    """A sign named by its place in a font of signs (``F0B7``)."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        return _SYMBOLS.get(number - 0xF000, "•")
    usual = 0x20 <= number <= 0xFFFD and not 0xD800 <= number <= 0xDFFF
    return chr(number) if usual else ""
