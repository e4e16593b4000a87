"""Chinese numerals, as far as plans use them: 1 to 9999, both ways."""

from functools import lru_cache

_DIGITS = "零一二三四五六七八九"
_VALUES = {c: i for i, c in enumerate(_DIGITS)} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_ARABIC = str.maketrans("０１２３４５６７８９", "0123456789")


def chinese_number(n: int) -> str:
    """``n`` (0 to 9999) in Chinese numerals: 十二, 二十, 一百零五."""
    if n < 10:
        return _DIGITS[n]
    out, zero = "", False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // value % 10
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + unit
            zero = False
        elif out:
            zero = True
    return out.removeprefix("一") if 10 <= n < 20 else out


@lru_cache(maxsize=4096)
def read_number(text: str) -> int | None:
    """The value of Chinese, Arabic (either width) or circled numerals; None for anything else."""
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - 0x245F
    plain = text.translate(_ARABIC)
    if plain.isdigit() and plain.isascii():
        return int(plain)
    if all(c in _VALUES for c in text) and len(text) > 1:
        return int("".join(str(_VALUES[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in _VALUES:
            digit = _VALUES[c]
        elif c in _UNITS:
            total += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            return None
    return total + digit if text else None


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def read_roman(text: str) -> int | None:
    """The value of a Roman numeral up to 399; None for anything else."""
    total = 0
    values = [_ROMAN.get(c.upper(), 0) for c in text]
    if not values or 0 in values:
        return None
    for here, after in zip(values, [*values[1:], 0], strict=True):
        total += -here if here < after else here
    return total
