"""Folding of characters that keeps every offset: one character in, one character out."""

import hashlib
import unicodedata


def _same_length_folds() -> dict[int, int]:
    folds = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    folds |= dict.fromkeys((12288, 160, 8194, 8195, 8201, 8239), 32)
    folds |= {ord("〇"): ord("〇"), ord("○"): ord("〇"), ord("’"): ord("'"), ord("‘"): ord("'")}
    return folds


_FOLDS = _same_length_folds()


def fold_width(text: str) -> str:
    """``text`` with full-width Latin, digits, brackets and spaces made half-width; same length."""
    return text.translate(_FOLDS)


def wording(text: str) -> str:
    """Only the letters and figures of ``text``, folded: what remains when layout changes."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum())


def fingerprint(*parts: str, length: int = 12) -> str:
    """A short name for a piece of wording: equal words give equal names, whatever their layout."""
    digest = hashlib.sha256("\x1f".join(wording(p) for p in parts).encode()).hexdigest()
    return digest[:length]
