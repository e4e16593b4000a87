"""The cells of a ledger to values: limits in any written form, shares of progress, states."""

import re
from dataclasses import replace
from datetime import date, datetime

from pilotage.base import Language, Precision, fold_width
from pilotage.clause import Limit, LimitKind, limit_of_cell, stated_in

from .tables import words_of

_ONGOING = re.compile(
    r"长期|持续|常年|常态|不定期|贯穿|滚动|每[年季月周半]|按(?:月|季|年|节点|进度|需|上级)|定期|十[三四五六]五|适时"
    r"|ongoing|on-going|continuous|permanent|long.?term|recurring|annual|monthly|quarterly|every ",
    re.I,
)
NOTHING = frozenset({"", "-", "–", "—", "/", "无", "n/a", "na", "none", "待定", "tbd"})
"""What people write into a cell to say that there is nothing to say."""
_SHARE = re.compile(r"(?:约|已完成|完成|about )?\s*(\d{1,3}(?:\.\d+)?)\s*(%|％|percent)?", re.I)
_DONE = re.compile(
    r"(?:已|全部|均已|按时|如期|基本)?(?:完成|办结|销号|落实|结项|竣工)(?:销号)?|是|√|✓|done|completed?|closed|finished|yes|y",
    re.I,
)
_UNDONE = re.compile(
    r"(?:正在|持续|序时|有序|加快|全力)?(?:进行中?|推进中?|办理中?|实施中?|落实中|在办|在建|正常)"
    r"|进展顺利|未(?:完成|办结|启动|开始|开展)|尚未.{0,6}|滞后|逾期|否|不是"
    r"|in progress|on track|ongoing|not started|not done|delayed|late|open|no|n",
    re.I,
)


def limit_from(value: object, language: Language, year: int) -> tuple[Limit | None, bool]:
    """The limit that a cell states (None for an empty cell), and whether it could be read.

    Days, numbers that spreadsheet programs keep days as, and words in both languages. ``year`` is
    that of words that name none (3月底前).
    """
    words = words_of(value)
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return _limit(words, day, Precision.DAY), True
    folded = " ".join(fold_width(words).split()).strip("。.;；, ")
    if folded.lower() in NOTHING:
        return None, True
    stated, whole = stated_in(folded, year)
    if whole:
        return (_limit(words, stated.last(), stated.precision), True) if stated else (None, False)
    return _told(words, folded, language, year)


def _told(words: str, folded: str, language: Language, year: int) -> tuple[Limit | None, bool]:
    """A limit that stands among other words."""
    found = limit_of_cell(words, language, year) or limit_of_cell(folded, language, year)
    if found and (found.date or found.kind is not LimitKind.BY):
        return replace(found, text=words, span=None), True
    if _ONGOING.search(folded):
        return _limit(words, None, None), True
    return None, False


def _limit(words: str, day: date | None, precision: Precision | None) -> Limit:
    kind = LimitKind.BY if day else LimitKind.ONGOING
    return Limit(text=words, span=None, date=day, precision=precision, kind=kind)


def share_from(value: object, fractions: bool) -> tuple[int | None, bool]:
    """A whole number of percent (None for an empty cell), and whether it could be read.

    ``fractions``: the numbers of this column are parts of 1, as where it is formatted as percent.
    """
    if isinstance(value, bool):
        return (100 if value else 0), True
    if isinstance(value, int | float):
        return _whole(float(value) * (100 if fractions else 1))
    words = fold_width(words_of(value)).strip()
    if words.lower() in NOTHING:
        return None, True
    match = _SHARE.fullmatch(words)
    if match:
        figure = float(match[1])
        return _whole(figure * 100 if fractions and not match[2] and figure <= 1 else figure)
    done = done_from(words)
    return (100, True) if done else (None, False)


def _whole(share: float) -> tuple[int | None, bool]:
    return (round(share), True) if -0.001 <= share <= 100.001 else (None, False)


def are_fractions(values: list[object]) -> bool:
    """Whether the numbers of a column are parts of 1: none is above it, and one lies between."""
    numbers = [float(v) for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    numbers += [float(v) for v in values if isinstance(v, str) and re.fullmatch(r"0?\.\d+|[01]", v)]
    between = any(0 < number < 1 for number in numbers)
    return bool(numbers) and max(numbers) <= 1 and (between or min(numbers) >= 0)


def done_from(words: str) -> bool | None:
    """Whether a state says that the task is done; None for a state that is not known."""
    folded = fold_width(words).strip().strip("。.")
    if not folded or _UNDONE.fullmatch(folded):
        return False
    return True if _DONE.fullmatch(folded) else None
