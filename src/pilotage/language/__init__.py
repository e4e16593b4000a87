"""What a language supplies: numbering, section names, time and quantity words."""

import re

from pilotage.base import Language

from .en import EN
from .model import Marker, Pack, SectionKind
from .numerals import chinese_number, read_number, read_roman
from .zh import ZH

_HAN = re.compile("[\u4e00-\u9fff]+")
_AROUND = re.compile(r"[（）()〔〕、．.:：章编篇节条第　]")

__all__ = [
    "EN",
    "ZH",
    "Marker",
    "Pack",
    "SectionKind",
    "chinese_number",
    "detect",
    "pack_for",
    "read_marker",
    "read_number",
    "read_roman",
]


def detect(text: str) -> Language:
    """Chinese when at least a tenth of the letters of the first 20,000 characters are Han."""
    sample = text[:20_000]
    han = sum(map(len, _HAN.findall(sample)))
    return "zh" if han > 0.1 * sum(map(str.isalpha, sample)) else "en"


def pack_for(language: Language) -> Pack:
    """The pack of that language."""
    return ZH if language == "zh" else EN


def read_marker(pack: Pack, text: str, start: int, end: int) -> Marker | None:
    """The printed number at ``text[start:end]``'s start, or None."""
    match = pack.marker.match(text, start, end)
    if match is None:
        return None
    form = match.lastgroup or ""
    printed = match[form]
    core = (_AROUND.sub(" ", printed).split() or [""])[-1]
    value = (
        read_roman(core) if form in ("roman", "chapter") and core.isupper() else read_number(core)
    )
    return Marker(pack.ranks[form], value, printed, match.end())
