import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span, fold_width
from pilotage.lint.problems import PERIOD_BACKWARDS
from pilotage.lint.rule import Rule
from pilotage.lint.words import Patterns, task_at
from pilotage.plan import Plan

_PERIOD: Patterns = {
    "zh": re.compile(r"(?<!\d)((?:19|20)\d\d)年?[—–~～至\-]{1,2}((?:19|20)\d\d)年"),
    "en": re.compile(r"\b(?:from|between) ((?:19|20)\d\d) (?:to|and|until) ((?:19|20)\d\d)\b"),
}


class PeriodBackwards(Rule):
    """A period ends before it begins.

    What it finds
        Two years of one period with the later first: 2025—2023年, "from 2027 to 2025".

    Why it matters
        One of the two years is wrong, and with it every limit that was read from it.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2025—2023年每年改造泊位3个。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2023—2025年每年改造泊位3个。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        Arithmetic.
    """

    code = "L307"
    name = "period-backwards"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for found in _PERIOD[plan.language].finditer(fold_width(plan.text)):
            if int(found[2]) < int(found[1]):
                task = task_at(plan, found.start())
                yield PERIOD_BACKWARDS.at(
                    Span(*found.span()), task=task.id if task else None, words=found[0]
                )
