import re
from collections.abc import Iterator

from pilotage.base import Diagnostic, Span
from pilotage.lint.place import name_of
from pilotage.lint.problems import UNFINISHED_TEXT
from pilotage.lint.rule import Rule
from pilotage.lint.words import Patterns, matches
from pilotage.plan import Plan

_UNFINISHED: Patterns = {
    "zh": re.compile(
        r"[（(【\[](?:待定|待补充?|待确认|待核实|略|此处[^）)】\]]{0,12})[）)】\]]|(?<!有)待定(?![于在])"
        r"|[×✕ＸX]{2,}(?=[年月日个家万条项%％元市区县局])|_{3,}|＿{2,}|[?？]{2,}|\bTBD\b"
    ),
    "en": re.compile(
        r"\bTB[DC]\b|(?i:\bto be (?:determined|confirmed|decided|added)\b)|\bX{2,}\b(?!\d)|_{4,}"
        r"|\?{2,}|\[(?i:insert|date|name|number|tbd)[^\]]{0,30}\]|(?i:lorem ipsum)"
    ),
}


class UnfinishedText(Rule):
    """A gap that was to be filled later is still there.

    What it finds
        待定, （待补充）, ××家, a line of underscores, "TBD", "to be determined", "[insert date]",
        two question marks, in a task. Told once for each task.

    Why it matters
        What was left open in the draft is open in the issued plan: a unit, a figure or a date that
        the readers will fill in differently.

    Fails
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前新增企业XX家。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```
        ```
        Port Improvement Plan
        I. Key Tasks
        1. Open routes. Open routes by a date TBD. (Responsible unit: Port Office)
        ```

    Passes
        ```
        东港口岸提升实施方案
        一、重点任务
        （一）建设智慧口岸。2021年12月底前新增企业20家。（牵头单位：市商务局）
        （二）优化航线布局。2021年12月底前新开航线3条。（牵头单位：市交通运输局）
        ```

    Source
        Proof-reading.
    """

    code = "L507"
    name = "unfinished-text"

    def check(self, plan: Plan) -> Iterator[Diagnostic]:
        for task in plan.tasks:
            for found in matches(plan, task, _UNFINISHED):
                at = Span(*found.span())
                yield UNFINISHED_TEXT.at(at, task=task.id, heading=name_of(task), words=found[0])
                break
