"""Numbers as Word writes them: the formats of automatic lists (ECMA-376 part 1, §17.18.59)."""

from collections.abc import Callable

from pilotage.language import chinese_number

_MOST = 5000
"""A list that counts further is an accident; its numbers are written in figures."""
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def printed(form: str, number: int) -> str:
    """``number`` in a format of Word's; figures where the format is not known."""
    if not 0 <= number <= _MOST:
        return str(number)
    return _FORMATS.get(form, str)(number)


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
    return chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1) if n else ""


def _from(first: int, count: int) -> Callable[[int], str]:
    """Signs that stand in a row in Unicode, from the one for 1; figures beyond the last."""
    return lambda n: chr(first + n - 1) if 1 <= n <= count else str(n)


def _of(signs: str) -> Callable[[int], str]:
    return lambda n: signs[(n - 1) % len(signs)] if n else ""


def _ordinal(n: int) -> str:
    teen = n % 100 in (11, 12, 13)
    return f"{n}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


_CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "koreanCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
)
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
    "ordinal": _ordinal,
    "decimalEnclosedCircle": _from(0x2460, 20),
    "decimalEnclosedCircleChinese": _from(0x2460, 20),
    "decimalEnclosedParen": _from(0x2474, 20),
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "ideographEnclosedCircle": _from(0x3280, 10),
    "decimalFullWidth": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in str(n)),
    "decimalFullWidth2": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in str(n)),
    "numberInDash": lambda n: f"- {n} -",
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographDigital": lambda n: str(n).translate(_DIGITS),
    "chineseLegalSimplified": lambda n: chinese_number(n).translate(_FORMAL),
    "ideographLegalTraditional": lambda n: chinese_number(n).translate(_FORMAL),
    "none": lambda _: "",
    **dict.fromkeys(_CHINESE, chinese_number),
}
