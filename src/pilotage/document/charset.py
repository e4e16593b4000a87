"""Bytes to text, in any encoding that Chinese offices use."""

import codecs
import re

from pilotage.base import Diagnostic, PilotageError, Span

from .problems import BROKEN_CHARACTERS, CUT_SHORT, NOT_TEXT

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARKS = frozenset(
    "，。、；：“”‘’（）《》〈〉〔〕【】—–…·•×？！　％「」『』～－０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩"
)
_COMMON_GB = (0xB0, 0xD7)
_COMMON_BIG5 = (0xA4, 0xC6)
"""Lead bytes of the everyday signs: level 1 of GB 2312, the frequent ones of Big5."""
_EVERYDAY = 0.85
_TOLERATED = 0.01
"""Share of broken characters up to which a text is shown with marks instead of being refused."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(data: bytes) -> tuple[str, list[Diagnostic]]:
    """``data`` as text with line breaks as ``\\n``; PilotageError when it is no text at all.

    Order: byte order mark, UTF-16 by its zero bytes, UTF-8, GB18030, then a detector.
    """
    text, problems = _decode(data)
    if _binary(text):
        raise NOT_TEXT.refusal()
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " "), problems


def _decode(data: bytes) -> tuple[str, list[Diagnostic]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lenient(data, encoding)
    if unmarked := _wide_without_mark(data):
        return _lenient(data, unmarked)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and data[: error.start].decode("utf-8"):
            text = data[: error.start].decode("utf-8")
            return text, [CUT_SHORT.at(Span(max(0, len(text) - 1), len(text)))]
    for attempt in (_gb18030, _big5, _western, _mostly_utf8, _mostly_gb18030, _detected):
        found = attempt(data)
        if found is not None:
            return found
    raise NOT_TEXT.refusal()


def _lenient(data: bytes, encoding: str) -> tuple[str, list[Diagnostic]]:
    text = data.decode(encoding, errors="replace")
    return text, _broken(text, encoding.removesuffix("-sig").upper())


def _broken(text: str, encoding: str) -> list[Diagnostic]:
    count = text.count("\ufffd")
    if not count:
        return []
    if count > _TOLERATED * len(text) + 2:
        raise NOT_TEXT.refusal()
    first = text.index("\ufffd")
    return [BROKEN_CHARACTERS.at(Span(first, first + 1), count=count, encoding=encoding)]


def _wide_without_mark(data: bytes) -> str | None:
    """Text in two or four bytes a sign has zero bytes; a real text in any other encoding has none.

    Of the ways to read it, the one is right that gives figures, letters and common Chinese signs.
    """
    sample = data[:4096]
    if len(sample) < 8 or not sample.count(0):
        return None
    sample = sample[: len(sample) // 4 * 4]
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        usual = sum(" " <= c <= "~" or c in "\r\n\t" or _is_chinese(c) for c in text)
        if usual >= 0.9 * len(text):
            return encoding
    return None


def _is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char in _MARKS


def _gb18030(data: bytes) -> tuple[str, list[Diagnostic]] | None:
    for cut in range(3):
        try:
            text = data[: len(data) - cut].decode("gb18030")
        except UnicodeDecodeError as error:
            if error.start < len(data) - 4:
                return None
            continue
        if not _plausible_chinese(text):
            return None
        rare = _everyday(text, "gb2312", _COMMON_GB) < _EVERYDAY
        if rare and (_big5(data) is not None or _nearly_ascii(text)):
            return None
        end = Span(max(0, len(text) - 1), len(text))
        return text, [CUT_SHORT.at(end)] if cut else []
    return None


def _nearly_ascii(text: str) -> bool:
    """Whether only a few Chinese signs stand in it, as when ’s of Windows is read as GB18030."""
    sample = text[:20_000]
    return 0 < sum("\u4e00" <= c <= "\u9fff" for c in sample) < 0.1 * len(sample)


def _big5(data: bytes) -> tuple[str, list[Diagnostic]] | None:
    """Traditional Chinese: nearly all signs among the common ones of Big5."""
    try:
        text = data.decode("big5hkscs")
    except UnicodeDecodeError:
        return None
    usable = _plausible_chinese(text) and _everyday(text, "big5", _COMMON_BIG5) >= _EVERYDAY
    return (text, []) if usable else None


def _everyday(text: str, encoding: str, common: tuple[int, int]) -> float:
    """The share of Chinese signs that an encoding counts among its common ones, by lead byte."""
    signs = [c for c in text[:20_000] if "\u4e00" <= c <= "\u9fff"][:4000]
    leads = [encoded[0] for c in signs if (encoded := c.encode(encoding, errors="ignore"))]
    return sum(common[0] <= lead <= common[1] for lead in leads) / max(len(signs), 1)


def _plausible_chinese(text: str) -> bool:
    """Latin-1 prose also decodes as GB18030, but into rare characters."""
    beyond = [c for c in text[:20_000] if c > "\x7f"]
    return bool(beyond) and sum(map(_is_chinese, beyond)) >= 0.9 * len(beyond)


def _mostly_gb18030(data: bytes) -> tuple[str, list[Diagnostic]] | None:
    """GBK with a few broken bytes."""
    text = data.decode("gb18030", errors="replace")
    if not _plausible_chinese(text.replace("\ufffd", "")):
        return None
    try:
        return text, _broken(text, "GB18030")
    except PilotageError:
        return None


def _western(data: bytes) -> tuple[str, list[Diagnostic]] | None:
    """English text with quotation marks and dashes of Windows, and nothing of UTF-8."""
    if not data.decode("utf-8", errors="ignore").isascii():
        return None
    beyond = sum(byte >= 0x80 for byte in data[:100_000])
    return _lenient(data, "cp1252") if beyond < 0.1 * len(data[:100_000]) else None


def _mostly_utf8(data: bytes) -> tuple[str, list[Diagnostic]] | None:
    try:
        return _lenient(data, "utf-8")
    except PilotageError:
        return None


def _detected(data: bytes) -> tuple[str, list[Diagnostic]] | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:100_000]).best()
    if best is None:
        return None
    return _lenient(data, best.encoding)


def _binary(text: str) -> bool:
    sample = text[:100_000]
    controls = len(_CONTROLS.findall(sample))
    return controls > 0.005 * len(sample) + 2
