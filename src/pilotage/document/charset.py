"""Bytes to text, in any encoding that Chinese offices use."""

import codecs

from pilotage.base import Diagnostic, PilotageError, Span

from .problems import BROKEN_CHARACTERS, CUT_SHORT, NOT_TEXT

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TOLERATED = 0.01
"""Share of broken characters up to which a text is shown with marks instead of being refused."""


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
    if unmarked := _utf16_without_mark(data):
        return _lenient(data, unmarked)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and data[: error.start].decode("utf-8"):
            text = data[: error.start].decode("utf-8")
            return text, [CUT_SHORT.at(Span(max(0, len(text) - 1), len(text)))]
    for attempt in (_gb18030, _mostly_utf8, _detected):
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


def _utf16_without_mark(data: bytes) -> str | None:
    """Latin text in UTF-16 has every second byte zero; a real text file has none."""
    sample = data[:4096]
    if len(sample) < 4 or not sample.count(0):
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.2 * len(sample) / 2 and even == 0:
        return "utf-16-le"
    if even > 0.2 * len(sample) / 2 and odd == 0:
        return "utf-16-be"
    return None


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
        end = Span(max(0, len(text) - 1), len(text))
        return text, [CUT_SHORT.at(end)] if cut else []
    return None


def _plausible_chinese(text: str) -> bool:
    """Latin-1 prose also decodes as GB18030, but into rare characters."""
    beyond = [c for c in text[:20_000] if c > "\x7f"]
    common = sum(
        "\u4e00" <= c <= "\u9fff" or c in "，。、；：“”（）《》〔〕—…·？！　％" for c in beyond
    )
    return bool(beyond) and common >= 0.9 * len(beyond)


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
    controls = sum(c < " " and c not in "\t\n\r\f\x0b" for c in sample)
    return controls > 0.005 * len(sample) + 2
