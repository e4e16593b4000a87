import calendar
import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span, fold_width
from pilotage.lint.problems import IMPOSSIBLE_DATE
from pilotage.lint.rule import Rule
from pilotage.lint.words import task_at
from pilotage.plan import Plan

_ZH = re.compile(
    r"(?:(?P<y>(?:19|20)\d\d)年)?(?<![\d.])(?P<m>\d{1,2})月(?:份)?(?:(?P<d>\d{1,2})[日号])?"
)
_MONTHS = tuple(calendar.month_name)[1:]
_EN = re.compile(rf"\b(?P<m>{'|'.join(_MONTHS)}) (?P<d>\d{{1,2}})(?:, (?P<y>(?:19|20)\d\d))?\b")
_LEAP = 2024
"""A year with 29 February, for dates that name no year."""


class ImpossibleDate(Rule):
    """A date that no calendar has.

    What it finds
        A month above 12, a day its month does not have, 29 February in a year without one.

    Why it matters
        The limit cannot be read, so the task has none until somebody asks what was meant.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年6月31日前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```
        ```
        Port Improvement Plan
        I. Key Tasks
        1. Open new routes. Open three by February 30, 2027. (Responsible unit: Port Office)
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2024年2月29日前实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        The calendar.
    """

    code = "L306"
    name = "impossible-date"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        pattern = _ZH if plan.language == "zh" else _EN
        for found in pattern.finditer(fold_width(plan.text)):
            if _possible(found):
                continue
            task = task_at(plan, found.start())
            yield IMPOSSIBLE_DATE.at(
                Span(*found.span()), task=task.id if task else None, words=found[0]
            )


def _possible(found: re.Match[str]) -> bool:
    month = _MONTHS.index(found["m"]) + 1 if found["m"] in _MONTHS else int(found["m"])
    if not 1 <= month <= 12:
        return False
    if not found["d"]:
        return True
    year = int(found["y"]) if found["y"] else _LEAP
    return 1 <= int(found["d"]) <= calendar.monthrange(year, month)[1]
