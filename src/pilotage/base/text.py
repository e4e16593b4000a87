"""Folding of characters that keeps every offset: one character in, one character out."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache


def _same_length_folds() -> dict[int, int]:
    folds = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    folds |= dict.fromkeys((12288, 160, 8194, 8195, 8201, 8239), 32)
    folds |= {ord("〇"): ord("〇"), ord("○"): ord("〇"), ord("’"): ord("'"), ord("‘"): ord("'")}
    return folds


_FOLDS = _same_length_folds()


def fold_width(text: str) -> str:
    """``text`` with full-width Latin, digits, brackets and spaces made half-width; same length."""
    return text.translate(_FOLDS)


_NO_WORDING = re.compile(r"[\W_]+")
_ASCII_NO_WORDING = bytes(code for code in range(128) if not chr(code).isalnum())
_COMMON_SIGNS = re.compile("[，。、；：（）“”‘’《》〈〉【】！？—…·　 \\n]+")
"""Signs that no normal form turns into a letter or figure, or joins to one."""


def wording(text: str) -> str:
    """Only the letters and figures of ``text``, folded: what remains when layout changes."""
    if text.isascii():
        return text.encode().translate(None, _ASCII_NO_WORDING).decode().lower()
    bare = _COMMON_SIGNS.sub("", text)
    if not unicodedata.is_normalized("NFKC", bare):
        bare = unicodedata.normalize("NFKC", text)
    folded = bare.casefold()
    return folded if folded.isalnum() else _NO_WORDING.sub("", folded)


_heading_wording = lru_cache(maxsize=1024)(wording)
"""Headings come back at every task below them."""


def fingerprint(*parts: str, length: int = 12) -> str:
    """A short name for a piece of wording: equal words give equal names, whatever their layout."""
    digest = hashlib.sha256("\x1f".join(_parts_wording(parts)).encode()).hexdigest()
    return digest[:length]


def _parts_wording(parts: tuple[str, ...]) -> Iterator[str]:
    return (_heading_wording(part) if len(part) <= 100 else wording(part) for part in parts)
