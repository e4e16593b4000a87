import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span
from pilotage.lint.problems import DOUBLED_SIGN
from pilotage.lint.rule import Rule
from pilotage.lint.words import Patterns, matches
from pilotage.plan import Plan

_DOUBLED: Patterns = {
    "zh": re.compile(
        r"(?<!目)的的(?!士)|([，、；：])\s?\1|[，、；][。；]|。[，、；]|(?<!。)。。(?!。)"
    ),
    "en": re.compile(r"\b(the|of|and|to|in|for|with|by|from) +\1\b(?!-)|, ,|,\.(?=\s)|;;|;\."),
}


class DoubledSign(Rule):
    """A sign or a small word stands twice.

    What it finds
        Two commas, a comma before a full stop, 的的, "the the" in a task. Each is told.

    Why it matters
        Words between the two were deleted, sometimes more than was meant; and a plan under a seal
        should be read once more before it is printed.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前，，实现单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```
        ```
        Port Improvement Plan
        I. Key Tasks
        1. Open routes. Open three routes to the the east by 2027. (Responsible unit: Customs)
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前，实现既定目的的单证电子化。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        GB/T 15834, the national standard on punctuation; proof-reading.
    """

    code = "L508"
    name = "doubled-sign"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks:
            for found in matches(plan, task, _DOUBLED):
                yield DOUBLED_SIGN.at(Span(*found.span()), task=task.id, words=found[0])
